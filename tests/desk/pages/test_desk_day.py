"""A day at the desk, from the first sentence to the published page: by mouse, keyboard and touch, with a real model."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import pytest
from browsing import needs_chromium
from desk_browsing import SLUG, OpenDesk, english, field, files, retype, row
from desk_process import DeskProcess
from playwright.sync_api import Locator, Page, expect

pytestmark = [needs_chromium, pytest.mark.slow]

Way = Literal["mouse", "keyboard", "touch"]
TELEPHONE = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
TYPED = [f"Sentence number {number} names the foreign minister." for number in range(1, 11)]


def use(way: Way, control: Locator, key: str = "") -> None:
    """Do what a button or a link does; by keyboard with its own ``key``, if it has one."""
    if way == "mouse":
        control.click()
    elif way == "touch":
        control.tap()
    elif key:
        control.page.keyboard.press(key)
    else:
        control.press("Enter")


def write(way: Way, control: Locator, text: str) -> None:
    """Put text into a field of a dialog."""
    if way == "keyboard":
        control.focus()
    else:
        use(way, control)
    control.page.keyboard.type(text)


def correct(page: Page, way: Way, numbers: range) -> None:
    """Type these sentences, one after the other."""
    for number in numbers:
        if way == "keyboard":
            expect(field(page, number)).to_be_focused()
        else:
            use(way, field(page, number))
        retype(page, TYPED[number - 1])
        if way == "keyboard":
            page.keyboard.press("Control+Enter")
        elif way == "touch":
            page.get_by_role("button", name="Next sentence").tap()
        else:
            field(page, number + 1).click()
    expect(row(page, numbers[-1])).to_have_attribute("data-state", "person")


def fill_in_the_details(page: Page, way: Way) -> None:
    """Give the story tags and another day, and its picture a description in English."""
    use(way, page.get_by_role("button", name="Details"), "Alt+i")
    dialog = page.get_by_role("dialog", name="Details")
    write(way, dialog.get_by_label("Tags"), "cuaca, banjir")
    dialog.get_by_label("Date", exact=True).fill("2022-01-05")
    write(way, dialog.get_by_role("group", name="English").get_by_label("Alternative text"), "People in a street.")
    use(way, dialog.get_by_role("button", name="Save"))
    expect(dialog).to_have_count(0)


def add_a_term(page: Page, way: Way) -> None:
    """Add a term, and have the two sentences that are still the machine's translated again."""
    if way == "keyboard":
        field(page, 11).focus()
    else:
        use(way, field(page, 11))
    use(way, page.get_by_role("button", name="Add a term"), "Alt+g")
    dialog = page.get_by_role("dialog", name="Add a term")
    write(way, dialog.get_by_label("Indonesian term"), "nomor")
    write(way, dialog.get_by_label("English words"), "number")
    use(way, dialog.get_by_role("button", name="Add", exact=True))
    expect(dialog).to_contain_text("The machine has put it otherwise in 2 sentences.")
    use(way, dialog.get_by_role("button", name="Translate 2 sentences again"))
    expect(dialog).to_have_count(0)
    expect(field(page, 11)).to_have_value(re.compile("[Nn]umber 11"))


def read_and_publish(page: Page, way: Way) -> None:
    """Sign the story, look at what would change at the target, and publish."""
    use(way, page.get_by_role("button", name="Release"), "Alt+p")
    dialog = page.get_by_role("dialog", name="Release")
    write(way, dialog.get_by_label("Your name"), "Sari")
    use(way, dialog.get_by_role("button", name="I have read all of this"))
    expect(dialog).to_contain_text("Read by Sari")
    use(way, dialog.get_by_role("button", name="Show what would change"))
    expect(dialog).to_contain_text("Nothing is published yet")
    use(way, dialog.get_by_role("button", name="Publish now"))
    expect(dialog).to_contain_text("Published.")


def edits(before: Mapping[Path, bytes], now: Mapping[Path, bytes]) -> dict[str, list[str]]:
    """The lines that went (-) and came (+), by the folder of the language."""
    assert now.keys() == before.keys()
    found = {}
    for path, content in now.items():
        lines = difflib.ndiff(before[path].decode().split("\n"), content.decode().split("\n"))
        changed = [line[0] + line[2:] for line in lines if line[0] in "-+"]
        if changed:
            assert path.stem == SLUG
            found[path.parent.name] = changed
    return found


