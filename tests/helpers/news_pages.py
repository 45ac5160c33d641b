"""What comes of the saved pages in tests/data/pages, built as those of Indonesian outlets and of their programs are.

Their text and names are invented.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TITLE = "Banjir Jakarta Meluas ke Lima Kecamatan"
BODY = (
    "Air naik di sejumlah wilayah Jakarta sejak Jumat pagi dan belum surut sampai malam hari, "
    "sementara hujan sedang masih turun di hulu Sungai Ciliwung dan petugas menutup tiga ruas jalan utama di "
    "pusat kota.",
    "Warga mengungsi ke sekolah terdekat, kata kepala badan penanggulangan bencana di lokasi, "
    "yang meminta keluarga dengan anak kecil dan orang lanjut usia untuk berangkat lebih dahulu sebelum gelap.",
    "Pemerintah menyiapkan dapur umum di lima kecamatan dan meminta warga tetap waspada, "
    "karena curah hujan diperkirakan masih tinggi dan pintu air di hulu sudah berada pada status siaga dua.",
)
FIRST, SECOND, THIRD = BODY
AUTHOR = ("Budi Santoso",)
_FOLDER = Path(__file__).parents[1] / "data" / "pages"


@dataclass(frozen=True)
class Expected:
    """What comes of a page: date, time of day, authors, caption, and the lines of the body."""

    date: datetime.date | None = datetime.date(2025, 6, 6)
    time: datetime.time | None = datetime.time(21, 2, tzinfo=datetime.timezone(datetime.timedelta(hours=7)))
    authors: tuple[str, ...] = ()
    caption: str = ""
    body: tuple[str, ...] = BODY


def page_of(name: str) -> bytes:
    """Return a page as it was saved."""
    return (_FOLDER / f"{name}.html").read_bytes()


PAGES: Mapping[str, Expected] = {
    "data-in-meta-elements": Expected(authors=AUTHOR),
    "data-in-json-ld": Expected(authors=AUTHOR),
    "data-in-a-graph-of-json-ld": Expected(),
    "a-date-on-a-line-under-the-headline": Expected(),
    "the-outlet-before-the-date": Expected(),
    "a-date-above-the-headline": Expected(),
    "a-time-element": Expected(),
    "microdata": Expected(),
    "a-caption-under-the-lead-picture": Expected(caption="Warga melintasi banjir."),
    "a-logo-that-is-a-heading": Expected(),
    "no-heading-at-all": Expected(),
    "no-date-at-all": Expected(date=None, time=None),
    "lines-parted-by-breaks": Expected(),
    "a-portal-with-inserts-videos-and-initials": Expected(
        time=datetime.time(21, 2),
        authors=AUTHOR,
        body=(
            FIRST,
            SECOND,
            "Baca juga: Pintu Air Katulampa Siaga Satu",
            THIRD,
        ),
    ),
    "a-daily-with-its-name-in-the-dateline": Expected(
        time=datetime.time(21, 2),
        authors=AUTHOR,
        body=(
            FIRST,
            SECOND,
            "Baca juga: Hujan Lebat Berlanjut",
            THIRD,
        ),
    ),
    "a-weekly-made-with-next-js": Expected(
        authors=AUTHOR,
        caption="Warga melintasi banjir. Contoh/Ani Wijaya",
        body=(
            FIRST,
            SECOND,
            THIRD,
            "Pilihan Editor: Mengapa Jakarta Tenggelam",
        ),
    ),
    "a-wire-with-its-people-under-the-text": Expected(
        authors=AUTHOR,
        caption="Warga melintasi banjir. CONTOH FOTO/Ani Wijaya/aww.",
        body=(
            FIRST,
            SECOND,
            "Baca juga: Hujan lebat berlanjut",
            THIRD,
        ),
    ),
    "a-foreign-broadcaster-s-service": Expected(
        time=datetime.time(14, 2, tzinfo=datetime.UTC),
        authors=AUTHOR,
        caption="Warga melintasi banjir di Jakarta, 6 Juni 2025.",
    ),
    "a-foreign-broadcaster-s-page-with-classes-of-a-style-program": Expected(
        authors=AUTHOR,
        body=(
            FIRST,
            SECOND,
            "## Apa yang terjadi?",
            THIRD,
        ),
    ),
    "a-television-s-site-with-two-hyphens-in-the-dateline": Expected(
        authors=AUTHOR, caption="Ilustrasi. Warga melintasi banjir. (CONTOH TV/Ani Wijaya)"
    ),
    "a-network-of-local-papers-on-pages": Expected(
        time=datetime.time(21, 2),
        authors=AUTHOR,
        caption="Warga melintasi banjir",
        body=(
            FIRST,
            SECOND,
            "Baca juga: Hujan Lebat Berlanjut",
            THIRD,
        ),
    ),
    "a-local-portal-that-asks-to-be-followed": Expected(authors=AUTHOR),
    "wordpress-a-classic-theme": Expected(authors=AUTHOR),
    "wordpress-blocks": Expected(
        time=datetime.time(14, 2, tzinfo=datetime.UTC),
        authors=AUTHOR,
        caption="Warga melintasi banjir.",
        body=(
            FIRST,
            "## Yang perlu dibawa",
            "- Air minum untuk tiga hari",
            "- Obat pribadi dan surat penting",
            SECOND,
            THIRD,
        ),
    ),
    "blogger": Expected(authors=AUTHOR),
    "amp": Expected(authors=AUTHOR),
    "drupal": Expected(time=datetime.time(21, 2), authors=AUTHOR),
    "joomla": Expected(authors=AUTHOR),
    "text-in-json-ld-alone": Expected(authors=AUTHOR),
    "open-graph-alone": Expected(authors=AUTHOR),
    "microdata-with-its-author": Expected(authors=AUTHOR),
    "a-live-report": Expected(
        authors=AUTHOR,
        body=(
            "21.02 WIB",
            "## Air surut di Menteng",
            FIRST,
            "19.30 WIB",
            "## Dapur umum dibuka",
            SECOND,
            "18.00 WIB",
            "## Warga mengungsi",
            THIRD,
        ),
    ),
    "a-story-in-pictures": Expected(
        caption="Perahu karet membawa warga Gambir keluar dari rumah mereka pada Jumat siang.",
        body=(
            FIRST,
            SECOND,
            "Anak-anak menunggu makanan di dapur umum sebuah sekolah di Menteng.",
            THIRD,
        ),
    ),
    "links-to-other-stories-after-each-paragraph": Expected(
        body=(
            FIRST,
            "BACA JUGA: Hujan Lebat Berlanjut",
            SECOND,
            THIRD,
        )
    ),
    "a-table-of-figures": Expected(
        body=(
            FIRST,
            "| Kecamatan | Pengungsi |",
            "|---|---|",
            "| Gambir | 1.200 |",
            "| Menteng | 350 |",
            SECOND,
            THIRD,
        )
    ),
    "pictures-that-load-late": Expected(caption="Warga melintasi banjir."),
    "tables-for-layout-in-windows-1252": Expected(
        body=(
            FIRST,
            SECOND,
            THIRD,
            "“Kami siap,” kata wali kota – pada Jumat malam.",
        )
    ),
    "several-headings-of-the-first-rank": Expected(
        body=(
            FIRST,
            "## Dapur umum",
            SECOND,
            THIRD,
        )
    ),
    "no-element-for-the-headline": Expected(),
    "text-nodes-without-paragraphs": Expected(),
}
"""By the name of the file."""
