"""What helps with a sentence is seen, and is where the person who asked for it is."""

from __future__ import annotations

import datetime

import pytest
from browsing import needs_chromium
from desk_browsing import SLUG, OpenDesk, english, field, retype, row
from desk_process import DeskProcess
from fake_engine import BackwardEngine
from playwright.sync_api import Locator, Page, Route, expect

from sitegen.translation.run import translate_site

pytestmark = [needs_chromium, pytest.mark.slow]

HELP = "Help with this sentence"
LONG = "Menteri Luar Negeri AS menelepon Presiden Rusia dan Sekretaris Jenderal PBB, kata juru bicara di Jakarta."


def help_of(page: Page, heading: str) -> Locator:
    """One part of what stands beside the sentence in hand."""
    parts = page.get_by_role("complementary", name=HELP).locator("section")
    return parts.filter(has=page.get_by_role("heading", name=heading))


def write_story(desk: DeskProcess, slug: str, text: str) -> None:
    desk.site.write("id", slug, "Telepon", text, date=datetime.date(2022, 1, 5))
    translate_site(desk.site.site, BackwardEngine())


def test_each_term_has_a_key_before_other_words_for_one_have(desk: DeskProcess, open_desk: OpenDesk) -> None:
    write_story(desk, "telepon", LONG)
    page = open_desk("story/telepon")
    field(page, 1).focus()
    terms = help_of(page, "Terms").get_by_role("listitem")
    expect(terms.first).to_be_visible()
    best = [term.get_by_role("button").first for term in terms.all()]
    assert len(best) > 3
    assert terms.get_by_role("button").count() > len(best)
    for place, button in enumerate(best, start=1):
        assert button.get_attribute("aria-keyshortcuts") == f"Alt+{place}"
    last = best[-1].locator("[lang]").text_content()
    retype(page, "So says the")
    page.keyboard.press(f"Alt+{len(best)}")
    expect(field(page, 1)).to_have_value(f"So says the {last}")


def test_the_places_where_a_word_stands_come_into_view(open_desk: OpenDesk) -> None:
    page = open_desk(f"story/{SLUG}", viewport={"width": 1280, "height": 500})
    field(page, 1).focus()
    expect(help_of(page, "Terms")).to_be_visible()
    page.keyboard.press("Alt+k")
    retype(page, "nomor")
    page.keyboard.press("Enter")
    where = help_of(page, "Where else")
    expect(where.get_by_role("listitem").first).to_be_in_viewport()
    expect(where.get_by_label("Word to look up")).to_be_focused()
    where.get_by_label("In the language").select_option("en")
    page.get_by_label("Word to look up").press("Enter")
    expect(where.get_by_label("In the language")).to_have_value("id")  # where the word is
    expect(where.get_by_role("listitem").first).to_be_in_viewport()


def test_a_word_is_looked_up_again_while_stories_are_still_being_read(open_desk: OpenDesk) -> None:
    page = open_desk(f"story/{SLUG}")
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        nothing = {"found": [], "total": 0, "waiting": 1}
        route.fulfill(json=nothing) if len(asked) < 4 else route.continue_()

    page.route("**/concordance?*", answer)
    field(page, 1).focus()
    page.keyboard.press("Alt+k")
    retype(page, "nomor")
    page.keyboard.press("Enter")
    expect(help_of(page, "Where else").get_by_role("listitem").first).to_be_visible()


def test_a_new_term_is_offered_at_once_where_it_was_added(open_desk: OpenDesk) -> None:
    page = open_desk(f"story/{SLUG}")
    field(page, 1).focus()
    expect(help_of(page, "Terms")).not_to_contain_text("nomor")
    page.keyboard.press("Alt+g")
    dialog = page.get_by_role("dialog", name="Add a term")
    dialog.get_by_label("Indonesian term").fill("nomor")
    dialog.get_by_label("English words").fill("figure")
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text("The term is in the glossary.")
    page.keyboard.press("Escape")
    expect(help_of(page, "Terms").get_by_role("button", name="figure")).to_be_visible()


def test_words_that_are_wrong_are_marked_in_both_texts_also_after_they_are_saved(open_desk: OpenDesk) -> None:
    page = open_desk(f"story/{SLUG}")
    field(page, 1).focus()
    retype(page, "Sentence 1 names the homewardly.")
    for _ in range(2):
        expect(row(page, 1).locator(".source mark")).to_have_text(["Menteri Luar Negeri"])
        expect(row(page, 1).locator(".marks mark")).to_have_text(["homewardly"])
        expect(help_of(page, "Checks")).to_contain_text("It lacks a term of the glossary")
        page.keyboard.press("Control+Enter")
        expect(row(page, 1)).to_have_attribute("data-state", "person")
        expect(row(page, 1).locator("mark")).to_have_count(0)
        field(page, 1).focus()


def test_what_changed_in_the_original_is_marked_until_the_sentence_is_put_right(
    desk: DeskProcess, open_desk: OpenDesk
) -> None:
    page = open_desk(f"story/{SLUG}")
    field(page, 1).focus()
    retype(page, "Sentence 1 names the foreign minister.")
    page.keyboard.press("Control+Enter")
    expect(row(page, 1)).to_have_attribute("data-state", "person")
    path = desk.site.root / "content" / "id" / f"{SLUG}.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("nomor 1 menyebut Menteri", "nomor 1 mengutip Menteri"), encoding="utf-8")
    page.reload()
    expect(row(page, 1)).to_have_attribute("data-state", "stale")
    field(page, 1).focus()
    changed = help_of(page, "What changed in the original")
    expect(changed.get_by_role("deletion")).to_have_text("menyebut")
    expect(changed.get_by_role("insertion")).to_have_text("mengutip")
    expect(changed.locator("[lang=id]")).to_contain_text("Menteri Luar Negeri.")
    field(page, 2).focus()
    expect(help_of(page, "Terms")).to_be_visible()
    expect(changed).to_be_hidden()
    field(page, 1).focus()
    expect(changed).to_be_visible()
    page.keyboard.press("Alt+Enter")
    expect(row(page, 1)).to_have_attribute("data-state", "person")
    field(page, 1).focus()
    expect(help_of(page, "Terms")).to_be_visible()
    expect(changed).to_be_hidden()


