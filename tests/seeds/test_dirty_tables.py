"""Tables as scrapers and spreadsheets leave them: what becomes of each."""

from __future__ import annotations

import codecs
import csv
import datetime
import io
import json
from pathlib import Path
from typing import NamedTuple

import pytest
from table_sites import TableSite

from sitegen.content.front_matter.held_back import held_back, key_problems
from sitegen.settings.site import load_site

DAY = datetime.date(2025, 6, 6)
LONG = " ".join(f"Kalimat nomor {number} dari berita yang panjang." for number in range(800))
QUOTATION = '"Banjir, longsor, gempa, dan angin"'


class Dirty(NamedTuple):
    """A file, and what comes of its first story: headline, lines of text, date and time of day, and what is said."""

    name: str
    data: bytes
    title: str = "Banjir Jakarta"
    lines: tuple[str, ...] = ("Air naik.", "Warga mengungsi.")
    date: datetime.date | None = None
    time: datetime.time | None = None
    said: tuple[str, ...] = ()


DIRTY = {
    "a byte order mark before the first name": Dirty(
        "a.csv", codecs.BOM_UTF8 + b"judul,isi\nBanjir Jakarta,Air naik. Warga mengungsi.\n"
    ),
    "UTF-16, as Excel's 'Unicode text' is": Dirty(
        "a.tsv", "Judul\tIsi\r\nBanjir Jakarta\tAir naik. Warga mengungsi.\r\n".encode("utf-16")
    ),
    "Windows-1252": Dirty(
        "a.csv",
        "judul,isi\nBanjir Jakarta,“Air naik.” Warga mengungsi.\n".encode("cp1252"),
        lines=("“Air naik.”", "Warga mengungsi."),
        said=("is not UTF-8 and was read as Windows-1252",),
    ),
    "UTF-8 with one byte that is not, a megabyte after the start": Dirty(
        "a.csv",
        "judul,isi,catatan\nBanjir Jakarta,“Air naik.” Warga mengungsi.,\nLain,,".encode()
        + b"Catatan. " * 130_000
        + b"Caf\xe9\n",
        lines=("“Air naik.”", "Warga mengungsi."),
        said=("is not UTF-8 and was read as Windows-1252", "row 3: has no text in the column 'isi'"),
    ),
    "line ends of Windows in cells": Dirty(
        "a.csv", b'judul,isi\r\n"Banjir\r\nJakarta","Air naik.\r\n\r\nWarga mengungsi."\r\n'
    ),
    "semicolons, and more commas in a quotation": Dirty(
        "a.csv",
        f"judul;isi\nBanjir Jakarta;Air naik.\n{QUOTATION};{QUOTATION}\n".encode(),
        lines=("Air naik.",),
    ),
    "tabs in a file that is named .csv": Dirty(
        "a.csv", b"Judul\tIsi Berita\nBanjir Jakarta\tAir naik. Warga mengungsi.\n"
    ),
    "bars": Dirty("a.csv", b"headline|body\nBanjir Jakarta|Air naik. Warga mengungsi.\n"),
    "a header in the second row": Dirty(
        "a.csv",
        b"Data berita 2025,,\nJUDUL,ISI-BERITA,Tanggal Publikasi\nBanjir Jakarta,Air naik.,2025-06-06\n",
        lines=("Air naik.",),
        date=DAY,
        said=("row 1: is above the header and was left out: Data berita 2025",),
    ),
    "NUL bytes": Dirty(
        "a.csv",
        b"ju\x00dul,isi\nBanjir\x00 Jakarta,Air naik. Warga\x00 mengungsi.\n"
        + b"Lain,Kalimat lain dari berita lain.\n" * 9,
        said=(
            "row 2: has control characters such as U+0000; they were removed",
            *[f"row {row}: is the same as seeds/a.csv (row 3) and was left out" for row in range(4, 12)],
        ),
    ),
    "a cell of 30,000 characters": Dirty(
        "a.csv", f"judul,isi\nBanjir Jakarta,{LONG}\n".encode(), lines=tuple(LONG.replace(". ", ".\n").split("\n"))
    ),
    "'Tidak Ditemukan' for what was not found": Dirty(
        "a.csv",
        b"judul,isi,tanggal,penulis\nBanjir Jakarta,Air naik. Warga mengungsi.,Tidak Ditemukan,Tidak Ditemukan\n",
    ),
    "date and time in two columns": Dirty(
        "a.csv",
        b"judul,isi,date,time\nBanjir Jakarta,Air naik. Warga mengungsi.,06 Jun 2025,21:02\n",
        date=DAY,
        time=datetime.time(21, 2),
    ),
    "a date with the outlet before it": Dirty(
        "a.csv",
        b'judul,isi,tanggal\nBanjir Jakarta,Air naik. Warga mengungsi.,"Kompas.com - 06/06/2025, 21:23 WIB"\n',
        date=DAY,
        time=datetime.time(21, 23, tzinfo=datetime.timezone(datetime.timedelta(hours=7))),
    ),
    "the date of an update": Dirty(
        "a.csv",
        b'judul,isi,waktu\nBanjir Jakarta,Air naik. Warga mengungsi.,"Diperbarui 06 Jun 2025, 14:05 WIB"\n',
        date=DAY,
        time=datetime.time(14, 5, tzinfo=datetime.timezone(datetime.timedelta(hours=7))),
    ),
    "the month first": Dirty(
        "a.csv",
        b"title,content,published\nBanjir Jakarta,Air naik. Warga mengungsi.,10/21/2025 20:43\n",
        date=datetime.date(2025, 10, 21),
        time=datetime.time(20, 43),
    ),
    "a year of two digits": Dirty(
        "a.csv", b"judul,isi,tgl\nBanjir Jakarta,Air naik. Warga mengungsi.,6/6/25\n", date=DAY
    ),
    "a date that nobody can read": Dirty(
        "a.csv",
        b"judul,isi,tanggal\nBanjir Jakarta,Air naik. Warga mengungsi.,3 jam yang lalu\n",
        said=("row 2: states no date that can be read (3 jam yang lalu); write it as 2025-06-18",),
    ),
    "text nodes on lines of their own": Dirty(
        "a.csv",
        b'judul,isi\nBanjir Jakarta,"Jakarta\n-\nLuna Maya\nternyata mengungsi ke\nbandara\n, kata dia."\n',
        lines=("Luna Maya ternyata mengungsi ke bandara, kata dia.",),
    ),
    "lines of JSON, one of them broken off": Dirty(
        "a.jsonl",
        b'{"title": "Banjir Jakarta", "body": "Air naik. Warga mengungsi.", "date": null}\n{"title": "Gem',
        said=("row 2: is not JSON",),
    ),
    "a list of paragraphs in an object of JSON": Dirty(
        "a.json",
        json.dumps(
            {"total": 1, "data": [{"judul": "Banjir Jakarta", "isi": ["Air naik.", "Warga\ud800 mengungsi."]}]}
        ).encode(),
        lines=("Air naik.", "", "Warga\ufffd mengungsi."),
        said=("row 1: has letters that were lost before it came here",),
    ),
}


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
