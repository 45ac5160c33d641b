"""What the first view of an article may cost its reader: bytes, requests, patience, scripts."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest
from browsing import OpenTab, needs_chromium, serving
from newspaper import ADDRESS, Newspaper

BYTES = 30_000
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True}
COLLECT_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((entry) => entry.value)))
  .observe({ type: "layout-shift", buffered: true });
"""

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def address(newspaper: Newspaper) -> Iterator[str]:
    with serving(newspaper.public) as address:
        yield f"{address}/"


def longest(newspaper: Newspaper, lang: str, *, pictured: bool) -> str:
    """The path of the article that has the most to load, of those with a picture or of those without."""
    articles = [page for page in newspaper.pages.values() if page.data and page.lang == lang]
    chosen = [page for page in articles if pictured == any("/images/" in file for file in page.files)]
    return max((page.address for page in chosen), key=lambda page: newspaper.file(page).stat().st_size).removeprefix(
        ADDRESS
    )


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("pictured", [False, True])
def test_the_first_view_is_small_asks_for_little_and_stays_where_it_is(
    newspaper: Newspaper, address: str, open_tab: OpenTab, lang: str, pictured: bool
) -> None:
    tab = open_tab(**PHONE)
    bodies: dict[str, int] = {}
    tab.page.on(
        "response", lambda response: bodies.update({response.url: len(gzip.compress(response.body(), 6, mtime=0))})
    )
    tab.page.add_init_script(COLLECT_SHIFTS)
    tab.page.goto(address + longest(newspaper, lang, pictured=pictured), wait_until="networkidle")
    words = {url: size for url, size in bodies.items() if "/images/" not in url}
    assert len(words) <= 3, words
    assert sum(words.values()) < BYTES, words
    assert len(bodies) - len(words) == pictured  # one size of the one picture
    tab.page.mouse.wheel(0, 100_000)
    tab.page.wait_for_function("scrollY > 500")
    assert tab.page.evaluate("window.shifts") == []


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_sentence_can_be_read_without_scripts(
    newspaper: Newspaper, address: str, open_tab: OpenTab, lang: str
) -> None:
    page = open_tab(**PHONE, java_script_enabled=False).page
    page.goto(address + longest(newspaper, lang, pictured=True))
    assert page.locator("h1").is_visible()
    assert page.locator("figure img").is_visible()
    sentences = page.locator(".body .sentence").all()
    assert len(sentences) > 10
    for sentence in sentences:
        assert sentence.is_visible()
    assert "hidden" not in (page.locator("main").get_attribute("style") or "")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_sentence_can_be_read_while_its_scripts_have_not_come(
    newspaper: Newspaper, address: str, open_tab: OpenTab, lang: str
) -> None:
    tab = open_tab(**PHONE)
    tab.page.route("**/*.js", lambda route: route.fulfill(status=200, content_type="text/javascript", body=""))
    tab.page.goto(address + longest(newspaper, lang, pictured=False))
    assert tab.page.locator("h1").is_visible()
    assert all(sentence.is_visible() for sentence in tab.page.locator(".body .sentence").all())
