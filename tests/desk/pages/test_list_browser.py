"""The list of stories in a browser: what was searched for is found, and still there when one comes back."""

from __future__ import annotations

import pytest
from browsing import needs_chromium
from desk_browsing import OpenDesk, field
from playwright.sync_api import Route, expect

pytestmark = [needs_chromium, pytest.mark.slow]


def test_the_list_is_as_it_was_when_one_comes_back_to_it(open_desk: OpenDesk) -> None:
    page = open_desk()
    page.get_by_label("Search headlines").fill("banjir")
    expect(page.locator(".found")).to_have_text("1 story")
    page.get_by_role("link", name="Banjir Turun").click()
    expect(field(page, 1)).to_be_visible()
    page.keyboard.press("Alt+l")
    expect(page.locator(".found")).to_have_text("1 story")
    expect(page.get_by_label("Search headlines")).to_have_value("banjir")


def test_a_search_is_not_forgotten_when_more_stories_have_been_read_meanwhile(open_desk: OpenDesk) -> None:
    page = open_desk("story/banjir")
    expect(field(page, 1)).to_be_visible()
    held: list[Route] = []
    page.route("**/stories?*", lambda route: route.continue_() if held else held.append(route))
    page.keyboard.press("Alt+l")
    page.get_by_label("Search headlines").fill("banjir")
    first = held[0].fetch()
    held[0].fulfill(json={**first.json(), "waiting": 1})
    expect(page.locator(".found")).to_have_text("1 story")
