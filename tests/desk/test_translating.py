"""A story that has no translation yet is translated at the desk."""

from __future__ import annotations

import datetime
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import needs_chromium
from desk_browsing import OpenDesk, field
from desk_process import DeskProcess
from desks import at_the_desk, write_story
from playwright.sync_api import expect
from sites import MakeSite


def test_one_story_is_translated_with_what_people_wrote_elsewhere_and_no_other(make_site: MakeSite) -> None:
    site = make_site(search=False)
    write_story(site)
    with at_the_desk(site) as desk:
        number = next(unit["number"] for unit in desk.units("hujan") if unit["source"] == "Warga pulang.")
        desk.type("hujan", number, "People went home.")
        for slug in ("baru", "lain"):
            site.write("id", slug, "Kabar Baru", "Warga pulang.\nHujan reda.", date=datetime.date(2022, 1, 6))
        before = desk.get("stories/baru")
        assert (before["open"], before["translated"], before["units"]) == (False, False, [])
        story = desk.send("POST", "stories/baru/translate", {})
        assert (story["open"], story["translated"]) == (True, True)
        assert [unit["target"] for unit in story["units"]][2:] == ["People went home.", "NAJUH ADER."]
        assert not (site.root / "content" / "en" / "lain.md").exists()
        desk.send("POST", "stories/none/translate", {}, 404)


def test_a_file_that_cannot_be_read_is_not_translated_over(make_site: MakeSite) -> None:
    site = make_site(search=False)
    _, translation = write_story(site)
    translation.write_text("a person's words, without front matter\n", encoding="utf-8")
    with at_the_desk(site) as desk:
        story = desk.send("POST", "stories/hujan/translate", {})
    assert (story["open"], story["translated"]) == (False, True)
    assert translation.read_text(encoding="utf-8") == "a person's words, without front matter\n"


@needs_chromium
@pytest.mark.slow
def test_the_page_offers_to_translate_a_new_story_and_then_shows_its_sentences(
    desk: DeskProcess, open_desk: OpenDesk
) -> None:
    desk.site.write("id", "baru", "Kabar Baru", "Hujan reda.", date=datetime.date(2022, 1, 6))
    page = open_desk("story/baru")
    offer = page.get_by_role("button", name="Translate it now")
    expect(offer).to_be_visible()
    expect(page.get_by_role("button", name="Release")).to_have_count(0)
    expect(page.locator(".counts")).to_have_text("")
    assert Axe().run(page).violations_count == 0
    offer.press("Enter")
    expect(field(page, 1)).to_have_value(re.compile("rain", re.IGNORECASE))
    assert (desk.site.root / "content" / "en" / "baru.md").is_file()
