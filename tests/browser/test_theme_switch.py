"""The switch between light and dark of the theme Harian: by preference, until the reader chooses."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import Literal

import pytest
from browsing import Host, OpenTab, needs_chromium
from playwright.sync_api import Locator, Page, Route, expect

pytestmark = needs_chromium

Scheme = Literal["light", "dark"]


def switch(page: Page) -> Locator:
    return page.get_by_role("button", name="Warna gelap")


def looks(page: Page) -> Scheme:
    """Whether the page is light or dark to the eye."""
    colour = str(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    parts = [int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    return "light" if sum(parts) > 380 else "dark"


def opened(open_tab: OpenTab, address: str, scheme: Scheme = "light", **options: object) -> Page:
    page = open_tab(color_scheme=scheme, **options).page
    page.goto(address)
    return page


@pytest.mark.parametrize(("scheme", "pressed"), [("light", "false"), ("dark", "true")])
def test_without_a_choice_the_system_decides(root_host: Host, open_tab: OpenTab, scheme: Scheme, pressed: str) -> None:
    page = opened(open_tab, f"{root_host.address}id/kabar/", scheme)
    assert looks(page) == scheme
    assert switch(page).get_attribute("aria-pressed") == pressed


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_switch_changes_the_page_and_changes_it_back(host: Host, open_tab: OpenTab, scheme: Scheme) -> None:
    other: Scheme = "dark" if scheme == "light" else "light"
    page = opened(open_tab, f"{host.address}id/kabar/", scheme)
    switch(page).click()
    assert looks(page) == other
    assert switch(page).get_attribute("aria-pressed") == str(other == "dark").lower()
    switch(page).click()
    assert looks(page) == scheme
    assert switch(page).get_attribute("aria-pressed") == str(scheme == "dark").lower()


def test_the_switch_works_from_the_keyboard(root_host: Host, open_tab: OpenTab) -> None:
    page = opened(open_tab, f"{root_host.address}id/kabar/")
    switch(page).focus()
    page.keyboard.press("Space")
    assert looks(page) == "dark"
    page.keyboard.press("Enter")
    assert looks(page) == "light"


def test_a_choice_is_remembered_on_every_page(root_host: Host, open_tab: OpenTab) -> None:
    page = opened(open_tab, f"{root_host.address}id/kabar/")
    switch(page).click()
    for path in ("id/kabar/", "en/kabar/", "en/", "", "404.html", "id/page/2/"):
        page.goto(root_host.address + path)
        assert looks(page) == "dark", path


def test_who_goes_back_to_the_system_s_colours_follows_the_system_again(root_host: Host, open_tab: OpenTab) -> None:
    page = opened(open_tab, f"{root_host.address}id/kabar/", "light")
    switch(page).click()
    page.emulate_media(color_scheme="dark")
    assert looks(page) == "dark"
    page.emulate_media(color_scheme="light")
    assert looks(page) == "dark"
    switch(page).click()
    assert looks(page) == "light"
    page.emulate_media(color_scheme="dark")
    assert looks(page) == "dark"
    expect(switch(page)).to_have_attribute("aria-pressed", "true")  # scripts hear of it a moment later
    page.reload()
    assert looks(page) == "dark"


def test_other_tabs_follow(root_host: Host, open_tab: OpenTab) -> None:
    page = opened(open_tab, f"{root_host.address}id/kabar/")
    beside = page.context.new_page()
    beside.goto(f"{root_host.address}id/")
    switch(page).click()
    beside.wait_for_function("document.documentElement.dataset.scheme === 'dark'")
    assert looks(beside) == "dark"
    assert switch(beside).get_attribute("aria-pressed") == "true"


def test_the_page_does_not_flash_in_the_other_colours(root_host: Host, open_tab: OpenTab) -> None:
    """The choice counts before the body is there, hence before anything of it can be painted."""
    page = opened(open_tab, f"{root_host.address}id/kabar/")
    switch(page).click()
    page.add_init_script(
        """new MutationObserver((_, observer) => {
            if (document.body) {
                window.schemeAtFirst = document.documentElement.dataset.scheme;
                observer.disconnect();
            }
        }).observe(document, {childList: true, subtree: true});"""
    )
    page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(f"{root_host.address}en/kabar/")
    assert page.evaluate("window.schemeAtFirst") == "dark"
    assert looks(page) == "dark"


@pytest.mark.slow
def test_the_policy_lets_in_one_script_by_its_hash_and_no_other(root_host: Host) -> None:
    for path in ("", "id/", "en/kabar/", "en/search/"):
        page = root_host.site.page(path)
        (policy,) = re.findall(r'"Content-Security-Policy" content="([^"]*)"', page)
        (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
        assert re.findall(r"'sha256-([^']*)'", policy) == [b64encode(sha256(script.encode()).digest()).decode()]
        assert "unsafe-inline" not in policy


def test_the_page_is_readable_before_its_scripts_have_come(root_host: Host, open_tab: OpenTab) -> None:
    page = open_tab().page
    waiting: list[Route] = []
    page.route("**/*.js", lambda route: waiting.insert(0, route))
    page.goto(f"{root_host.address}id/kabar/", wait_until="commit")
    page.locator("#s1").wait_for(state="visible")
    assert len(waiting) == 1
    waiting[0].continue_()
    page.wait_for_load_state("load")


def test_the_switch_takes_no_room_that_was_not_kept_for_it(root_host: Host, open_tab: OpenTab) -> None:
    page = open_tab().page
    page.add_init_script(
        """window.shift = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.shift += entry.value; }))
            .observe({type: "layout-shift", buffered: true});"""
    )
    for path in ("id/kabar/", "id/"):
        page.goto(root_host.address + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.shift") == 0


def test_without_javascript_there_is_no_switch_and_the_system_decides(root_host: Host, open_tab: OpenTab) -> None:
    for scheme in ("light", "dark"):
        page = opened(open_tab, f"{root_host.address}id/kabar/", scheme, java_script_enabled=False)
        assert page.locator("button:visible").count() == 0
        assert page.locator("#s1").is_visible()


def test_without_storage_the_switch_counts_on_the_page(root_host: Host, open_tab: OpenTab) -> None:
    page = open_tab(color_scheme="light").page
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('', 'SecurityError'); }});"
    )
    page.goto(f"{root_host.address}id/kabar/")
    switch(page).click()
    assert looks(page) == "dark"
    page.reload()
    assert looks(page) == "light"


def test_the_page_on_paper_is_light(root_host: Host, open_tab: OpenTab) -> None:
    page = opened(open_tab, f"{root_host.address}id/kabar/")
    switch(page).click()
    page.emulate_media(media="print")
    assert looks(page) == "light"
    assert switch(page).count() == 0
