"""Workbooks of Excel as seeds."""

from __future__ import annotations

import datetime
import re
import sys
import zipfile
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from table_sites import TableSite

HEADER = ("Judul", "Isi Berita", "Tanggal", "Waktu")


@pytest.fixture
def site(tmp_path: Path) -> TableSite:
    return TableSite(tmp_path / "site")


def workbook(path: Path, *sheets: Sequence[Sequence[object]]) -> Path:
    """Write a workbook with these rows on its sheets."""
    book = Workbook()
    book.remove(book["Sheet"])
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"Bulan {number}")
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def rewrite(path: Path, change: Callable[[str], str]) -> None:
    """Change the XML of the first sheet."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    changed = change(parts[name].decode())
    assert changed != parts[name].decode()
    parts[name] = changed.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)


def test_a_row_is_a_story_with_the_date_of_its_cell(site: TableSite) -> None:
    rows = [
        ("Data berita", None, None, None),
        HEADER,
        ("Banjir", "Air naik. Warga mengungsi.", datetime.datetime.fromisoformat("2025-06-06T21:02"), None),
        ("Gempa", "Tanah guncang.", datetime.datetime.fromisoformat("2025-06-07"), datetime.time(8, 5)),
        ("Angin", "Pohon tumbang.", "Sabtu, 07 Jun 2025", "20.15 WIB"),
    ]
    workbook(site.seed("a.xlsx", ""), rows)
    assert site.said() == ["seeds/a.xlsx: row 1: is above the header and was left out: Data berita"]
    angin, banjir, gempa = site.articles()
    assert (banjir.date, banjir.time) == (datetime.date(2025, 6, 6), datetime.time(21, 2))
    assert (gempa.date, gempa.time) == (datetime.date(2025, 6, 7), datetime.time(8, 5))
    assert (angin.date, angin.time and angin.time.hour) == (datetime.date(2025, 6, 7), 20)
    assert banjir.body == ("Air naik.", "Warga mengungsi.")
    assert [article.source.row for article in (banjir, gempa) if article.source] == [3, 4]
    assert site.run().unchanged == tuple(article.path for article in (banjir, gempa, angin))


def test_characters_that_excel_writes_as_codes_are_read(site: TableSite) -> None:
    """openpyxl 3.1.5 leaves ``_x000D_`` and ``_x0041_`` as they stand in the file."""
    path = workbook(site.seed("a.xlsx", ""), [HEADER, ("Banjir", "Air naik._x000D_\n_x000D_\n_x0041_ir surut.")])
    assert load_workbook(path)["Bulan 1"]["B2"].value == "Air naik._x000D_\n_x000D_\n_x0041_ir surut."
    assert site.said() == []
    assert site.article().body == ("Air naik.", "", "Air surut.")


def test_a_sheet_that_says_that_it_is_small_is_read_as_a_whole(site: TableSite) -> None:
    path = workbook(site.seed("a.xlsx", ""), [HEADER, ("Banjir", "Air naik.")])
    rewrite(path, lambda xml: re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1"', xml))
    sheet = load_workbook(path, read_only=True)["Bulan 1"]
    assert [len(row) for row in sheet.iter_rows()] == [1], version("openpyxl")
    assert site.said() == []
    assert site.article().body == ("Air naik.",)


def test_rows_that_are_left_out_in_the_file_count(site: TableSite) -> None:
    path = workbook(site.seed("a.xlsx", ""), [HEADER, ("Banjir", "Air naik.")])
    rewrite(path, lambda xml: xml.replace('r="2"', 'r="7"').replace('"A2"', '"A7"').replace('"B2"', '"B7"'))
    assert site.said() == []
    source = site.article().source
    assert source is not None
    assert source.row == 7


def test_a_formula_without_its_value_is_said_with_its_cell(site: TableSite) -> None:
    workbook(site.seed("a.xlsx", ""), [HEADER, ("Banjir", "=A2"), ("Gempa", "Tanah guncang.")])
    (line,) = site.said()
    assert line == (
        "seeds/a.xlsx: row 2: has a formula without its value in B2, and was left out; "
        "open the file in a spreadsheet program and save it there"
    )
    assert site.article().title == "Gempa"


def test_all_sheets_are_read_and_named(site: TableSite) -> None:
    workbook(
        site.seed("a.xlsx", ""),
        [HEADER, ("Banjir", "Air naik.")],
        [("Catatan",), ("Hubungi redaksi",)],
        [],
        [("title", "body"), ("Gempa", "Tanah guncang."), ("Angin", None)],
    )
    assert site.said() == [
        "seeds/a.xlsx: row 3: sheet 'Bulan 4': has no text in the column 'body' and was left out; "
        "write the text there, or remove the row",
        "seeds/a.xlsx: sheet 'Bulan 2': has no column for the text, such as 'isi' or 'content', but Catatan; "
        'name it in site.toml: [import."a.xlsx"] text = "…"',
    ]
    assert [article.extra["columns"] for article in site.articles()] == [{"Sheet": "Bulan 1"}, {"Sheet": "Bulan 4"}]


@pytest.mark.parametrize("data", [b"", b"judul,isi\n", b"PK\x03\x04 and no more"], ids=["empty", "text", "cut off"])
def test_a_file_that_is_no_workbook_is_said_in_a_line(site: TableSite, data: bytes) -> None:
    site.seed("a.xlsx", data)
    site.seed("b.csv", "judul,isi\nBanjir,Air naik.\n")
    (line,) = site.said()
    assert line.startswith("seeds/a.xlsx: is not a workbook that can be read (File is not a zip file); save it again")
    assert site.article().title == "Banjir"


def test_a_workbook_with_a_password_is_said_in_a_line(site: TableSite) -> None:
    site.seed("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert site.said() == ["seeds/a.xlsx: has a password or is in the format of Office 97; save it again as CSV"]


def test_a_workbook_whose_sheet_is_damaged_is_said_in_a_line(site: TableSite) -> None:
    path = workbook(site.seed("a.xlsx", ""), [HEADER, ("Banjir", "Air naik.")])
    rewrite(path, lambda xml: xml[: len(xml) // 2])
    (line,) = site.said()
    assert line.startswith("seeds/a.xlsx: is not a workbook that can be read (")


def test_without_openpyxl_it_is_said_how_to_install_it(site: TableSite, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook(site.seed("a.xlsx", ""), [HEADER, ("Banjir", "Air naik.")])
    site.seed("b.csv", "judul,isi\nBanjir,Air naik.\n")
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    monkeypatch.delitem(sys.modules, "sitegen.seeds.formats.excel", raising=False)
    (line,) = site.said()
    assert line.startswith("seeds/a.xlsx: openpyxl is not installed here; install it with: python -m pip install '")
    assert "openpyxl<" in line
    assert site.article().title == "Banjir"
