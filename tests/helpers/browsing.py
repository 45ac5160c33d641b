"""A real browser, and static hosts with a site on them."""

from __future__ import annotations

import base64
import datetime
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright
from sites import TRANSLATED, SiteFolder, write_site

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="there is no 'chromium' on this machine; install it to run these tests"
)


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files, and says nothing of it."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@dataclass(frozen=True)
class Host:
    """A static host with a site on it."""

    address: str
    site: SiteFolder


def _site(root: Path, base_path: str) -> SiteFolder:
    site = write_site(root, base_url=f"https://example.org{base_path}", articles_per_page=4)
    paragraphs = {
        "id": "\n\n".join(f'Kalimat {number} "penting" {"kata " * 30}.\nKalimat lain.' for number in range(1, 21)),
        "en": "\n\n".join(f'Sentence {number} is "vital" {"word " * 30}.\nAnother one.' for number in range(1, 21)),
    }
    site.pair(
        "kabar",
        ("Menteri Serukan 'Persatuan' di Tengah Ketegangan", "Minister Calls for 'Unity' Amid Tensions"),
        (f"{paragraphs['id']}\n\nBACA JUGA: Aneka", f"{paragraphs['en']}\n\nBACA JUGA: Odds and Ends"),
        date=datetime.date(2022, 1, 3),
        date_inferred=True,
        caption="Menteri di Washington.",
        credit="Evelyn Hockstein/Pool via AP",
        dateline="JAKARTA (VOA)",
        byline="mg/rs",
    )
    markup = (
        "# Bagian\n\n> Kutipan.\n\n- satu\n- dua[^1]\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n`kode` <kbd>Ctrl</kbd>\n\n"
        "```\nkode\n```\n\n![](titik.png)\n\n[^1]: Catatan."
    )
    site.pair("aneka", ("Aneka", "Odds and Ends"), (markup, markup), translation={**TRANSLATED, "status": "reviewed"})
    pixel = base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )
    (site.root / "content" / "id" / "titik.png").write_bytes(pixel)
    long = "Mempertanggungjawabkan Penyelenggaraan " * 7
    site.pair("judul-panjang", (long.strip(), long.strip()), ("Kata" * 60, "Word" * 60), date=datetime.date(2022, 1, 1))
    site.write("id", "baru", "Berita Baru", "Satu.", date=datetime.date(2022, 1, 5))
    for number in range(4):
        site.pair(f"lain-{number}", (f"Berita Lain {number}", f"Other News {number}"))
    assert site.render().problems == ()
    return site


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """A plain static server's address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def root_host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """The site at the root of its host."""
    site = _site(tmp_path_factory.mktemp("root") / "site", "/")
    with serving(site.public) as address:
        yield Host(f"{address}/", site)


@pytest.fixture(scope="module")
def sub_path_host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """The site in a folder of its host."""
    folder = tmp_path_factory.mktemp("sub_path")
    site = _site(folder / "site", "/news/")
    (folder / "served").mkdir()
    (folder / "served" / "news").symlink_to(site.public)
    with serving(folder / "served") as address:
        yield Host(f"{address}/news/", site)


def _failure(request: Request) -> list[str]:
    # Leaving a page aborts what is still on its way to it: that is no trouble.
    return [] if request.failure == "net::ERR_ABORTED" else [f"failed: {request.url}: {request.failure}"]


@pytest.fixture(params=["root_host", "sub_path_host"])
def host(request: pytest.FixtureRequest) -> Host:
    """The site at both."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Host)
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Tab:
    """A page in the browser, and what happened in it."""

    page: Page
    requests: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


OpenTab = Callable[..., Tab]


@pytest.fixture
def open_tab(browser: Browser) -> Iterator[OpenTab]:
    """Return a function that opens an empty tab; the tab's troubles are checked when the test ends."""
    tabs: list[Tab] = []

    def open_it(**options: Any) -> Tab:
        page = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options}).new_page()
        page.set_default_timeout(10_000)
        tab = Tab(page)
        page.on("request", lambda request: tab.requests.append(request.url))
        page.on("console", lambda message: tab.troubles.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: tab.troubles.append(str(error)))
        page.on("requestfailed", lambda request: tab.troubles.extend(_failure(request)))
        tabs.append(tab)
        return tab

    yield open_it
    for tab in tabs:
        hosts = {urlsplit(address).hostname for address in tab.requests if not address.startswith("data:")}
        tab.page.context.close()
        assert tab.troubles == [], tab.troubles
        assert hosts <= {"127.0.0.1"}
