"""A site that is kept on devices: what was read can be read again without a network, and nothing stays for ever."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from browsing import QuietHandler, needs_chromium
from playwright.sync_api import Browser, Page
from sites import SiteFolder, write_site

pytestmark = [pytest.mark.slow, needs_chromium]

BASE = "/news/"
KEPT = """async () => {
  const names = await caches.keys();
  const found = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return found.flat().map((one) => one.url);
}"""


class Host:
    """A static host that can be switched off and on."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server: ThreadingHTTPServer | None = None
        self._port = 0
        self.start()

    @property
    def address(self) -> str:
        """The address of the site."""
        return f"http://127.0.0.1:{self._port}{BASE}"

    def start(self) -> None:
        """Go on the network, at the same address as before."""
        handler = partial(QuietHandler, directory=str(self._folder))
        self._server = ThreadingHTTPServer(("127.0.0.1", self._port), handler)
        self._port = self._server.server_port
        threading.Thread(target=self._server.serve_forever).start()

    def stop(self) -> None:
        """Leave the network."""
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


@contextmanager
def hosted(site: SiteFolder, folder: Path) -> Iterator[Host]:
    """The site in a folder of a host."""
    folder.mkdir()
    (folder / BASE.strip("/")).symlink_to(site.public)
    host = Host(folder)
    try:
        yield host
    finally:
        host.stop()


def site_with(root: Path, **settings: object) -> SiteFolder:
    site = write_site(root, base_url=f"https://example.org{BASE}", offline=True, **settings)
    site.pair("gempa", ("Gempa", "Quake"), ("Gempa terjadi.", "A quake struck."))
    site.pair("banjir", ("Banjir", "Flood"))
    assert site.render().problems == ()
    return site


def read(page: Page, address: str) -> None:
    """Open a page, and wait until the worker has kept it."""
    page.goto(address)
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function(f"async (address) => (await ({KEPT})()).includes(address)", arg=address)


@pytest.mark.parametrize("theme", ["harian", "polos"])
def test_what_was_read_can_be_read_again_without_a_network(browser: Browser, tmp_path: Path, theme: str) -> None:
    site = site_with(tmp_path / "site", theme=theme)
    with hosted(site, tmp_path / "host") as host, browser.new_context() as context:
        page = context.new_page()
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        read(page, f"{host.address}en/gempa/")  # the first page, before there is a worker
        read(page, f"{host.address}id/gempa/")
        assert faults == []
        host.stop()
        for lang, said in (("en", "A quake struck."), ("id", "Gempa terjadi.")):
            page.goto(f"{host.address}{lang}/gempa/")
            assert said in page.inner_text("main")
            styled = page.evaluate("() => [...document.styleSheets].every((sheet) => sheet.cssRules.length > 0)")
            assert styled
        page.goto(f"{host.address}id/banjir/")
        assert [page.inner_text(f"section[lang={lang}] h2") for lang in ("id", "en")] == [
            "Anda sedang luring",
            "You are offline",
        ]
        host.start()
        page.goto(f"{host.address}id/banjir/")
        assert page.inner_text("h1") == "Banjir"


def test_a_new_state_of_the_site_is_shown_at_once_and_a_story_that_has_gone_is_not_kept(
    browser: Browser, tmp_path: Path
) -> None:
    site = site_with(tmp_path / "site")
    for file in site.public.rglob(
        "*.html"
    ):  # browsers take an old page for fresh, where the host does not say how long
        os.utime(file, (file.stat().st_atime, file.stat().st_mtime - 30 * 86400))
    with hosted(site, tmp_path / "host") as host, browser.new_context() as context:
        page = context.new_page()
        read(page, f"{host.address}id/gempa/")
        read(page, f"{host.address}id/banjir/")
        site.write("id", "gempa", "Gempa Susulan")
        for lang in ("id", "en"):
            (site.root / "content" / lang / "banjir.md").unlink()
        assert site.render().published
        page.goto(f"{host.address}id/gempa/")
        assert page.inner_text("h1") == "Gempa Susulan"
        page.goto(f"{host.address}id/banjir/")
        page.wait_for_function(f"async (address) => !(await ({KEPT})()).includes(address)", arg=page.url)
        host.stop()
        page.goto(f"{host.address}id/banjir/")
        assert page.inner_text("section[lang=en] h2") == "You are offline"


def test_the_worker_removes_itself_when_the_site_has_none_any_more(browser: Browser, tmp_path: Path) -> None:
    site = site_with(tmp_path / "site")
    with hosted(site, tmp_path / "host") as host, browser.new_context() as context:
        page = context.new_page()
        read(page, f"{host.address}id/gempa/")
        settings = site.root / "site.toml"
        settings.write_text(settings.read_text(encoding="utf-8").replace("offline = true", "offline = false"))
        assert site.render().published
        assert not (site.public / "sw.js").exists()
        page.goto(f"{host.address}id/banjir/")
        page.wait_for_function("async () => (await caches.keys()).length === 0")
        page.wait_for_function("async () => (await navigator.serviceWorker.getRegistrations()).length === 0")


def test_two_sites_of_one_host_do_not_touch_each_other(browser: Browser, tmp_path: Path) -> None:
    site = site_with(tmp_path / "site")
    with hosted(site, tmp_path / "host") as host, browser.new_context() as context:
        page = context.new_page()
        read(page, f"{host.address}id/gempa/")
        page.evaluate("() => caches.open('another site')")
        scope = page.evaluate("async () => (await navigator.serviceWorker.ready).scope")
        assert scope == host.address
        settings = site.root / "site.toml"
        settings.write_text(settings.read_text(encoding="utf-8").replace("Cermin Berita", "Cermin Baru"))
        assert site.render().published
        page.evaluate("async () => (await navigator.serviceWorker.ready).update()")
        page.wait_for_function(
            "async () => (await caches.keys()).filter((name) => name.includes('shell')).length === 1"
            " && (await navigator.serviceWorker.ready).active.state === 'activated'"
        )
        assert "another site" in page.evaluate("() => caches.keys()")