def test_translations_without_issues_come_first(open_desk: OpenDesk) -> None:
    page = open_desk(f"story/{SLUG}")
    issue = {"kind": "name", "message": "a name is missing; Sari is missing", "detail": "Sari is missing"}
    answer = {"hypotheses": [{"target": "Doubtful.", "issues": [issue]}, {"target": "Good.", "issues": []}]}
    page.route("**/translate", lambda route: route.fulfill(json=answer))
    field(page, 1).focus()
    page.keyboard.press("Alt+r")
    found = help_of(page, "Other translations").get_by_role("listitem")
    expect(found.nth(0)).to_contain_text("Good.")
    expect(found.nth(1)).to_contain_text("A name differs: Sari is missing")
    page.keyboard.press("Alt+Shift+1")
    expect(field(page, 1)).to_have_value("Good.")


def test_on_a_telephone_the_sentence_is_seen_when_another_is_taken_for_it(open_desk: OpenDesk) -> None:
    page = open_desk(f"story/{SLUG}", viewport={"width": 390, "height": 500}, has_touch=True, is_mobile=True)
    others = [{"target": f"Translation {number} of the sentence.", "issues": []} for number in range(1, 7)]
    page.route("**/translate", lambda route: route.fulfill(json={"hypotheses": others}))
    field(page, 1).tap()
    help_of(page, "Other translations").get_by_role("button", name="Translate again").tap()
    help_of(page, "Other translations").get_by_role("button", name="Use").last.tap()
    expect(field(page, 1)).to_have_value("Translation 6 of the sentence.")
    expect(field(page, 1)).to_be_in_viewport()


def test_a_sentence_is_split_at_the_cursor_and_sent_once(desk: DeskProcess, open_desk: OpenDesk) -> None:
    page = open_desk(f"story/{SLUG}")
    field(page, 1).focus()
    first, second = "The U.S. was there, and", "number 1 names the foreign minister."
    retype(page, f"{first} {second}")
    for _ in second:
        page.keyboard.press("ArrowLeft")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.url.endswith("/split") else None)
    page.keyboard.press("Alt+x")
    dialog = page.get_by_role("dialog", name="Split")
    expect(dialog.get_by_role("slider").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    assert f"\n{first}\n{second}\n" in english(desk.site).read_text(encoding="utf-8")
    assert len(sent) == 1


def test_the_sentence_in_hand_stays_in_view_when_one_above_it_meets_another_edit(
    desk: DeskProcess, open_desk: OpenDesk
) -> None:
    page = open_desk(f"story/{SLUG}", viewport={"width": 1280, "height": 500})
    field(page, 1).focus()
    retype(page, "Typed at the desk.")
    path = english(desk.site)
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[lines.index("---", 1) + 2] = "Typed in an editor."
    path.write_text("\n".join(lines), encoding="utf-8")
    page.keyboard.press("Control+Enter")
    expect(row(page, 1).get_by_role("button", name="Keep mine")).to_be_visible()
    expect(field(page, 2)).to_be_focused()
    expect(field(page, 2)).to_be_in_viewport(ratio=1)


def test_when_the_last_sentence_is_done_the_release_is_what_comes_next(open_desk: OpenDesk) -> None:
    page = open_desk("story/banjir")
    for name in ("Headline", "Sentence 1"):
        page.get_by_label(f"{name}, English").focus()
        retype(page, "The water is gone.")
        page.keyboard.press("Control+Enter")
    expect(page.locator(".toast")).to_have_text("No sentence is waiting.")
    expect(page.get_by_role("button", name="Release")).to_have_class("primary")


def test_a_sentence_that_is_being_saved_does_not_wait_for_anybody(open_desk: OpenDesk) -> None:
    page = open_desk("story/banjir")
    held: list[Route] = []
    page.route("**/banjir/*/0", lambda route: held.append(route))  # noqa: PLW0108 - no built-in function is taken
    for name in ("Headline", "Sentence 1"):
        page.get_by_label(f"{name}, English").focus()
        retype(page, "The water is gone.")
        page.keyboard.press("Control+Enter")
    expect(page.locator(".toast")).to_have_text("No sentence is waiting.")
    (route,) = held
    route.continue_()
    expect(page.locator(".unit").first).to_have_attribute("data-state", "person")


def test_an_edit_in_another_story_is_announced_to_all_before_it_is_undone(open_desk: OpenDesk) -> None:
    page = open_desk("story/banjir")
    field(page, 1).focus()
    retype(page, "The water is gone.")
    page.keyboard.press("Control+Enter")
    expect(row(page, 1)).to_have_attribute("data-state", "person")
    page.goto(page.url.partition("#")[0] + f"#/story/{SLUG}")
    expect(field(page, 12)).to_be_visible()
    page.keyboard.press("Alt+z")
    expect(page.locator(".toast")).to_have_text("That edit is in this story. Press once more.")
    expect(field(page, 1)).to_have_value("The water is gone.")
