"""Web archives as seeds."""

from __future__ import annotations

import gzip
import io
import sys
from pathlib import Path

import pytest
from news_pages import BODY, TITLE, page_of
from table_sites import TableSite
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

Response = tuple[str, bytes, str, str]
"""Address, body, content type and status."""

PAGE: Response = ("https://contoh.id/banjir", page_of("amp"), "text/html; charset=utf-8", "200 OK")
OTHERS: tuple[Response, ...] = (
    ("https://contoh.id/logo.png", b"\x89PNG", "image/png", "200 OK"),
    ("https://contoh.id/hilang", b"<h1>Tidak ada</h1>", "text/html", "404 Not Found"),
    (
        "https://contoh.id/",
        b"<html><body><ul><li><a href='/banjir'>Banjir</a></li></ul></body></html>",
        "text/html",
        "200",
    ),
)


@pytest.fixture
def site(tmp_path: Path) -> TableSite:
    return TableSite(tmp_path / "site")


def archive(*responses: Response, is_compressed: bool = False, encoding: str = "") -> bytes:
    """An archive with what a crawler has asked for and been given."""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=is_compressed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "contoh"}))
    for address, body, kind, status in responses:
        headers = [("Content-Type", kind), *([("Content-Encoding", encoding)] if encoding else [])]
        record = writer.create_warc_record(
            address,
            "response",
            payload=io.BytesIO(gzip.compress(body) if encoding == "gzip" else body),
            http_headers=StatusAndHeaders(status, headers, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": "2025-06-08T01:00:00Z"},
        )
        writer.write_record(record)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.warc", archive(*OTHERS, PAGE)),
        ("a.warc.gz", archive(*OTHERS, PAGE, is_compressed=True)),
        ("A.WARC", archive(*OTHERS, PAGE, encoding="gzip")),
    ],
    ids=["plain", "compressed", "as the server had compressed it"],
)
def test_a_page_in_an_archive_is_a_story_with_its_address(site: TableSite, name: str, data: bytes) -> None:
    site.seed(name, data)
    assert site.said() == []
    article = site.article()
    assert (article.title, tuple(filter(None, article.body)), article.authors) == (TITLE, BODY, ("Budi Santoso",))
    source = article.source
    assert source is not None
    assert (source.file, source.row, source.url) == (f"seeds/{name}", 5, "https://contoh.id/banjir")
    assert article.extra["columns"] == {"captured": "2025-06-08T01:00:00Z"}
    assert site.run().unchanged == (article.path,)


def test_a_page_that_was_captured_twice_is_one_story(site: TableSite) -> None:
    site.seed("a.warc", archive(PAGE, ("https://contoh.id/banjir?utm=1", *PAGE[1:])))
    (line,) = site.said()
    assert line.startswith("seeds/a.warc: row 3: is the same as seeds/a.warc (row 2) and was left out")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "has no story among its pages, of which there are 0; save stories' pages, or remove the file"),
        (archive(*OTHERS), "has no story among its pages, of which there are 1; "),
        (b"Banjir\n\nAir naik.", "is not a web archive that can be read to its end ("),
        (archive(*OTHERS, PAGE)[:-700], "is not a web archive that can be read to its end (it is broken off)"),
        (
            archive(PAGE, is_compressed=True)[:-700],
            "is not a web archive that can be read to its end (it is broken off)",
        ),
    ],
    ids=["empty", "no story", "text", "broken off", "compressed and broken off"],
)
def test_a_file_that_is_no_archive_is_said_in_a_line(site: TableSite, data: bytes, said: str) -> None:
    site.seed("a.warc.gz", data)
    site.seed("b.txt", "Gempa\n\nTanah guncang.")
    (line,) = site.said()
    assert line.startswith(f"seeds/a.warc.gz: {said}")
    assert site.article().title == "Gempa"


def test_a_record_that_is_no_text_is_said_with_its_address(site: TableSite) -> None:
    site.seed("a.warc", archive(("https://contoh.id/x", b"%PDF-1.7", "text/html", "200 OK"), PAGE))
    (line,) = site.said()
    assert line.startswith("seeds/a.warc: row 2: is a PDF, not text")
    assert line.endswith("(https://contoh.id/x)")


def test_without_warcio_it_is_said_how_to_install_it(site: TableSite, monkeypatch: pytest.MonkeyPatch) -> None:
    site.seed("a.warc", archive(PAGE))
    for name in ("warcio", "warcio.archiveiterator"):
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delitem(sys.modules, "sitegen.seeds.formats.web_archive", raising=False)
    (line,) = site.said()
    assert line.startswith("seeds/a.warc: warcio is not installed here; install it with: python -m pip install '")