@pytest.mark.parametrize("way", ["mouse", "keyboard", "touch"])
def test_a_story_is_corrected_read_and_published_and_no_other_line_changes(
    desk: DeskProcess, open_desk: OpenDesk, way: Way
) -> None:
    before = files(desk.site)
    page = open_desk(**(TELEPHONE if way == "touch" else {}))
    use(way, page.get_by_role("link", name="Hujan Turun"))
    if way == "keyboard":
        field(page, 1).focus()
    else:
        use(way, field(page, 1))
    correct(page, way, range(1, 5))
    page.reload()
    correct(page, way, range(5, 8))
    desk.kill()
    desk.start()
    correct(page, way, range(8, 11))
    fill_in_the_details(page, way)
    add_a_term(page, way)
    read_and_publish(page, way)

    changed = edits(before, files(desk.site))
    assert sorted(changed["id"]) == ["+- banjir", "+- cuaca", "+date: 2022-01-05", "+tags:", "-date: 2022-01-03"]
    of_the_record = re.compile(
        r"[-+](  - .*→|  (status|reviewed|reviewed_by|reviewed_on|engine|package|version|options): )"
    )
    others = [line for line in changed["en"] if not of_the_record.match(line)]
    old = before[english(desk.site)].decode().rstrip("\n").split("\n")[-13:]
    now = english(desk.site).read_text(encoding="utf-8").rstrip("\n").split("\n")[-13:]
    assert [*now[:6], *now[7:11]] == TYPED
    assert sorted(others) == sorted(
        [
            "+image_alt: People in a street.",
            *(f"-{line}" for line in old if line),
            *(f"+{line}" for line in now if line),
        ]
    )
    published = desk.site.root.parent / "published" / "en" / SLUG / "index.html"
    assert all(sentence in published.read_text(encoding="utf-8") for sentence in TYPED)


def test_a_sentence_is_split_in_both_files_and_joined_again(desk: DeskProcess, open_desk: OpenDesk) -> None:
    before = files(desk.site)
    page = open_desk(f"story/{SLUG}/3")
    field(page, 1).focus()
    page.keyboard.press("Alt+x")
    dialog = page.get_by_role("dialog", name="Split")
    expect(dialog.get_by_role("slider").first).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(page.locator(".unit textarea")).to_have_count(15)
    after = files(desk.site)
    for path, content in after.items():
        if path.stem == SLUG:
            assert content.count(b"\n") >= before[path].count(b"\n") + 1
    originals = [path for path in after if path.parent.name == "id" and path.stem == SLUG]
    assert b"\nKalimat\nnomor 1 menyebut" in after[originals[0]]
    field(page, 1).focus()
    page.keyboard.press("Alt+j")
    expect(page.locator(".unit textarea")).to_have_count(14)
    assert files(desk.site)[originals[0]] == before[originals[0]]
    page.keyboard.press("Alt+z")  # undoes the joining
    expect(page.locator(".unit textarea")).to_have_count(15)
    assert files(desk.site)[originals[0]] == after[originals[0]]


def test_other_translations_of_the_model_come_into_view_and_are_taken_by_their_key(open_desk: OpenDesk) -> None:
    page = open_desk(f"story/{SLUG}")
    field(page, 2).focus()
    page.keyboard.press("Alt+r")
    help_with_it = page.get_by_role("complementary", name="Help with this sentence")
    others = help_with_it.locator("section").filter(has=page.get_by_role("heading", name="Other translations"))
    first = others.get_by_role("button", name="Use").first
    expect(first).to_be_in_viewport()
    expect(field(page, 2)).to_be_focused()
    offered = str(others.get_by_role("listitem").first.get_by_role("paragraph").text_content())
    assert field(page, 2).input_value() != offered
    page.keyboard.press(str(first.get_attribute("aria-keyshortcuts")))
    expect(field(page, 2)).to_have_value(offered)
    expect(row(page, 2)).to_have_attribute("data-state", "unsaved")


def test_where_else_a_word_stands_is_asked_at_the_cursor_and_escape_leads_back(open_desk: OpenDesk) -> None:
    page = open_desk(f"story/{SLUG}")
    field(page, 1).focus()
    retype(page, "Sentence 1 names the minister.")
    page.keyboard.press("Control+Enter")
    expect(row(page, 1)).to_have_attribute("data-state", "person")
    field(page, 1).focus()
    page.keyboard.press("End")
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Alt+k")
    help_with_it = page.get_by_role("complementary", name="Help with this sentence")
    word = help_with_it.get_by_label("Word to look up")
    expect(word).to_be_focused()
    expect(word).to_have_value("minister")
    expect(help_with_it).to_contain_text("It stands in 1 sentence")
    expect(help_with_it.get_by_role("listitem").filter(has_text="Sentence 1 names the")).to_be_visible()
    page.keyboard.press("Escape")
    expect(field(page, 1)).to_be_focused()


def test_the_other_language_of_the_desk_is_named_in_itself(open_desk: OpenDesk) -> None:
    page = open_desk(lang="id")
    page.get_by_role("link", name="English", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stories")
    expect(page.get_by_role("link", name="Indonesia", exact=True)).to_be_visible()


def test_after_the_last_sentence_the_desk_says_so(open_desk: OpenDesk) -> None:
    page = open_desk(f"story/{SLUG}")
    field(page, 12).focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator(".toast")).to_have_text("There is no further sentence that way.")
    expect(field(page, 12)).to_be_focused()
