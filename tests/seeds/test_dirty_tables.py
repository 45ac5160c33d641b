"""Tables as scrapers and spreadsheets leave them: what becomes of each."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

import pytest
from dirty_tables import DIRTY, Dirty
from table_sites import TableSite

from sitegen.content.front_matter.held_back import held_back, key_problems
from sitegen.settings.site import load_site


@pytest.mark.parametrize("dirty", DIRTY.values(), ids=DIRTY)
def test_a_dirty_table_gives_its_stories(dirty: Dirty, tmp_path: Path) -> None:
    site = TableSite(tmp_path / "site")
    site.seed(dirty.name, dirty.data)
    said = site.said()
    article = next(article for article in site.articles() if article.title == dirty.title)
    assert tuple(line for line in article.body if line or "" in dirty.lines) == dirty.lines
    assert (article.date, article.time) == (dirty.date, dirty.time)
    assert len(said) == len(dirty.said), said
    assert all(any(part in line for line in said) for part in dirty.said), said


def test_a_story_keeps_what_its_row_says_of_it(tmp_path: Path) -> None:
    site = TableSite(tmp_path / "site")
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["No", "Judul", "Isi", "Penulis", "Kategori", "Link", "Media", "Komentar"])
    address = "https://contoh.id/banjir?a=1&copy=2"
    writer.writerow(
        ["1", "Banjir", "Air naik.", "Budi Santoso, Ani Wijaya", "['Politik', 'Banjir']", address, "Contoh", "-"]
    )
    site.seed("arsip/a.csv", table.getvalue())
    assert site.said() == []
    article = site.article()
    assert article.authors == ("Budi Santoso", "Ani Wijaya")
    assert article.tags == ("Politik", "Banjir")
    assert article.extra["columns"] == {"No": "1"}
    source = article.source
    assert source is not None
    assert (source.file, source.row, source.url, source.publisher) == ("seeds/arsip/a.csv", 2, address, "Contoh")


def test_a_column_that_holds_a_story_back_is_never_ignored_in_silence(tmp_path: Path) -> None:
    site = TableSite(tmp_path / "site")
    site.seed("a.csv", "judul,isi,Status,Views\nBanjir,Air naik.,draft,12\nGempa,Tanah guncang.,,13\n")
    site.run()
    settings = load_site(site.root)
    assert [held_back(article, settings).draft for article in site.articles()] == [True, False]
    (problem,) = (problem for article in site.articles() for problem in key_problems(article, settings))
    assert "columns.Status: sitegen does not know this key" in problem.message


def test_columns_can_be_named_for_the_files_of_a_pattern(tmp_path: Path) -> None:
    site = TableSite(tmp_path / "site", '[import."arsip/*.csv"]\ntitle = "Tajuk"\ntext = "Naskah lengkap"\n')
    site.seed("arsip/a.csv", "Isi,Tajuk,Naskah Lengkap\nringkasan,Banjir,Air naik.\n")
    assert site.said() == []
    assert (site.article().title, site.article().body) == ("Banjir", ("Air naik.",))
    assert site.article().extra["columns"] == {"Isi": "ringkasan"}


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.csv", b"", "is empty; write a headline"),
        ("a.csv", b"PK\x03\x04", "is a Word document, an e-book or a ZIP archive, not text"),
        ("a.csv", b"nama,umur\nBudi,3\n", "has no column for the text, such as 'isi' or 'content', but nama, umur"),
        ("a.csv", b'judul,isi\nA,"' + b"x" * 5_000_001, "row 2: cannot be read (field larger"),
        ("a.csv", codecs.BOM_UTF16_LE + "judul,isi\nA,B".encode("utf-16-le") + b"\x00\xd8", "begins as utf-16-le text"),
        ("a.json", b'[{"judul": "A", "isi": "B."} {"judul": "C"}]', "is not JSON: there is '{' in place of a comma"),
        ("a.json", b'[{"judul": "A", "isi": "B."}, {"judul": "C', "is not JSON: story 2 of the list is broken"),
        ("a.json", b"{", "is not JSON: "),
        ("a.json", b"[" * 100_000, "is not JSON: "),
    ],
)
def test_a_file_that_cannot_be_read_is_said_in_a_line(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    site = TableSite(tmp_path / "site")
    site.seed(name, data)
    site.seed("b.txt", "Judul lain\n\nIsi.")
    (line,) = site.said()
    assert line.startswith(f"seeds/{name}: {said}")
    assert "judul-lain" in {article.slug for article in site.articles()}


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.csv", b"judul,isi\nA,\nB,Isi.\n", "has no text in the column 'isi' and was left out; write the text there"),
        (
            "a.csv",
            b"judul,isi\nA,satu, dua\nB,Isi.\n",
            "has 3 cells under a header of 2 and was left out; put quotation",
        ),
        ("a.jsonl", b'{"judul": "A", "isi": "B."}\n5\n', "is not an object with names such as 'judul' and 'isi'"),
        ("a.jsonl", b'{"judul": "A", "isi": "B."}\n{"nama": "A"}\n', "has no column for the text"),
        ("a.json", b'[{"judul": "A", "isi": "B."}, null]', "is not an object with names"),
    ],
)
def test_a_row_that_is_no_story_is_said_and_the_others_are_imported(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    site = TableSite(tmp_path / "site")
    site.seed(name, data)
    (line,) = site.said()
    assert line.startswith(f"seeds/{name}: row 2: {said}")
    assert len(site.articles()) == 1


def test_a_quotation_that_is_never_closed_is_said_with_its_row(tmp_path: Path) -> None:
    site = TableSite(tmp_path / "site")
    site.seed("a.csv", 'judul,isi\nA,Isi.\nB,"Isi yang\nC,Isi.\n')
    (line,) = site.said()
    assert line.startswith("seeds/a.csv: row 3: has a quotation mark that is never closed, and was left out with all")
    assert [article.title for article in site.articles()] == ["A"]


def test_a_setting_that_names_a_column_that_is_not_there_is_said(tmp_path: Path) -> None:
    site = TableSite(tmp_path / "site", '[import."*.csv"]\ntitle = "Tajuk"\n')
    site.seed("a.csv", "judul,isi\nA,Isi.\n")
    assert site.said() == [
        "seeds/a.csv: has no column 'Tajuk', which site.toml names under [import], but judul, isi; correct the name"
    ]
