"""Saved web pages as seeds, built as those of Indonesian outlets are."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from news_pages import BODY, PAGES, TITLE, page_of
from table_sites import TableSite


@pytest.mark.parametrize("name", PAGES)
def test_a_page_gives_its_story(name: str, tmp_path: Path) -> None:
    expected = PAGES[name]
    site = TableSite(tmp_path / "site")
    site.seed("a.html", page_of(name))
    said = site.said()
    article = site.article()
    assert article.title == TITLE
    assert tuple(line for line in article.body if line and not line.startswith("<!--")) == expected.body
    assert (article.date, article.time) == (expected.date, expected.time)
    assert (article.authors, article.caption) == (expected.authors, expected.caption)
    assert said == [line for line in said if "is not UTF-8" in line]
    assert site.run().unchanged == (article.path,)


def test_a_story_keeps_the_address_and_the_publisher_of_its_page(tmp_path: Path) -> None:
    site = TableSite(tmp_path / "site")
    head = (
        '<link rel="canonical" href="https://contoh.id/news/banjir">'
        '<meta property="og:image" content="https://img.contoh.id/banjir.jpg">'
    )
    site.seed("simpanan/a.HTM", page_of("microdata").replace(b"<head>", f"<head>{head}".encode()))
    site.run()
    source = site.article().source
    assert source is not None
    assert (source.file, source.row) == ("seeds/simpanan/a.HTM", None)
    assert (source.url, source.publisher) == ("https://contoh.id/news/banjir", "Contoh News")
    assert site.article().extra["columns"] == {"image": "https://img.contoh.id/banjir.jpg"}


def test_a_byline_near_the_headline_counts_where_nothing_else_names_the_author(tmp_path: Path) -> None:
    site = TableSite(tmp_path / "site")
    byline = "</h1><div class='reporter'>Rep: Budi Santoso/ Red: Ani Wijaya</div>"
    site.seed("a.html", page_of("a-date-above-the-headline").replace(b"</h1>", byline.encode()))
    assert site.said() == []
    assert (site.article().authors, site.article().editors) == (("Budi Santoso",), ("Ani Wijaya",))


def test_a_heading_of_a_lower_rank_is_the_headline_where_there_is_none_of_the_first(tmp_path: Path) -> None:
    site = TableSite(tmp_path / "site")
    data = page_of("a-date-above-the-headline").replace(b"h1>", b"h3>")
    site.seed("a.html", data.replace(f"{TITLE} - Contoh News".encode(), f"Dinas Pangan - {TITLE}".encode()))
    assert site.said() == []
    assert site.article().title == TITLE


def test_text_nodes_are_joined_as_a_browser_shows_them(tmp_path: Path) -> None:
    site = TableSite(tmp_path / "site")
    markup = (
        "<html><head><title>Banjir Jakarta Meluas</title></head><body><article>"
        "<h1><span>B</span>anjir<br>Jakarta Meluas</h1>"
        "<figure><img src='a.jpg'><figcaption>Warga <b>me</b>lintas.</figcaption></figure>"
        "<p>Perkembangan tekno<i>logi</i><br>blockchain di <span>Jakarta</span>dan <b>Surabaya</b>, kata dia.</p>"
        "<div>Warga meng<a href='/x'>ungsi</a></div><div>ke sekolah terdekat sejak pagi hari tadi.</div>"
        f"<p>{BODY[0]}</p><p>{BODY[1]}</p>"
        "<ul><li>Air minum</li><li>Obat</li></ul></article></body></html>"
    )
    site.seed("a.html", markup)
    assert site.said() == []
    article = site.article()
    assert (article.title, article.caption) == ("Banjir Jakarta Meluas", "Warga melintas.")
    assert tuple(filter(None, article.body)) == (
        "Perkembangan teknologi blockchain di Jakartadan Surabaya, kata dia.",
        "Warga mengungsi ke sekolah terdekat sejak pagi hari tadi.",
        *BODY[:2],
        "- Air minum",
        "- Obat",
    )


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
    site.seed("a.html", page_of("microdata"))
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    monkeypatch.delitem(sys.modules, "sitegen.seeds.formats.web_page", raising=False)
    (line,) = site.said()
    assert line.startswith("seeds/a.html: trafilatura is not installed here; install it with: python -m pip install '")
    assert "trafilatura<" in line
