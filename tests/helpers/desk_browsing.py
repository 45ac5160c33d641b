"""A newsroom's desk in a real browser: a site, the desk's process, pages at it, and where things are on them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from desk_process import DeskProcess
from fake_engine import BackwardEngine
from playwright.sync_api import Browser, Locator, Page, expect
from previewing import PATIENCE
from sites import MakeSite, SiteFolder

from sitegen.translation.run import translate_site

expect.set_options(timeout=PATIENCE * 1000)

OpenDesk = Callable[..., Page]
SLUG = "hujan"
SENTENCES = [f"Kalimat nomor {number} menyebut Menteri Luar Negeri." for number in range(1, 13)]


@pytest.fixture
def newsroom(make_site: MakeSite) -> SiteFolder:
    """A site with a story of twelve sentences in two paragraphs, translated by machine, and a folder to publish to."""
    site = make_site(search=False)
    with (site.root / "site.toml").open("a", encoding="utf-8") as settings:
        settings.write('[publish.folder]\nkind = "directory"\npath = "../published"\n')
    body = "\n".join(SENTENCES[:6]) + "\n\n" + "\n".join(SENTENCES[6:])
    site.write("id", SLUG, "Hujan Turun", body, date=datetime.date(2022, 1, 3), caption="Warga di jalan.")
    site.write("id", "banjir", "Banjir Turun", "Air sudah surut.", date=datetime.date(2022, 1, 4))
    translate_site(site.site, BackwardEngine())
    site.render()  # a desk without a finished site would make it first, with another engine
    return site


@pytest.fixture
def desk(newsroom: SiteFolder, tmp_path: Path) -> Iterator[DeskProcess]:
    process = DeskProcess(newsroom, tmp_path / "desk.log")
    process.start()
    yield process
    process.kill()


@pytest.fixture
def open_desk(browser: Browser, desk: DeskProcess) -> Iterator[OpenDesk]:
    """Return a function that opens the desk at ``#/…``; no script may have failed when the test ends."""
    pages: list[Page] = []
    failures: list[str] = []

    def open_it(path: str = "", lang: str = "en", **options: Any) -> Page:
        page = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options}).new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.goto(f"{desk.address}?lang={lang}#/{path}")
        pages.append(page)
        return page

    yield open_it
    for page in pages:
        page.context.close()
    assert failures == []


def field(page: Page, number: int) -> Locator:
    """Where the translation of a sentence is typed; 1 is the first of the body."""
    return page.get_by_label(re.compile(rf"^(Sentence|Kalimat) {number}, "))


def row(page: Page, number: int) -> Locator:
    """A sentence with all that stands beside it."""
    return page.locator(".unit").filter(has=field(page, number))


def english(site: SiteFolder) -> Path:
    return site.root / "content" / "en" / f"{SLUG}.md"


def changed_lines(before: Mapping[Path, bytes], site: SiteFolder) -> dict[str, list[tuple[str, str]]]:
    """The lines of the content that have changed, by file."""
    now = files(site)
    assert now.keys() == before.keys()
    found: dict[str, list[tuple[str, str]]] = {}
    for path, content in now.items():
        old, new = before[path].decode().split("\n"), content.decode().split("\n")
        assert len(old) == len(new), path
        if old != new:
            found[path.name] = [(one, other) for one, other in zip(old, new, strict=True) if one != other]
    return found


def files(site: SiteFolder) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted((site.root / "content").rglob("*.md"))}


def retype(page: Page, text: str) -> None:
    page.keyboard.press("Control+a")
    page.keyboard.type(text)
