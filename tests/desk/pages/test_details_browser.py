"""The details of a story and its release, in a browser: nothing typed is lost, and each outcome is seen."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import needs_chromium
from desk_browsing import SLUG, OpenDesk, english, field, row
from desk_process import DeskProcess
from playwright.sync_api import Locator, Page, expect

pytestmark = [needs_chromium, pytest.mark.slow]


def details(page: Page) -> Locator:
    """The form of the details, opened by its key."""
    page.keyboard.press("Alt+i")
    return page.get_by_role("dialog", name="Details")


def test_what_is_typed_into_the_details_is_given_up_only_when_one_closes_them_twice(open_desk: OpenDesk) -> None:
    page = open_desk(f"story/{SLUG}")
    expect(field(page, 1)).to_be_visible()
    dialog = details(page)
    dialog.get_by_label("Tags").fill("cuaca")
    page.keyboard.press("Escape")
    expect(dialog.get_by_text("What you typed is not saved.")).to_be_in_viewport()
    expect(dialog.get_by_label("Tags")).to_have_value("cuaca")
    page.keyboard.type(", banjir")
    dialog.get_by_role("button", name="Close").click()
    expect(dialog.get_by_text("What you typed is not saved.")).to_be_in_viewport()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)
    dialog = details(page)
    expect(dialog.get_by_label("Tags")).to_have_value("")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_control_enter_saves_the_details_and_a_mistake_is_seen_with_the_name_of_its_field(
    desk: DeskProcess, open_desk: OpenDesk
) -> None:
    page = open_desk(f"story/{SLUG}")
    expect(field(page, 1)).to_be_visible()
    dialog = details(page)
    note = dialog.get_by_role("group", name="English").get_by_label("Correction")
    note.fill("The day was wrong.")
    dialog.get_by_label("Updated").fill("yesterday")
    note.press("Control+Enter")
    expect(dialog.get_by_text("updated: write it as")).to_be_in_viewport()
    dialog.get_by_label("Updated").fill("2022-01-04 19:30")
    note.press("Control+Enter")
    expect(dialog).to_have_count(0)
    expect(page.locator(".toast")).to_have_text("The details are saved.")
    assert "\ncorrection: The day was wrong.\n" in english(desk.site).read_text(encoding="utf-8")


def test_a_draft_is_called_one_where_it_is_read_and_published(desk: DeskProcess, open_desk: OpenDesk) -> None:
    page = open_desk(f"story/{SLUG}")
    expect(field(page, 1)).to_be_visible()
    dialog = details(page)
    dialog.get_by_role("group", name="Indonesian").get_by_label("Draft").check()
    page.keyboard.press("Control+Enter")
    expect(dialog).to_have_count(0)
    expect(page.locator(".story-head")).to_contain_text("This story is a draft")
    page.keyboard.press("Alt+p")
    release = page.get_by_role("dialog", name="Release")
    expect(release).to_contain_text("This story is a draft")
    release.get_by_role("button", name="Show what would change").press("Enter")
    expect(release).to_contain_text("This is what would change: added: ")
    assert Axe().run(page).violations_count == 0
    release.get_by_role("button", name="Publish now").press("Enter")
    expect(release.get_by_text("Published.")).to_be_focused()
    assert not (desk.site.root.parent / "published" / "en" / SLUG).exists()


def test_the_sentence_in_hand_stays_in_hand_when_details_are_saved(open_desk: OpenDesk) -> None:
    page = open_desk(f"story/{SLUG}")
    field(page, 3).click()
    page.get_by_role("button", name="Details").click()
    dialog = page.get_by_role("dialog", name="Details")
    dialog.get_by_label("Tags").fill("cuaca")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    expect(row(page, 3)).to_have_class(re.compile(r"\bactive\b"))
    expect(page.get_by_role("complementary", name="Help with this sentence")).to_be_visible()


def test_details_are_saved_although_a_sentence_has_changed_and_not_over_another_value(
    desk: DeskProcess, open_desk: OpenDesk
) -> None:
    page = open_desk("story/banjir")
    expect(field(page, 1)).to_be_visible()
    page.context.route("**/events", lambda route: route.abort())  # what changes is not heard
    page.goto(page.url.partition("#")[0] + "#/")
    page.reload()
    page.get_by_role("link", name="Hujan Turun").click()
    expect(field(page, 1)).to_be_visible()
    path = english(desk.site)

    def edit(old: str, new: str) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    dialog = details(page)
    edit("\nTAMILAK ROMON 2 ", "\nTyped in an editor 2 ")
    dialog.get_by_role("group", name="English").get_by_label("Correction").fill("The day was wrong.")
    page.keyboard.press("Control+Enter")
    expect(dialog).to_have_count(0)
    assert "\ncorrection: The day was wrong.\n" in path.read_text(encoding="utf-8")
    dialog = details(page)
    edit("The day was wrong.", "The month was wrong.")
    dialog.get_by_role("group", name="English").get_by_label("Correction").fill("The year was wrong.")
    page.keyboard.press("Control+Enter")
    expect(dialog).to_contain_text("In the file now: The month was wrong.")
    page.keyboard.press("Control+Enter")
    expect(dialog).to_have_count(0)
    assert "\ncorrection: The year was wrong.\n" in path.read_text(encoding="utf-8")
