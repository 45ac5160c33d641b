"""Tables as scrapers and spreadsheets leave them, and what becomes of each."""

from __future__ import annotations

import codecs
import datetime
import json
from collections.abc import Mapping
from typing import NamedTuple

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


DIRTY: Mapping[str, Dirty] = {
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
"""By what is wrong with each."""
