"""Saved web pages as seeds, built as those of Indonesian outlets are."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from table_sites import TableSite

TITLE = "Banjir Jakarta Meluas ke Lima Kecamatan"
BODY = (
    "Air naik di sejumlah wilayah Jakarta sejak Jumat pagi dan belum surut sampai malam hari.",
    "Warga mengungsi ke sekolah terdekat, kata kepala badan penanggulangan bencana di lokasi.",
    "Pemerintah menyiapkan dapur umum di lima kecamatan dan meminta warga tetap waspada.",
)
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in BODY)
MENU = '<header><nav><ul><li><a href="/">Beranda</a></li><li><a href="/p">Politik</a></li></ul></nav></header>'
POPULAR = (
    '<aside><h3>Terpopuler</h3><ul><li><a href="/a">Artis A menikah</a></li><li><a href="/b">Harga emas</a></li></ul>'
    "</aside><footer>Hak cipta 2025 Contoh News. Pedoman Media Siber | Karier | Privasi</footer>"
)
DAY = datetime.date(2025, 6, 6)
WIB = datetime.timezone(datetime.timedelta(hours=7))


class Page(NamedTuple):
    """The head and the main part of a page, and what comes of it: date, time of day, authors, caption."""

    head: str
    main: str
    date: datetime.date | None = DAY
    time: datetime.time | None = datetime.time(21, 2, tzinfo=WIB)
    authors: tuple[str, ...] = ()
    caption: str = ""


def html(page: Page) -> str:
    return (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{TITLE} - Contoh News</title>'
        f'<meta property="og:site_name" content="Contoh News">{page.head}</head>'
        f"<body>{MENU}{page.main}{POPULAR}</body></html>"
    )


PAGES = {
    "data in meta elements": Page(
        '<meta property="article:published_time" content="2025-06-06T21:02:00+07:00">'
        '<meta name="author" content="Budi Santoso">',
        f"<article><h1>{TITLE}</h1>{PARAGRAPHS}</article>",
        authors=("Budi Santoso",),
    ),
    "data in JSON-LD": Page(
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", '
        f'"headline": "{TITLE}", "datePublished": "2025-06-06T21:02:00+07:00", '
        '"author": {"@type": "Person", "name": "Budi Santoso"}}</script>',
        f"<main><h1>{TITLE}</h1><div>{PARAGRAPHS}</div></main>",
        authors=("Budi Santoso",),
    ),
    "data in a graph of JSON-LD": Page(
        '<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "Contoh News"}, '
        '{"@type": "NewsArticle", "datePublished": "2025-06-06T21:02:00+07:00"}]}</script>',
        f'<div class="post"><h1>{TITLE}</h1><div class="entry-content">{PARAGRAPHS}</div></div>',
    ),
    "a date on a line under the headline": Page(
        "",
        f'<article><h1>{TITLE}</h1><div class="detail__date">Jumat, 06 Jun 2025 21:02 WIB</div>'
        f'<div class="detail__body-text">{PARAGRAPHS}</div></article>',
    ),
    "the outlet before the date": Page(
        "",
        f'<div class="read"><h1>{TITLE}</h1><div class="read__time">Kompas.com - 06/06/2025, 21:02 WIB</div>'
        f'<div class="read__content">{PARAGRAPHS}</div></div>',
    ),
    "a date above the headline": Page(
        "",
        f'<article><span class="date">6 Juni 2025 21:02 WIB</span><h1>{TITLE}</h1>{PARAGRAPHS}</article>',
    ),
    "a time element": Page(
        "",
        f'<article><h1>{TITLE}</h1><time datetime="2025-06-06 21:02:00+07:00">kemarin</time>{PARAGRAPHS}</article>',
    ),
    "microdata": Page(
        '<meta itemprop="datePublished" content="2025-06-06T21:02:00+07:00">',
        f'<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{TITLE}</h1>'
        f'<div itemprop="articleBody">{PARAGRAPHS}</div></div>',
    ),
    "a caption under the lead picture": Page(
        '<meta property="article:published_time" content="2025-06-06T21:02:00+07:00">',
        f'<article><h1>{TITLE}</h1><figure><img src="a.jpg"><figcaption>Warga melintasi banjir. (Foto: Antara)'
        f"</figcaption></figure>{PARAGRAPHS}</article>",
        caption="Warga melintasi banjir.",
    ),
    "a logo that is a heading": Page(
        '<meta property="article:published_time" content="2025-06-06T21:02:00+07:00">',
        f'<h1><a href="/">Contoh</a></h1><article><h1 class="title">{TITLE}</h1>{PARAGRAPHS}</article>',
    ),
    "no heading at all": Page(
        '<meta property="article:published_time" content="2025-06-06T21:02:00+07:00">',
        f'<div id="content" class="article-content">{PARAGRAPHS}</div>',
    ),
    "no date at all": Page("", f"<article><h1>{TITLE}</h1>{PARAGRAPHS}</article>", date=None, time=None),
    "lines parted by breaks": Page(
        '<meta name="pubdate" content="2025-06-06 21:02:00 WIB">',
        f'<article><h1>{TITLE}</h1><div class="article-body">{"<br><br>".join(BODY)}</div></article>',
    ),
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_page_gives_its_story(page: Page, tmp_path: Path) -> None:
    site = TableSite(tmp_path / "site")
    site.seed("a.html", html(page))
    assert site.said() == []
    article = site.article()
    assert article.title == TITLE
    assert tuple(filter(None, article.body)) == BODY
    assert (article.date, article.time) == (page.date, page.time)
    assert (article.authors, article.caption) == (page.authors, page.caption)
    assert site.run().unchanged == (article.path,)


def test_a_story_keeps_the_address_and_the_publisher_of_its_page(tmp_path: Path) -> None:
    site = TableSite(tmp_path / "site")
    head = (
        '<link rel="canonical" href="https://contoh.id/news/banjir">'
        '<meta property="og:image" content="https://img.contoh.id/banjir.jpg">'
    )
    site.seed("simpanan/a.HTM", html(Page(head, f"<article><h1>{TITLE}</h1>{PARAGRAPHS}</article>")))
    site.run()
    source = site.article().source
    assert source is not None
    assert (source.file, source.row) == ("seeds/simpanan/a.HTM", None)
    assert (source.url, source.publisher) == ("https://contoh.id/news/banjir", "Contoh News")
    assert site.article().extra["columns"] == {"image": "https://img.contoh.id/banjir.jpg"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty; "),
        (b"<html></html>", "has no story that can be found in it; save the text as .txt, or remove the file"),
        (b"\x89PNG\r\n", "is a picture, not text"),
    ],
)
def test_a_page_without_a_story_is_said_in_a_line(tmp_path: Path, data: bytes, said: str) -> None:
    site = TableSite(tmp_path / "site")
    site.seed("a.html", data)
    site.seed("b.txt", "Gempa\n\nTanah guncang.")
    (line,) = site.said()
    assert line.startswith(f"seeds/a.html: {said}")
    assert site.article().title == "Gempa"


def test_without_trafilatura_it_is_said_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = TableSite(tmp_path / "site")
    site.seed("a.html", html(PAGES["microdata"]))
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    monkeypatch.delitem(sys.modules, "sitegen.seeds.formats.web_page", raising=False)
    (line,) = site.said()
    assert line.startswith("seeds/a.html: trafilatura is not installed here; install it with: python -m pip install '")
    assert "trafilatura<" in line
