"""The parallel page in a real browser: mouse, keyboard, touch, no JavaScript, paper; under ``/`` and ``/news/``."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import Host, OpenTab, needs_chromium
from playwright.sync_api import Locator, Page, expect

pytestmark = needs_chromium

CLIPBOARD = ["clipboard-read", "clipboard-write"]
PAGES = ["id/kabar/parallel/", "en/kabar/parallel/", "en/aneka/parallel/", "id/judul-panjang/parallel/"]


def colour(sentence: Locator) -> str:
    return str(sentence.evaluate("element => getComputedStyle(element).backgroundColor"))


def plain(page: Page) -> str:
    """The background of a sentence at which nothing happens."""
    return colour(page.locator("#s30"))


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def is_in_view(page: Page, selector: str) -> bool:
    script = """(selector) => {
        const box = document.querySelector(selector).getBoundingClientRect();
        return box.top >= document.querySelector(".sides").getBoundingClientRect().bottom && box.bottom <= innerHeight;
    }"""
    return bool(page.evaluate(script, selector))


def path(page: Page, host: Host) -> str:
    return page.url.removeprefix(host.address)


def is_taken(page: Page, key: str) -> bool:
    """Press a key and tell whether the page kept it from the browser."""
    page.evaluate("() => { addEventListener('keydown', (event) => { window.taken = event.defaultPrevented; }) }")
    page.keyboard.press(key)
    return bool(page.evaluate("window.taken"))


# Looking


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_to_complain_of(root_host: Host, open_tab: OpenTab, scheme: str, width: int) -> None:
    page = open_tab(color_scheme=scheme, reduced_motion="reduce", viewport={"width": width, "height": 800}).page
    for address in PAGES:
        page.goto(f"{root_host.address}{address}#s2")
        page.locator("summary").click()
        results = Axe().run(page)
        assert results.response["passes"]
        assert results.violations_count == 0, f"{address}: {results.generate_report()}"


def test_columns_on_wide_screens_and_one_below_the_other_on_phones(root_host: Host, open_tab: OpenTab) -> None:
    for width, columns in ((390, False), (820, True), (1280, True)):
        page = open_tab(viewport={"width": width, "height": 800}).page
        page.goto(f"{root_host.address}id/kabar/parallel/")
        sides = page.locator(".pair:has(#s3) .side").all()
        (left, right) = (box for side in sides if (box := side.bounding_box()))
        assert (right["y"] == left["y"]) is columns
        assert (right["x"] > left["x"] + width / 3) is columns
        assert (right["y"] >= left["y"] + left["height"]) is not columns


@pytest.mark.parametrize("width", [320, 390, 820])
def test_no_page_has_to_be_scrolled_sideways(root_host: Host, open_tab: OpenTab, width: int) -> None:
    page = open_tab(viewport={"width": width, "height": 800}).page
    for address in PAGES:
        page.goto(f"{root_host.address}{address}#s2")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_the_second_column_begins_at_one_place_in_lists_and_quotations_too(root_host: Host, open_tab: OpenTab) -> None:
    page = open_tab().page
    page.goto(f"{root_host.address}en/aneka/parallel/")
    places = page.locator(".body .other").evaluate_all(
        "all => all.map((one) => Math.round(one.getBoundingClientRect().x))"
    )
    assert len(places) > 4
    assert len(set(places)) == 1


def test_an_article_page_does_not_load_what_only_this_page_needs(root_host: Host, open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.page.goto(f"{root_host.address}id/kabar/")
    assert not [address for address in tab.requests if "parallel" in address]


# Mouse


def test_pointing_at_a_sentence_lights_its_counterpart(host: Host, open_tab: OpenTab) -> None:
    page = open_tab(reduced_motion="reduce").page
    page.goto(f"{host.address}id/kabar/parallel/")
    page.locator("#s2-en").hover()
    assert colour(page.locator("#s2")) == colour(page.locator("#s2-en")) != plain(page)
    page.locator("#s1").hover()
    assert colour(page.locator("#s2")) == plain(page)


def test_a_click_chooses_a_sentence_until_it_is_left(host: Host, open_tab: OpenTab) -> None:
    page = open_tab(reduced_motion="reduce").page
    page.goto(f"{host.address}id/kabar/parallel/")
    page.locator("#s2-en").click()
    assert path(page, host) == "id/kabar/parallel/#s2"
    page.mouse.move(0, 0)
    assert colour(page.locator("#s2")) == colour(page.locator("#s2-en")) != plain(page)
    lines = [
        page.locator(name).evaluate("one => getComputedStyle(one).textDecorationLine") for name in ("#s2-en", "#s2")
    ]
    assert lines == ["underline", "none"]
    tools = page.get_by_role("group", name="Kalimat terpilih")
    expect(tools).to_contain_text("2 / 41")
    tools.get_by_role("button", name="Tutup kalimat terpilih").click()
    expect(tools).to_be_hidden()
    assert colour(page.locator("#s2")) == plain(page)
    assert path(page, host) == "id/kabar/parallel/"


def test_both_languages_of_a_table_s_row_light_up(root_host: Host, open_tab: OpenTab) -> None:
    page = open_tab(reduced_motion="reduce").page
    page.goto(f"{root_host.address}en/aneka/parallel/")
    row = page.locator("table").first.locator(".sentence").nth(1)
    name = row.get_attribute("data-sentence")
    row.hover()
    lit = page.locator(".sentence.lit")
    assert lit.evaluate_all("all => all.map((one) => one.dataset.sentence)") == [name] * lit.count()
    assert lit.count() == 4


def test_text_can_be_selected_without_choosing_a_sentence(root_host: Host, open_tab: OpenTab) -> None:
    page = open_tab().page
    page.goto(f"{root_host.address}id/kabar/parallel/")
    box = page.locator("#s1").bounding_box()
    assert box
    page.mouse.move(box["x"] + 5, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 150, box["y"] + 12, steps=3)
    page.mouse.up()
    assert page.evaluate("getSelection().toString().length") > 3
    assert page.locator(".chosen").count() == 0


# Keyboard


def test_keys_lead_from_sentence_to_sentence_and_to_the_other_language(host: Host, open_tab: OpenTab) -> None:
    page = open_tab().page
    page.goto(f"{host.address}en/kabar/parallel/")
    page.get_by_role("link", name="Sentence 1", exact=True).focus()
    assert page.locator(".chosen").get_attribute("id") == "s1"
    for key, there in (("j", "s2"), ("j", "s3"), ("k", "s2"), ("s", "s2-id"), ("j", "s3-id"), ("s", "s3")):
        page.keyboard.press(key)
        assert focused(page) == there
        assert path(page, host) == f"en/kabar/parallel/#{there.removesuffix('-id')}"
    assert page.locator(".counterpart").get_attribute("id") == "s3-id"
    for _ in range(20):
        page.keyboard.press("j")
    assert is_in_view(page, "#s23")


def test_the_first_and_the_last_sentence_are_the_ends(root_host: Host, open_tab: OpenTab) -> None:
    page = open_tab().page
    page.goto(f"{root_host.address}en/kabar/parallel/#s41")
    page.keyboard.press("j")
    assert focused(page) == "s41"
    page.locator("#title").click()
    page.keyboard.press("k")
    assert focused(page) == "title"
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert focused(page) == "s1"


def test_escape_leaves_and_the_tab_key_goes_on_from_there(root_host: Host, open_tab: OpenTab) -> None:
    page = open_tab().page
    page.goto(f"{root_host.address}en/kabar/parallel/#s3")
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    assert page.locator(".chosen, .counterpart").count() == 0
    assert path(page, root_host) == "en/kabar/parallel/"
    expect(page.locator(".tools")).to_be_hidden()
    page.keyboard.press("j")
    assert page.locator(".chosen").count() == 0


@pytest.mark.parametrize("key", ["j", "k", "s", "c", "Escape"])
def test_before_a_sentence_is_chosen_all_keys_are_the_browser_s(root_host: Host, open_tab: OpenTab, key: str) -> None:
    page = open_tab().page
    page.goto(f"{root_host.address}en/kabar/parallel/")
    assert not is_taken(page, key)
    page.locator("summary").focus()
    assert not is_taken(page, key)


@pytest.mark.parametrize("key", ["ArrowDown", "PageDown", "Space", "Tab", "Control+c", "Alt+s", "Home", "x"])
def test_at_a_chosen_sentence_all_other_keys_are_the_browser_s(root_host: Host, open_tab: OpenTab, key: str) -> None:
    page = open_tab().page
    page.goto(f"{root_host.address}en/kabar/parallel/")
    page.locator("#s2").click()
    assert not is_taken(page, key)


def test_the_tab_key_stops_once_at_the_numbers(root_host: Host, open_tab: OpenTab) -> None:
    page = open_tab().page
    page.goto(f"{root_host.address}en/kabar/parallel/")
    stops = page.locator(".sentence-number").evaluate_all("all => all.filter((one) => one.tabIndex === 0).length")
    assert stops == 1
    page.locator("#s7-id").click()
    page.keyboard.press("Shift+Tab")
    assert page.locator(":focus").inner_text() == "7"
    assert page.locator(".chosen").get_attribute("id") == "s7-id"


def test_buttons_do_what_the_keys_do_and_keep_the_focus(root_host: Host, open_tab: OpenTab) -> None:
    page = open_tab().page
    page.goto(f"{root_host.address}en/kabar/parallel/#s3")
    tools = page.get_by_role("group", name="Chosen sentence")
    tools.get_by_role("button", name="Next").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(tools).to_contain_text("5 / 41")
    assert page.evaluate("document.activeElement.dataset.do") == "next"
    tools.get_by_role("button", name="Previous").click()
    tools.get_by_role("button", name="Other language").click()
    assert page.locator(".chosen").get_attribute("id") == "s4-id"


def test_help_is_to_be_seen(root_host: Host, open_tab: OpenTab) -> None:
    page = open_tab().page
    page.goto(f"{root_host.address}en/kabar/parallel/")
    page.get_by_text("Read sentence by sentence").click()
    assert page.locator(".keys dl").inner_text().split("\n") == [
        *("J", "next sentence", "K", "previous sentence", "S", "other language", "C", "copy the link", "Esc", "leave")
    ]


# Links to sentences


@pytest.mark.parametrize(("keys", "copied"), [("c", "en/kabar/parallel/#s2"), ("sc", "id/kabar/parallel/#s2")])
def test_the_link_to_the_sentence_is_copied_and_said_to_be(
    host: Host, open_tab: OpenTab, keys: str, copied: str
) -> None:
    page = open_tab(permissions=CLIPBOARD, reduced_motion="reduce").page
    page.goto(f"{host.address}en/kabar/parallel/#s2")
    page.locator("#s2").click()
    for key in keys:
        page.keyboard.press(key)
    expect(page.get_by_role("status")).to_have_text("Link copied")
    assert page.get_by_role("status").get_attribute("aria-live") == "polite"
    address = page.evaluate("navigator.clipboard.readText()")
    assert address == host.address + copied
    page.goto(address)
    expect(page.locator(".chosen")).to_have_attribute("id", "s2")


def test_without_a_clipboard_the_reader_is_told_where_the_link_is(root_host: Host, open_tab: OpenTab) -> None:
    page = open_tab().page
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(f"{root_host.address}en/kabar/parallel/")
    page.locator("#s2-id").click()
    page.keyboard.press("c")
    expect(page.get_by_role("status")).to_contain_text("The address of this page now leads to the sentence")
    assert path(page, root_host) == "en/kabar/parallel/#s2"


def test_the_sentence_is_kept_from_page_to_page(host: Host, open_tab: OpenTab) -> None:
    page = open_tab(reduced_motion="reduce").page
    page.goto(f"{host.address}id/kabar/#s9")
    page.get_by_role("navigation", name="Bahasa").get_by_role("link", name="Berdampingan").click()
    page.wait_for_url(f"{host.address}id/kabar/parallel/#s9")
    assert is_in_view(page, "#s9")
    page.locator("#s9").click()
    page.keyboard.press("j")
    page.get_by_role("navigation", name="Bahasa", exact=True).get_by_role("link", name="English").click()
    page.wait_for_url(f"{host.address}en/kabar/parallel/#s10")
    assert is_in_view(page, "#s10")
    page.get_by_role("navigation", name="Read in one language").get_by_role("link", name="Bahasa Indonesia").click()
    page.wait_for_url(f"{host.address}id/kabar/#s10")


def test_the_sentence_that_is_read_is_kept_too(root_host: Host, open_tab: OpenTab) -> None:
    page = open_tab(reduced_motion="reduce").page
    page.goto(f"{root_host.address}id/kabar/parallel/")
    page.locator("#s21").evaluate("one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 60)")
    page.get_by_role("navigation", name="Baca dalam satu bahasa").get_by_role("link", name="English").click()
    page.wait_for_url(re.compile(r"en/kabar/#s21$"))


# Touch


def test_a_tap_chooses_a_sentence_and_buttons_do_the_rest(root_host: Host, open_tab: OpenTab) -> None:
    page = open_tab(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, permissions=CLIPBOARD).page
    page.goto(f"{root_host.address}en/kabar/parallel/")
    page.locator("#s2-id").tap()
    assert page.locator(".chosen").get_attribute("id") == "s2-id"
    assert page.locator(".counterpart").get_attribute("id") == "s2"
    tools = page.get_by_role("group", name="Chosen sentence")
    assert is_in_view(page, ".tools")
    for button in tools.get_by_role("button").all():
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44
    tools.get_by_role("button", name="Next").tap()
    assert page.locator(".chosen").get_attribute("id") == "s3-id"
    tools.get_by_role("button", name="Copy link").tap()
    expect(page.get_by_role("status")).to_have_text("Link copied")
    tools.get_by_role("button", name="Leave the sentence").tap()
    expect(tools).to_be_hidden()


# Without JavaScript, and on paper


def test_without_javascript_it_is_a_parallel_text_with_links_to_sentences(host: Host, open_tab: OpenTab) -> None:
    page = open_tab(java_script_enabled=False, reduced_motion="reduce").page
    page.goto(f"{host.address}id/kabar/parallel/#s9")
    assert is_in_view(page, "#s9")
    assert colour(page.locator("#s9")) == colour(page.locator("#s9-en")) != plain(page)
    page.locator("#s8-en").hover()
    expect(page.locator("#s8")).not_to_have_css("background-color", plain(page))
    page.get_by_role("link", name="Kalimat 11", exact=True).click()
    assert path(page, host) == "id/kabar/parallel/#s11"
    for hidden in (".tools", ".keys"):
        expect(page.locator(hidden)).to_be_hidden()


def test_on_paper_there_are_two_columns_and_no_buttons(root_host: Host, open_tab: OpenTab) -> None:
    page = open_tab(color_scheme="dark").page
    page.goto(f"{root_host.address}id/kabar/parallel/#s3")
    page.emulate_media(media="print")
    for hidden in (".tools", ".keys", ".languages"):
        expect(page.locator(hidden)).to_be_hidden()
    assert (
        page.locator("#s2").evaluate("one => getComputedStyle(one.closest('.pair')).gridTemplateColumns").count("px")
        == 2
    )
    assert page.evaluate("getComputedStyle(document.querySelector('.body')).columnCount") == "auto"
    assert page.pdf().startswith(b"%PDF")


def test_nothing_moves_for_those_who_do_not_want_it(root_host: Host, open_tab: OpenTab) -> None:
    for preference, duration in (("reduce", "0s"), ("no-preference", "0.12s")):
        page = open_tab(reduced_motion=preference).page
        page.goto(f"{root_host.address}id/kabar/parallel/")
        expect(page.locator("#s1")).to_have_css("transition-duration", duration)
