"""The columns of a table of stories, by the names that newsrooms and scrapers give them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sitegen.settings.imports import ImportColumns

NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("judul", "judul_berita", "judul_artikel", "title", "headline", "news_title", "article_title"),
    "text": (
        "isi",
        "isi_berita",
        "isi_artikel",
        "konten",
        "konten_berita",
        "naskah",
        "teks",
        "berita",
        "artikel",
        "body",
        "content",
        "text",
        "article",
        "article_text",
        "full_text",
        "fulltext",
    ),
    "date": (
        "tanggal",
        "tanggal_publikasi",
        "tanggal_terbit",
        "tanggal_berita",
        "tgl",
        "date",
        "published",
        "published_at",
        "publish_date",
        "published_date",
        "date_published",
        "publication_date",
        "pubdate",
        "datetime",
        "timestamp",
    ),
    "time": ("waktu", "jam", "pukul", "time"),
    "authors": ("penulis", "reporter", "wartawan", "author", "authors", "byline"),
    "tags": ("kategori", "kanal", "rubrik", "tag", "tags", "category", "categories", "section"),
    "url": ("url", "tautan", "link", "alamat", "source_url"),
    "publisher": ("sumber", "media", "outlet", "source", "publisher", "portal", "situs", "site"),
}
"""The usual names of each kind of column, the surest first."""

NOTHING = frozenset(
    {
        *("tidak ditemukan", "tidak ada", "tidak diketahui", "tidak tersedia", "not found", "not available", "unknown"),
        *("n/a", "#n/a", "nan", "nat", "null", "none", "nil", "undefined"),
    }
)
"""What programs write into a cell that has nothing."""

_NO_LETTER = re.compile(r"[\W_]+")


def find_columns(header: Sequence[str], settings: ImportColumns) -> dict[str, int]:
    """Return where the columns of each kind are; none at all where there is none for the text.

    Capitals, spaces and hyphens do not count. What ``settings`` name goes first.
    """
    places: dict[str, int] = {}
    for place, name in enumerate(header):
        places.setdefault(_plain(name), place)
    found: dict[str, int] = {}
    for kind, name in settings.named().items():
        if _plain(name) not in places:
            return {}
        found[kind] = places[_plain(name)]
    for kind, names in NAMES.items():
        free = [places[name] for name in names if name in places and places[name] not in found.values()]
        if kind not in found and free:
            found[kind] = free[0]
    return found if "text" in found else {}


def no_columns(header: Sequence[str], settings: ImportColumns, name: str) -> str:
    """Return the message for a file ``name`` with unknown columns."""
    shown = ", ".join(cell.strip()[:40] for cell in header[:12] if cell.strip()) or "nothing"
    lacking = [column for column in settings.named().values() if _plain(column) not in map(_plain, header)]
    if lacking:
        return f"has no column '{lacking[0]}', which site.toml names under [import], but {shown}; correct the name"
    return (
        f"has no column for the text, such as 'isi' or 'content', but {shown}; name it in site.toml: "
        f'[import."{name}"] text = "…"'
    )


def is_nothing(cell: str) -> bool:
    """Tell whether a cell says nothing: it has no letter and no digit, or only such words as ``Tidak Ditemukan``."""
    return not any(map(str.isalnum, cell)) or " ".join(cell.casefold().split()) in NOTHING


def _plain(name: str) -> str:
    return _NO_LETTER.sub("_", name.replace("\x00", "").strip().casefold()).strip("_")
