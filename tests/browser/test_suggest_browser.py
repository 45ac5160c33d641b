"""The links to suggest a better sentence in a real browser: by mouse, keyboard and touch, out of the way of reading."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import Host, OpenTab, needs_chromium, serving
from playwright.sync_api import Locator, Page, expect
from sites import write_site

pytestmark = needs_chromium

NAME = "Suggest a better sentence"
TELEPHONE = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module", params=["harian", "polos"])
def asking(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """A site that asks for better sentences, at an address to which a test can follow the link."""
    root = tmp_path_factory.mktemp("asking") / "site"
    site = write_site(root, theme=request.param, search=False, suggest="http://127.0.0.1/edit?line={line}")
    body = "\n".join(f"Kalimat {number} {'kata ' * 12}." for number in range(1, 21))
    site.pair("banjir", ("Banjir", "Flood"), (body, body.replace("Kalimat", "Sentence")), caption="Warga.")
    assert site.render().published
    with serving(site.public) as address:
        yield Host(f"{address}/", site)


def link_of(page: Page, number: int, side: str = "") -> Locator:
    return page.locator(f"#s{number}{side} > .suggest")


def shown(link: Locator) -> bool:
    return bool(
        link.evaluate("link => getComputedStyle(link).opacity === '1' && link.getBoundingClientRect().width > 8")
    )


def places(page: Page) -> object:
    return page.evaluate(
        "[...document.querySelectorAll('.sentence')].map(one => JSON.stringify(one.getBoundingClientRect()))"
    )


def test_the_mouse_finds_it_at_the_sentence_and_no_word_moves(asking: Host, open_tab: OpenTab) -> None:
    page = open_tab().page
    page.goto(f"{asking.address}en/banjir/")
    before = places(page)
    assert not shown(link_of(page, 3))
    page.locator("#s3").hover()
    assert shown(link_of(page, 3))
    assert not shown(link_of(page, 4))
    assert places(page) == before
    link_of(page, 3).hover()
    assert shown(link_of(page, 3))


def test_what_is_not_shown_is_not_in_the_way_of_the_next_sentence(asking: Host, open_tab: OpenTab) -> None:
    page = open_tab().page
    page.goto(f"{asking.address}en/banjir/")
    hit = """number => {
        const link = document.querySelector(`#s${number} > .suggest`).getBoundingClientRect();
        return document.elementFromPoint(link.x + link.width / 2, link.y + link.height / 2).className;
    }"""
    assert all("suggest" not in str(page.evaluate(hit, number)) for number in range(1, 5))


def test_the_tab_key_reaches_each_without_javascript(asking: Host, open_tab: OpenTab) -> None:
    page = open_tab(java_script_enabled=False).page
    page.goto(f"{asking.address}en/banjir/")
    page.locator(".suggest").first.focus()  # the caption's
    for number in range(1, 4):
        page.keyboard.press("Tab")
        expect(link_of(page, number)).to_be_focused()
        assert shown(link_of(page, number))


def test_touch_finds_it_where_nothing_can_be_pointed_at(asking: Host, open_tab: OpenTab) -> None:
    page = open_tab(**TELEPHONE).page
    page.goto(f"{asking.address}en/banjir/")
    assert all(shown(link_of(page, number)) for number in range(1, 21))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    wanted = link_of(page, 5).get_attribute("href")
    page.route(
        "http://127.0.0.1/**", lambda route: route.fulfill(body="<title>Editor</title>", content_type="text/html")
    )
    link_of(page, 5).tap()
    page.wait_for_url(str(wanted))
    assert page.title() == "Editor"


def test_a_screen_reader_finds_it_once_at_each_sentence_and_not_in_the_headline(
    asking: Host, open_tab: OpenTab
) -> None:
    page = open_tab().page
    for path in ("en/banjir/", "en/banjir/parallel/"):
        page.goto(asking.address + path)
        assert page.get_by_role("link", name=NAME, exact=True).count() == 21
        said = page.locator("main").aria_snapshot()
        assert said.count(NAME) == 21
        assert page.get_by_role("heading", level=1, name="Flood", exact=True).count() == 1


def test_paper_and_the_copied_text_have_none(asking: Host, open_tab: OpenTab) -> None:
    page = open_tab(**TELEPHONE).page
    page.goto(f"{asking.address}en/banjir/#s3")
    assert "✎" not in str(page.locator(".body").inner_text())
    page.emulate_media(media="print")
    assert page.locator(".suggest:visible, .suggest-note:visible").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_to_complain_of(asking: Host, open_tab: OpenTab, scheme: str, width: int) -> None:
    for touch in (False, True):
        page = open_tab(
            color_scheme=scheme, viewport={"width": width, "height": 800}, has_touch=touch, is_mobile=touch
        ).page
        for path in ("en/banjir/#s2", "en/banjir/parallel/#s2", "id/banjir/parallel/#s2-en"):
            page.goto(asking.address + path)
            results = Axe().run(page)
            assert results.response["passes"]
            assert results.violations_count == 0, f"{path}: {results.generate_report()}"
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_side_by_side_the_tab_key_stops_at_the_chosen_sentence_s_alone(asking: Host, open_tab: OpenTab) -> None:
    page = open_tab().page
    page.goto(f"{asking.address}en/banjir/parallel/#s3")
    if asking.site.site.theme == "polos":  # no script chooses sentences there
        assert page.locator(".suggest[tabindex]").count() == 0
        return
    assert [link.get_attribute("href") for link in page.locator(".suggest[tabindex='0']").all()] == [
        link_of(page, 3).get_attribute("href")
    ]
    assert shown(link_of(page, 3))
    page.locator("#s4").click()
    assert shown(link_of(page, 4))
    page.keyboard.press("Tab")
    expect(link_of(page, 4)).to_be_focused()
