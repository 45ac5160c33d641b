"""The desk in a real browser, by keyboard and by touch; the server is a process that is killed and started again."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import needs_chromium
from desk_browsing import SLUG, OpenDesk, changed_lines, english, field, files, retype, row
from desk_process import DeskProcess
from playwright.sync_api import expect

pytestmark = [needs_chromium, pytest.mark.slow]

HOSTILE = (
    "<img src=x onerror=document.documentElement.dataset.ran=1><script>document.documentElement.dataset.ran=2</script>"
)
SCHEMES = ["light", "dark"]


def test_ten_sentences_are_corrected_by_keyboard_and_only_their_lines_change(
    desk: DeskProcess, open_desk: OpenDesk
) -> None:
    before = files(desk.site)
    page = open_desk()
    page.get_by_role("link", name="Hujan Turun").press("Enter")
    field(page, 1).focus()
    for number in range(1, 6):
        expect(field(page, number)).to_be_focused()
        retype(page, f"Sentence number {number} names the foreign minister.")
        page.keyboard.press("Control+Enter")
    expect(row(page, 5)).to_have_attribute("data-state", "person")
    page.reload()
    expect(field(page, 6)).to_be_focused()  # the place is kept
    for number in range(6, 9):
        retype(page, f"Sentence number {number} names the foreign minister.")
        page.keyboard.press("Enter")
    expect(row(page, 8)).to_have_attribute("data-state", "person")
    desk.kill()
    desk.start()
    for number in range(9, 11):
        expect(field(page, number)).to_be_focused()
        retype(page, f"Sentence number {number} names the foreign minister.")
        page.keyboard.press("Control+Enter")
    expect(row(page, 10)).to_have_attribute("data-state", "person")
    changed = changed_lines(before, desk.site)
    assert list(changed) == [f"{SLUG}.md"]
    assert [new for _, new in changed[f"{SLUG}.md"]] == [
        f"Sentence number {number} names the foreign minister." for number in range(1, 11)
    ]


def test_typed_text_survives_a_dead_server_and_is_saved_when_it_is_back(desk: DeskProcess, open_desk: OpenDesk) -> None:
    page = open_desk(f"story/{SLUG}")
    field(page, 2).focus()
    desk.kill()
    retype(page, "Typed while nobody answered.")
    page.keyboard.press("Control+Enter")
    expect(row(page, 2)).to_contain_text("trying again")
    expect(page.get_by_role("alert")).to_contain_text("kept in this browser")
    desk.start()
    expect(row(page, 2)).to_have_attribute("data-state", "person")
    assert "\nTyped while nobody answered.\n" in english(desk.site).read_text(encoding="utf-8")


def test_typed_text_survives_a_reload_and_is_offered_again(desk: DeskProcess, open_desk: OpenDesk) -> None:
    page = open_desk(f"story/{SLUG}")
    field(page, 3).focus()
    retype(page, "Typed and not saved.")
    desk.kill()
    desk.start()
    page.reload()
    expect(field(page, 3)).to_have_value("Typed and not saved.")
    expect(row(page, 3)).to_contain_text("not saved yet")
    page.get_by_role("button", name="Save all").press("Enter")
    expect(row(page, 3)).to_have_attribute("data-state", "person")
    expect(field(page, 3)).to_be_focused()
    assert "\nTyped and not saved.\n" in english(desk.site).read_text(encoding="utf-8")
    assert page.evaluate("Object.keys(localStorage)") == []


@pytest.mark.parametrize("chosen", ["Keep mine", "Take the file’s"])
def test_an_edit_that_meets_another_shows_both_and_one_is_chosen(
    desk: DeskProcess, open_desk: OpenDesk, chosen: str
) -> None:
    page = open_desk(f"story/{SLUG}")
    field(page, 4).focus()
    machine = field(page, 4).input_value()
    retype(page, "Mine is this.")
    theirs = english(desk.site).read_text(encoding="utf-8").replace(machine, "Theirs is that.")
    english(desk.site).write_text(theirs, encoding="utf-8")
    page.keyboard.press("Control+Enter")
    both = page.get_by_role("group", name="Meanwhile this sentence was changed")
    expect(both).to_contain_text("Mine is this.")
    expect(both).to_contain_text("Theirs")
    assert "\nTheirs is that.\n" in english(desk.site).read_text(encoding="utf-8")
    expect(field(page, 4)).to_have_value("Mine is this.")
    both.get_by_role("button", name=chosen).press("Enter")
    expect(both).to_have_count(0)
    wanted = "Mine is this." if chosen == "Keep mine" else "Theirs is that."
    expect(field(page, 4)).to_have_value(wanted)
    expect(field(page, 4)).to_be_focused()
    expect(row(page, 4)).to_have_attribute("data-state", "person")
    assert f"\n{wanted}\n" in english(desk.site).read_text(encoding="utf-8")


def test_undo_and_redo_reach_back_across_sentences_and_a_reload(desk: DeskProcess, open_desk: OpenDesk) -> None:
    before = files(desk.site)
    page = open_desk(f"story/{SLUG}")
    field(page, 1).focus()
    for number in (1, 2):
        retype(page, f"Edit {number}.")
        page.keyboard.press("Control+Enter")
    expect(row(page, 2)).to_have_attribute("data-state", "person")
    page.reload()
    expect(field(page, 3)).to_be_focused()
    for number in (2, 1):
        page.keyboard.press("Alt+z")
        expect(field(page, number)).to_be_focused()
        expect(field(page, number)).not_to_have_value(f"Edit {number}.")
        expect(row(page, number)).not_to_have_attribute("data-state", "saving")
    assert files(desk.site) == before
    page.keyboard.press("Alt+Shift+z")
    expect(field(page, 1)).to_have_value("Edit 1.")
    expect(row(page, 1)).to_have_attribute("data-state", "person")
    assert "\nEdit 1.\n" in english(desk.site).read_text(encoding="utf-8")


def test_a_sentence_is_accepted_as_it_stands_and_that_is_undone_and_done_again(
    desk: DeskProcess, open_desk: OpenDesk
) -> None:
    before = files(desk.site)
    page = open_desk(f"story/{SLUG}")
    field(page, 1).focus()
    text = field(page, 1).input_value()
    page.keyboard.press("Alt+Enter")
    expect(row(page, 1)).to_have_attribute("data-state", "person")
    expect(field(page, 2)).to_be_focused()
    assert field(page, 1).input_value() == text
    page.keyboard.press("Alt+z")
    expect(row(page, 1)).not_to_have_attribute("data-state", re.compile("person|saving"))
    assert files(desk.site) == before
    page.keyboard.press("Alt+Shift+z")
    expect(row(page, 1)).to_have_attribute("data-state", "person")
    assert field(page, 1).input_value() == text


def test_a_term_of_the_glossary_is_inserted_by_its_key(open_desk: OpenDesk) -> None:
    page = open_desk(f"story/{SLUG}")
    field(page, 1).focus()
    parts = page.get_by_role("complementary", name="Help with this sentence").locator("section")
    terms = parts.filter(has=page.get_by_role("heading", name="Terms"))
    expect(terms.get_by_role("button").first).to_contain_text("foreign minister")
    retype(page, "This is the")
    page.keyboard.press("Alt+1")
    expect(field(page, 1)).to_have_value("This is the foreign minister")
    expect(field(page, 1)).to_be_focused()


def test_checks_run_as_one_types(open_desk: OpenDesk) -> None:
    page = open_desk(f"story/{SLUG}")
    field(page, 7).focus()
    retype(page, "A sentence without the number of the foreign minister.")
    help_with_it = page.get_by_role("complementary", name="Help with this sentence")
    expect(help_with_it).to_contain_text("A number differs")
    retype(page, "Sentence number 7 names the foreign minister.")
    expect(help_with_it).not_to_contain_text("A number differs")


def test_script_in_a_sentence_stays_text(open_desk: OpenDesk) -> None:
    page = open_desk(f"story/{SLUG}")
    field(page, 1).focus()
    retype(page, HOSTILE)
    page.keyboard.press("Control+Enter")
    expect(row(page, 1)).to_have_attribute("data-state", "person")
    page.reload()
    expect(field(page, 1)).to_have_value(HOSTILE)
    field(page, 1).focus()
    expect(page.get_by_role("complementary")).to_be_visible()
    assert page.locator("main img, main script").count() == 0
    assert page.evaluate("document.documentElement.dataset.ran") is None


def test_a_sentence_is_corrected_by_touch_on_a_telephone(desk: DeskProcess, open_desk: OpenDesk) -> None:
    before = files(desk.site)
    page = open_desk("", viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page.get_by_role("link", name="Hujan Turun").tap()
    field(page, 1).tap()
    page.keyboard.press("Control+a")
    page.keyboard.type("Typed with a thumb.")
    page.get_by_role("button", name="Next sentence").tap()
    expect(field(page, 2)).to_be_focused()
    expect(row(page, 1)).to_have_attribute("data-state", "person")
    page.get_by_role("button", name="Right as it is").last.tap()
    expect(row(page, 2)).to_have_attribute("data-state", "person")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    changed = changed_lines(before, desk.site)[f"{SLUG}.md"]
    assert [new for _, new in changed if not new.startswith("  -")] == ["Typed with a thumb."]


def test_the_list_is_searched_and_gone_through_by_keyboard(open_desk: OpenDesk) -> None:
    page = open_desk("", lang="id")
    expect(page.locator(".found")).to_have_text("2 berita")
    page.keyboard.press("/")
    page.keyboard.type("banjir")
    expect(page.locator(".found")).to_have_text("1 berita")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Banjir Turun")).to_be_focused()
    page.keyboard.press("Enter")
    expect(field(page, 1)).to_be_visible()
    page.keyboard.press("Alt+l")
    expect(page.get_by_role("link", name="Banjir Turun")).to_be_focused()


def test_the_help_names_each_key_and_gives_the_focus_back(open_desk: OpenDesk) -> None:
    page = open_desk(f"story/{SLUG}")
    field(page, 1).focus()
    page.keyboard.press("F1")
    help_dialog = page.get_by_role("dialog", name="Keys")
    expect(help_dialog).to_contain_text("next sentence that waits")
    page.keyboard.press("Escape")
    expect(help_dialog).to_have_count(0)
    expect(field(page, 1)).to_be_focused()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_to_complain_of(open_desk: OpenDesk, scheme: str, width: int) -> None:
    page = open_desk("", color_scheme=scheme, viewport={"width": width, "height": 800})

    def check(place: str) -> None:
        results = Axe().run(page)
        assert results.response["passes"]
        assert results.violations_count == 0, f"{place}: {results.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place

    expect(page.get_by_role("link", name="Hujan Turun")).to_be_visible()
    check("list")
    page.get_by_role("link", name="Hujan Turun").press("Enter")
    field(page, 1).focus()
    expect(page.get_by_role("complementary")).to_contain_text("foreign minister")
    check("story")
    for keys in ("F1", "Alt+i", "Alt+p", "Alt+g"):
        page.keyboard.press(keys)
        expect(page.get_by_role("dialog")).to_be_visible()
        check(keys)
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_term_is_added_a_story_reviewed_and_the_site_published(desk: DeskProcess, open_desk: OpenDesk) -> None:
    page = open_desk(f"story/{SLUG}")
    field(page, 1).focus()
    page.keyboard.press("Alt+g")
    page.get_by_label("Indonesian term").fill("nomor")
    page.get_by_label("English words").fill("number")
    page.get_by_role("button", name="Add", exact=True).press("Enter")
    expect(page.locator("#said")).to_contain_text("The term is in the glossary.")
    assert "nomor" in (desk.site.root / "glossary.csv").read_text(encoding="utf-8")
    if page.get_by_role("dialog").count():  # it stays open where sentences would change
        page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Alt+p")
    dialog = page.get_by_role("dialog", name="Release")
    dialog.get_by_label("Your name").fill("Sari")
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text("Read by Sari")
    text = english(desk.site).read_text(encoding="utf-8")
    assert "status: reviewed" in text
    assert "reviewed_by: Sari" in text
    assert page.evaluate("localStorage.getItem('desk-name')") == "Sari"
    dialog.get_by_role("button", name="Show what would change").press("Enter")
    expect(dialog).to_contain_text("Nothing is published yet")
    published = desk.site.root.parent / "published"
    assert not (published / "id").exists()
    dialog.get_by_role("button", name="Publish now").press("Enter")
    expect(dialog).to_contain_text("Published.")
    assert (published / "en" / SLUG / "index.html").is_file()
