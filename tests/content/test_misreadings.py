"""Lines that Markdown takes otherwise than they were meant are said; lists and headings in good order are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rendered import elements_of, to_html
from seed_stories import read_story
from sites import MakeSite

from sitegen.content.body.escaping import escape_line
from sitegen.content.body.misreadings import misreadings
from sitegen.content.store import load_pairs
from sitegen.errors import Problem
from sitegen.seeds.conversion import make_article
from sitegen.settings.house_styles import house_styles


def said(source: str) -> list[tuple[int, str]]:
    return list(misreadings(source.split("\n")))


@pytest.mark.parametrize(
    ("source", "line", "made", "remedy"),
    [
        ("2022. Tahun itu buruk.", 0, "begins a list from 2022 with '2022. Tahun itu buruk.'", "2022\\."),
        ("2022. Tahun itu.\n\n2023. Tahun ini.", 0, "begins a list from 2022", "2022\\."),
        ("Satu.\n\n17. Agustus", 2, "begins a list from 17", "17\\."),
        ("#tagar ramai.", 0, "makes a heading of '#tagar ramai.'", "\\#"),
        ("Satu.\n#tagar", 1, "makes a heading of '#tagar'", "\\#"),
        ("[Jakarta]: banjir", 0, "takes '[Jakarta]: banjir' for the address of a link", "\\["),
        ("[Jakarta]:\nbanjir", 0, "takes '[Jakarta]:' for the address of a link", "\\["),
        ('- "Kami siap," katanya.\n- "Saya juga."', 0, "makes a list of '- \"Kami siap,", "\\-"),
        ("- Kami siap, katanya.", 0, "makes a list of one item", "\\-"),
        ("Satu.\n\n* Harga belum termasuk pajak.", 2, "makes a list of one item", "\\*"),
        ("> 5 persen warga setuju.", 0, "makes a quotation", "\\>"),
        (">= 5 persen", 0, "makes a quotation", "\\>"),
        ("Satu.\n\n    Presiden Joko Widodo tiba di Jakarta.", 2, "makes code of 'Presiden Joko", "remove them"),
        ("\tPresiden Joko Widodo tiba di Jakarta.", 0, "makes code of 'Presiden Joko", "remove them"),
        ("Presiden tiba.\n---", 1, "makes a heading of 'Presiden tiba.'", "put an empty line between"),
    ],
)
def test_what_was_probably_not_meant_is_said(source: str, line: int, made: str, remedy: str) -> None:
    number, message = said(source)[0]
    assert number == line
    assert message.startswith(f"Markdown {made}")
    assert remedy in message


@pytest.mark.parametrize(
    "source",
    [
        "1. Satu.\n2. Dua.",
        "1. Satu.\n\nSela.\n\n2. Dua.",
        "3. tiga\n4. empat",
        "Kalimat\n2022. Tahun itu.",
        "# Judul",
        "##Judul",
        "[lap]: https://example.org/",
        "[lap]: laporan.html 'Laporan'",
        "Baca [ini][lap].\n\n[lap]: laporan",
        "[Jakarta]: Presiden tiba di sini.",
        "[^1]: Catatan",
        "- Satu.\n- Dua.",
        "- Satu.\n\n- Dua.",
        "- Satu\n  lagi.\n- Dua.",
        "- Satu.\n    - Dua.",
        "Kontak:\n\n- Nomor telepon ada di bawah.",
        "- butir",
        "> Satu.\n> 5 orang.",
        "> Kutipan.",
        "    kode = 1",
        "```\n    Presiden Joko Widodo tiba di Jakarta.\n2022. Tahun\n#tagar\n```",
        "- Satu.\n\n    Presiden Joko Widodo tiba di Jakarta.\n- Dua.",
        "Judul\n-----",
        "Satu.\n\n---\n\nDua.",
        "***",
        "| a |\n|---|\n| b |",
        "-5 derajat",
        "2022\\. Tahun\n\n\\#tagar\n\n\\[Jakarta]: banjir\n\n\\- Kami siap, katanya.\n\n\\> 5 persen",
    ],
)
def test_what_was_probably_meant_is_not_said(source: str) -> None:
    assert said(source) == []


STARTS = ("2022. ", "7. ", "#", "[Jakarta]: ", '- "', "- ", "* ", "> 5 ", ">=", "    ", "\t", "---", "===", "")
LINES = st.lists(st.tuples(st.sampled_from(STARTS), st.text("abK .1\"'")).map("".join), min_size=1, max_size=5)


@given(LINES)
@example(["2022. Tahun"])
@example(["[Jakarta]: banjir"])
def test_lines_that_importers_escaped_are_paragraphs_and_never_said(texts: list[str]) -> None:
    lines = [line for text in texts for line in (escape_line(text), "")]
    assert list(misreadings(lines)) == []
    assert set(elements_of(to_html(lines))) <= {"p"}


@given(st.lists(LINES.map("\n".join), max_size=4))
@example(['2022. Tahun itu buruk.\n- "Kami siap."'])
@example(["[Jakarta]: banjir\n===\n    Satu dua tiga empat."])
def test_nothing_in_a_seed_becomes_markup(paragraphs: list[str]) -> None:
    seed = "\n\n".join(["Judul Berita", *paragraphs, "Akhir."])
    story = read_story(seed.encode(), Path("a.txt"), house_styles({}))
    body = make_article(story, "a", "id", "seeds/a.txt").body
    assert list(misreadings(body)) == []
    assert set(elements_of(to_html(body))) <= {"p"}


def test_a_build_and_a_check_name_the_file_and_the_line_once(make_site: MakeSite) -> None:
    site = make_site()
    site.pair("kabar", ("Kabar", "News"), ("Satu.\n\n#tagar", "One.\n\n#hashtag"))
    site.write("en", "lain", "Other", "- It is ready, he said.")
    site.write("id", "lain", "Lain", "– Sudah siap, katanya.")
    problems: list[Problem] = []
    list(load_pairs(site.site, problems))
    expected = [("id/kabar.md", "#tagar"), ("en/lain.md", "- It is ready")]
    assert list(site.render().problems) == problems
    assert [(problem.severity, problem.line) for problem in problems] == [("warning", 8), ("warning", 6)]
    for problem, (file, words) in zip(problems, expected, strict=True):
        assert str(problem.path).endswith(file)
        assert words in problem.message
