"""Every kind of page, in both themes: for every eye, on every screen, on paper, and over slow networks."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import Host, OpenTab, needs_chromium, serving
from playwright.sync_api import Page
from themed_sites import PAGES, THEMES, every_kind_of_page

pytestmark = needs_chromium

Scheme = Literal["light", "dark"]


def _host(folder: Path, theme: str) -> Iterator[Host]:
    site = every_kind_of_page(folder / theme, theme)
    with serving(site.public) as address:
        yield Host(f"{address}/", site)


@pytest.fixture(scope="module")
def harian(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    yield from _host(tmp_path_factory.mktemp("looks"), "harian")


@pytest.fixture(scope="module")
def polos(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    yield from _host(tmp_path_factory.mktemp("looks"), "polos")


@pytest.fixture(params=THEMES)
def themed(request: pytest.FixtureRequest) -> Host:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Host)
    return found


def overflows(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


# For every eye


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_complain_of(themed: Host, open_tab: OpenTab, scheme: Scheme) -> None:
    page = open_tab(color_scheme=scheme).page
    for name, path in PAGES.items():
        page.goto(f"{themed.address}{path}#s2")
        results = Axe().run(page)
        assert results.response["passes"]
        assert results.violations_count == 0, f"{name}: {results.generate_report()}"


def test_each_level_has_an_underline_of_its_own_shape_and_the_worst_its_words(themed: Host, open_tab: OpenTab) -> None:
    page = open_tab().page
    page.goto(themed.address + PAGES["levels"])
    styles = [
        page.locator(f"#s{number}").evaluate(
            "(element) => [getComputedStyle(element).textDecorationLine, getComputedStyle(element).textDecorationStyle]"
        )
        for number in (1, 2, 3, 4)
    ]
    assert styles[0][0] == "none"
    assert styles[1:] == [["underline", "dotted"], ["underline", "dotted"], ["underline", "wavy"]]
    shown = "(element) => element.getBoundingClientRect().width > 1"
    assert [page.locator(f"#s{number} > .doubt").evaluate(shown) for number in (2, 4)] == [False, True]


def test_a_screen_reader_says_a_level_once_and_after_the_sentence(themed: Host, open_tab: OpenTab) -> None:
    page = open_tab().page
    page.goto(themed.address + PAGES["levels"])
    said = page.locator(".body").aria_snapshot()
    assert said.count("(rough)") == 2
    assert said.count("(do not rely on this)") == 2
    assert re.search(r"eats itself\.\s*\(rough\)", said), said
    assert re.search(r"Father is fast\.\s*\(do not rely on this\)", said), said


@pytest.mark.parametrize("width", [320, 390, 820, 1440])
def test_no_page_has_to_be_scrolled_sideways(themed: Host, open_tab: OpenTab, width: int) -> None:
    page = open_tab(viewport={"width": width, "height": 800}).page
    for name, path in PAGES.items():
        page.goto(themed.address + path)
        assert not overflows(page), name


@pytest.mark.parametrize("width", [640, 1280])
def test_letters_of_twice_the_size_fit(themed: Host, open_tab: OpenTab, width: int) -> None:
    page = open_tab(viewport={"width": width, "height": 800}).page
    for name, path in PAGES.items():
        page.goto(themed.address + path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert not overflows(page), name


def test_nothing_moves_for_who_does_not_want_it(themed: Host, open_tab: OpenTab) -> None:
    page = open_tab(reduced_motion="reduce").page
    moving = """[...document.querySelectorAll("*")].filter((element) => {
        const style = getComputedStyle(element);
        return parseFloat(style.transitionDuration) > 0 || style.animationName !== "none";
    }).length"""
    for name, path in PAGES.items():
        page.goto(themed.address + path)
        assert page.evaluate(moving) == 0, name


def test_nothing_shifts_while_a_page_loads(themed: Host, open_tab: OpenTab) -> None:
    page = open_tab(viewport={"width": 390, "height": 800}).page
    page.add_init_script(
        """window.shift = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.shift += entry.value; }))
            .observe({type: "layout-shift", buffered: true});"""
    )
    for name in ("home", "original", "translation", "bare", "parallel"):
        page.goto(themed.address + PAGES[name])
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.shift") == 0, name


# On paper


def test_paper_has_the_story_and_its_address_and_nothing_to_click(themed: Host, open_tab: OpenTab) -> None:
    page = open_tab(color_scheme="dark").page
    for name in ("original", "translation", "bare", "long-words", "parallel", "levels"):
        page.goto(f"{themed.address}{PAGES[name]}#s3")
        page.emulate_media(media="print", color_scheme="light")
        assert page.locator("h1").is_visible()
        assert page.get_by_text(f"https://example.org/{PAGES[name]}", exact=True).is_visible()
        for selector in (".skip", ".languages", ".sections", ".onward", ".twin", "button"):
            assert page.locator(f"{selector}:visible").count() == 0, f"{name}: {selector}"
        pdf = page.pdf(prefer_css_page_size=True)
        assert pdf.startswith(b"%PDF-")
        assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 4, name
        page.emulate_media(media="screen")


# Over slow networks


@pytest.mark.slow
def test_a_first_view_of_an_article_takes_three_requests_and_less_than_30_kilobytes(harian: Host) -> None:
    page = harian.site.page(PAGES["translation"])
    style, script = re.findall(r'(?:href|src)="/(static/[^"]+\.(?:css|js))"', page)
    files = [page.encode(), *((harian.site.public / name).read_bytes() for name in (style, script))]
    assert sum(len(gzip.compress(data)) for data in files) < 30_000


def test_a_plain_page_is_one_request_and_less_than_8_kilobytes(polos: Host, open_tab: OpenTab) -> None:
    tab = open_tab(java_script_enabled=False)
    for name, path in PAGES.items():
        assert len(gzip.compress(polos.site.page(path).encode())) < 8_000, name
        tab.requests.clear()
        tab.page.goto(polos.address + path)
        assert [address for address in tab.requests if not address.startswith("data:")] == [polos.address + path]


@pytest.mark.slow
def test_a_plain_site_has_no_scripts_but_for_its_search_and_shows_no_pictures(polos: Host) -> None:
    for name, path in PAGES.items():
        page = polos.site.page(path)
        scripts = [script for script in re.findall(r"<script[^>]*>", page) if "ld+json" not in script]
        assert len(scripts) == (name == "search"), name
        assert "<img" not in page, name


def test_a_plain_page_has_all_that_matters(polos: Host, open_tab: OpenTab) -> None:
    page = open_tab(java_script_enabled=False).page
    page.goto(polos.address + PAGES["translation"])
    assert page.get_by_role("navigation", name="Language").get_by_role("link", name="Bahasa Indonesia").is_visible()
    assert page.get_by_text("Translated by machine.").is_visible()
    assert page.get_by_text("Menteri di Washington.").is_visible()
    for name in ("Archive", "Topics", "Search", "ekonomi"):
        assert page.get_by_role("link", name=name, exact=True).first.is_visible()
    page.get_by_role("link", name="Read both languages side by side").click()
    assert page.url == polos.address + PAGES["parallel"]
    box = page.locator(".pair .side").nth(4).bounding_box()
    other = page.locator(".pair .side").nth(5).bounding_box()
    assert box
    assert other
    assert box["x"] < other["x"]
    assert box["y"] == other["y"]
