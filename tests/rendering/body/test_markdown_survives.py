"""Markdown that a person wrote goes through the real model, and every construct is intact in English."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import html5lib
import pytest
from PIL import Image
from sites import write_site

from sitegen.building.site import render_site
from sitegen.content.store import load_article
from sitegen.translation.engines.registry import site_engine
from sitegen.translation.run import translate_site

ROOT = Path(__file__).parents[3]
SOURCE = Path(__file__).parents[2] / "data" / "every-construct.md"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_site(tmp_path_factory.mktemp("survives") / "site")
    shutil.copytree(ROOT / "themes", folder.root / "themes")
    (folder.root / "content" / "id").mkdir(parents=True)
    shutil.copy(SOURCE, folder.root / "content" / "id" / "semua-bentuk.md")
    for name in ("foto.jpg", "pasar.jpg"):
        Image.new("RGB", (60, 40)).save(folder.root / "content" / "id" / name)
    assert translate_site(folder.site, site_engine(folder.site)).problems == ()
    assert render_site(folder.site).problems == ()
    return folder.root


@pytest.fixture(scope="module")
def lines(folder: Path) -> dict[str, str]:
    """Each line of the translation by its line in the original."""
    original = load_article(folder / "content" / "id" / "semua-bentuk.md", "id").body
    english = load_article(folder / "content" / "en" / "semua-bentuk.md", "en").body
    assert len(original) == len(english)
    return dict(zip(original, english, strict=True))


def line(lines: dict[str, str], start: str) -> str:
    """The translation of the one line that begins so, which must have been translated."""
    (source,) = [source for source in lines if source.lstrip().startswith(start)]
    assert lines[source] != source
    return lines[source]


@pytest.mark.slow
def test_heading_with_emphasis(lines: dict[str, str]) -> None:
    assert re.fullmatch(r"## (?!.*\*\*)[^*]*\*[^* ][^*]*\*[^*]*", line(lines, "## Laporan"))


def test_setext_heading(lines: dict[str, str]) -> None:
    assert line(lines, "Setext")
    assert lines["-----------------"] == "-----------------"


def test_strong_link_with_title_and_footnote_reference(lines: dict[str, str]) -> None:
    text = line(lines, "Presiden **")
    assert len(re.findall(r"\*\*Joko [^*]+\*\*", text)) == 1
    assert len(re.findall(r'\[[^\]]*\w[^\]]*\]\(https://example\.org/pm "PM"\)', text)) == 1
    assert text.endswith("[^1].")


def test_inline_code(lines: dict[str, str]) -> None:
    assert line(lines, "Jalankan").count("`ls -l a_b`") == 1


def test_inline_html_and_nested_emphasis(lines: dict[str, str]) -> None:
    text = line(lines, "Air adalah")
    assert text.count("H<sub>2</sub>O") == 1
    assert re.search(r"\*\*[^*]*_[^_*]+_[^*]*\*\*", text)


def test_reference_links_and_automatic_links(lines: dict[str, str]) -> None:
    text = line(lines, "Baca [laporan")
    assert len(re.findall(r"\[[^\]]*\w[^\]]*\]\[lap\]", text)) == 2
    assert text.count("<https://example.org/otomatis>") == 1
    definition = '[lap]: https://example.org/laporan "Laporan"'
    assert lines[definition] == definition


def test_hard_line_break(lines: dict[str, str]) -> None:
    assert line(lines, "Harga \\*").endswith("  ")


def test_a_sentence_that_begins_with_a_number_is_no_list(lines: dict[str, str]) -> None:
    assert line(lines, "2022").startswith("2022\\. ")


def test_lists(lines: dict[str, str]) -> None:
    assert line(lines, "- Harga beras").startswith("- ")
    assert line(lines, "- Harga gula").startswith("    - ")
    assert line(lines, "Paragraf kedua").startswith("    ")
    assert line(lines, "1. ").startswith("1. ")
    assert line(lines, "2. ").startswith("2. ")


def test_block_quotes(lines: dict[str, str]) -> None:
    assert re.match(r"> [\"\w]", line(lines, '> "Kami'))
    assert line(lines, "> > ").startswith("> > ")


def test_markup_over_two_lines(lines: dict[str, str]) -> None:
    assert re.fullmatch(r"[^*]+\*\*\w[^*]*", line(lines, "Pemerintah akan"))
    assert re.fullmatch(r"[^*]*\w\*\* [^*]+", line(lines, "semua kota"))
    assert re.fullmatch(r"[^\[\]]+\[\w[^\[\]]*", line(lines, "Simak [laporan"))
    assert line(lines, "tentang harga").count("](https://example.org/panjang)") == 1
    assert line(lines, "Perintah").endswith(" `ls -l")
    assert line(lines, "a_b`").startswith("a_b` ")


def test_an_image_in_a_link(lines: dict[str, str]) -> None:
    text = line(lines, "[![Foto")
    assert re.match(r"\[!\[[^\]]+\]\(pasar\.jpg\)\]\(https://example\.org/pasar\) \w", text)
    assert "Foto pasar" not in text


def test_a_link_without_words_and_a_line_break_in_html(lines: dict[str, str]) -> None:
    text = line(lines, "Harga naik")
    assert text.count("[→](https://example.org/naik)") == 1
    assert text.count("<br>") == 1


def test_addresses_in_running_text(lines: dict[str, str]) -> None:
    text = line(lines, "Kunjungi")
    assert text.count("https://example.org/a_b_c") == 1
    assert text.count("redaksi@example.org") == 1


def test_a_tag_over_two_lines(lines: dict[str, str]) -> None:
    assert lines["<table"] == "<table"
    assert re.fullmatch(r' class="angka"><tr><td>[^<]*[Rr]ice[^<]*</td></tr></table>', line(lines, 'class="angka"'))


@pytest.mark.parametrize(
    "code",
    [
        '        baris = "satu"',
        '        baris = "dua"',
        '>     baris = "tiga"',
        "```python",
        'print("jangan diterjemahkan")  # harga beras naik',
        '    kode = "juga jangan"',
        "|:-----|--------------:|",
        "***",
        '<div class="nota">',
        "<pre>harga beras naik</pre>",
        "<!-- komentar ini tetap -->",
    ],
)
def test_code_rules_and_comments_are_untouched(lines: dict[str, str], code: str) -> None:
    assert lines[code] == code


def test_table(lines: dict[str, str]) -> None:
    header, row = line(lines, "| Kota"), line(lines, "| Jakarta")
    assert header.count("|") == 3
    assert row.startswith("| Jakarta | 12 ")
    assert row.count("`a|b`") == 1
    assert row.count("|") == 4


def test_image_with_translated_alternative_text(lines: dict[str, str]) -> None:
    text = line(lines, "![Foto")
    assert re.fullmatch(r'!\[[^\]]+\]\(foto\.jpg "Istana"\)', text)
    assert "Foto presiden di istana" not in text


def test_raw_html_keeps_its_tags_and_entities(lines: dict[str, str]) -> None:
    text = line(lines, "<p>Ini")
    assert re.fullmatch(r"<p>.+<b>.+</b>.+</p>", text)
    assert "teks" not in text


def test_related_headline(lines: dict[str, str]) -> None:
    assert line(lines, "BACA JUGA: ").startswith("READ ALSO: ")


def test_footnote_with_a_second_paragraph(lines: dict[str, str]) -> None:
    assert line(lines, "[^1]: ").startswith("[^1]: ")
    assert line(lines, "Catatan kedua").startswith("    ")


def test_both_pages_have_the_same_elements(folder: Path) -> None:
    assert elements(folder, "en") == elements(folder, "id")


def elements(folder: Path, lang: str) -> dict[str, int]:
    """How often each element that Markdown makes occurs in an article's body."""
    page = (folder / "public" / lang / "semua-bentuk" / "index.html").read_text(encoding="utf-8")
    document = html5lib.parse(page, namespaceHTMLElements=False)
    (body,) = [division for division in document.iter("div") if division.get("class") == "body"]
    names = ["h2", "h3", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "table", "td", "th", "img"]
    names += ["hr", "sub", "sup", "br", "a"]
    return {name: len(list(body.iter(name))) for name in names}
