"""Importing tables again, moving them, and what two of them share."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from table_sites import TableSite

from sitegen.articles import Article
from sitegen.content.body.escaping import unescape_line
from sitegen.seeds.formats.columns import is_nothing
from sitegen.seeds.importing import import_seeds
from sitegen.seeds.row_problems import MOST_OF_A_KIND
from sitegen.settings.site import load_site

HEADER = "judul,isi,url\n"
ROWS = "Banjir,Air naik.,https://a.id/1\nGempa,Tanah guncang.,https://a.id/2\n"


@pytest.fixture
def site(tmp_path: Path) -> TableSite:
    return TableSite(tmp_path / "site")


def done(site: TableSite) -> dict[str, list[str]]:
    """What an import does, by slug, without what it does not."""
    result = site.run()
    slugs = {
        name: [path.stem for path in getattr(result, name)] for name in ("written", "updated", "unchanged", "kept")
    }
    return {name: found for name, found in slugs.items() if found}


def test_a_second_import_touches_nothing(site: TableSite) -> None:
    site.seed("a.csv", HEADER + ROWS)
    assert done(site) == {"written": ["banjir", "gempa"]}
    paths = [article.path for article in site.articles()]
    for path in paths:
        os.utime(path, ns=(1, 1))
    assert done(site) == {"unchanged": ["banjir", "gempa"]}
    assert [path.stat().st_mtime_ns for path in paths] == [1, 1]


def test_a_row_that_stands_elsewhere_now_is_the_same_story(site: TableSite) -> None:
    site.seed("a.csv", HEADER + ROWS)
    site.run()
    site.seed("a.csv", HEADER + "Angin,Pohon tumbang.,https://a.id/3\n" + ROWS)
    assert done(site) == {"written": ["angin"], "unchanged": ["banjir", "gempa"]}


@pytest.mark.parametrize(
    ("old", "new"),
    [("Air naik.", "Air surut."), ("Banjir,Air naik.", "Banjir surut,Air surut.")],
    ids=["the text", "text and headline"],
)
def test_a_row_that_changed_updates_its_story(site: TableSite, old: str, new: str) -> None:
    site.seed("a.csv", HEADER + ROWS)
    site.run()
    site.seed("a.csv", HEADER + ROWS.replace(old, new))
    assert done(site) == {"updated": ["banjir"], "unchanged": ["gempa"]}
    assert site.articles()[0].body == ("Air surut.",)


def test_without_an_address_a_row_that_changed_is_known_by_its_headline(site: TableSite) -> None:
    site.seed("a.csv", "judul,isi\nBanjir,Air naik.\nGempa,Tanah guncang.\n")
    site.run()
    site.seed("a.csv", "judul,isi\nGempa,Tanah guncang lagi.\nBanjir,Air naik.\n")
    assert done(site) == {"updated": ["gempa"], "unchanged": ["banjir"]}


def test_stories_of_one_headline_and_other_addresses_are_two(site: TableSite) -> None:
    site.seed("a.csv", HEADER + ROWS)
    site.run()
    site.seed("a.csv", HEADER + "Banjir,Air surut.,https://a.id/9\nGempa,Tanah guncang.,https://a.id/2\n")
    assert done(site) == {"written": ["banjir-2"], "unchanged": ["gempa"]}


def test_a_correction_is_never_overwritten(site: TableSite) -> None:
    site.seed("a.csv", HEADER + ROWS)
    site.run()
    path = site.articles()[0].path
    path.write_text(path.read_text(encoding="utf-8").replace("Air naik.", "Air pasang."), encoding="utf-8")
    site.seed("a.csv", HEADER + ROWS.replace("Air naik.", "Air surut."))
    (said,) = site.said()
    assert "content/id/banjir.md: was edited by hand and its seed seeds/a.csv (row 2) changed since" in said
    assert "Air pasang." in path.read_text(encoding="utf-8")
    assert "Air surut." in (site.root / ".sitegen" / "incoming" / "banjir.md").read_text(encoding="utf-8")


def test_a_file_that_moved_keeps_its_stories(site: TableSite) -> None:
    path = site.seed("a.csv", HEADER + ROWS)
    site.run()
    path.rename(path.with_name("b.csv"))
    assert done(site) == {"updated": ["banjir", "gempa"]}
    assert [article.source.file for article in site.articles() if article.source] == ["seeds/b.csv"] * 2
    assert done(site) == {"unchanged": ["banjir", "gempa"]}


def test_a_story_that_stands_in_two_files_is_imported_once_and_that_is_said(site: TableSite) -> None:
    site.seed("b.csv", HEADER + ROWS)
    site.run()
    site.seed("a.jsonl", '{"judul": "GEMPA", "isi": "Tanah  guncang."}\n')
    site.seed("c.txt", "Banjir\n\nAir naik.\n")
    assert site.said() == [
        "seeds/a.jsonl: row 1: is the same as seeds/b.csv (row 3) and was left out; remove one of them",
        "seeds/c.txt: is the same as seeds/b.csv (row 2) and was left out; remove one of them",
    ]
    assert len(site.articles()) == 2


def test_a_row_that_stands_twice_is_said_each_time(site: TableSite) -> None:
    site.seed("a.csv", HEADER + ROWS + ROWS)
    first = site.said()
    assert [line[:40] for line in first] == [
        "seeds/a.csv: row 4: is the same as seeds",
        "seeds/a.csv: row 5: is the same as seeds",
    ]
    assert site.said() == first


def test_of_many_rows_with_one_problem_some_are_named_and_all_are_counted(site: TableSite) -> None:
    site.seed("a.csv", HEADER + ROWS + "Judul,,\n" * 1000)
    said = site.said()
    assert len(said) == MOST_OF_A_KIND + 1
    assert said[-1].startswith("seeds/a.csv: 980 more rows have the same problem: has no text")


def test_an_import_says_how_far_it_is(site: TableSite) -> None:
    site.seed("a.csv", HEADER + ROWS)
    steps: list[tuple[int, int | None]] = []
    import_seeds(load_site(site.root), lambda number, total: steps.append((number, total)))
    import_seeds(load_site(site.root), lambda number, total: steps.append((number, total)))
    assert steps == [(1, None), (2, None), (1, 2), (2, 2), (1, None), (2, None)]


def test_what_other_programs_leave_beside_a_table_is_no_seed(site: TableSite) -> None:
    for name in ("~$a.csv", ".~lock.a.csv#", ".a.csv"):
        site.seed(name, HEADER + ROWS)
    assert done(site) == {}


NAMES = st.sampled_from(
    ["judul", "isi", "tanggal", "waktu", "penulis", "kategori", "url", "sumber", "Catatan", "No.", ""]
)
# Without control characters, of which a text has few, and without those that UTF-8 read as Latin-1 is made of.
CELLS = st.text(
    st.sampled_from("abcXYZß123 ,;\t|\"'\n\r.-/:()[]{}>#*_\\\u200b”“")
    | st.characters(codec="utf-8", min_codepoint=0x250, exclude_categories=["Cc", "Cf", "Cs"]),
    max_size=60,
) | st.sampled_from(
    ["Jakarta, Indonesia", "06/06/2025", "Budi Santoso", "https://a.id/1?b=c&d", "Foto: Antara", "Tidak Ditemukan"]
)


def letters(text: str) -> Counter[str]:
    return Counter(filter(str.isalnum, text))


def written(article: Article) -> str:
    """All that an article says."""
    source = article.source
    assert source is not None
    fields = (article.title, article.caption, article.credit, article.credit_label, article.dateline, article.byline)
    extra = [str(article.extra.get(key, "")) for key in ("date_line", "byline_line")]
    columns = article.extra.get("columns", {})
    assert isinstance(columns, dict)
    body = [unescape_line(line) for line in article.body]
    return " ".join([*fields, *extra, *article.tags, source.url, source.publisher, *columns.values(), *body])


@pytest.mark.slow
@settings(max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(NAMES, min_size=2, max_size=6, unique=True),
    st.lists(st.lists(CELLS, min_size=6, max_size=6), min_size=1, max_size=3),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_no_letter_of_a_cell_is_lost(
    names: list[str], rows: list[list[str]], separator: str, line_end: str, encoding: str
) -> None:
    names = ["isi", *(name for name in names if name != "isi")]
    table = io.StringIO()
    writer = csv.writer(table, delimiter=separator, lineterminator=line_end)
    if line_end == "\n":  # then Python's writer puts no quotation marks around "\r"
        writer = csv.writer(table, delimiter=separator, lineterminator=line_end, quoting=csv.QUOTE_ALL)
    writer.writerow(names)
    rows = [[f"Berita {number}. {row[0]}", *row[1:]] for number, row in enumerate(rows)]
    writer.writerows(row[: len(names)] for row in rows)
    with tempfile.TemporaryDirectory() as folder:
        site = TableSite(Path(folder) / "site")
        site.seed("a.csv", table.getvalue().encode(encoding))
        result = site.run()
        articles = {article.source.row: article for article in site.articles() if article.source}
    assert set(articles) == {number + 2 for number in range(len(rows))}, result.problems
    for number, row in enumerate(rows, start=2):
        for name, cell in zip(names, row, strict=False):
            if not is_nothing(cell):
                lost = letters(cell) - letters(written(articles[number]))
                assert not lost, (name, cell)
