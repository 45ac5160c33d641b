"""The preview in a real browser: an edit is there at once, a mistake is said and goes away."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from browsing import OpenTab, needs_chromium
from playwright.sync_api import Locator, Page, expect
from previewing import PATIENCE, Preview, previewing, until
from sites import MakeSite

from sitegen.rendering.theme.folders import find_theme

pytestmark = needs_chromium

HOSTILE = "<img src=x onerror=document.documentElement.dataset.ran=1>"

expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(params=["/", "/news/"])
def preview(make_site: MakeSite, request: pytest.FixtureRequest) -> Iterator[Preview]:
    site = make_site(search=False, base_url=f"https://example.org{request.param}")
    site.pair("a", ("Judul A", "Title A"), ("Satu.\n\n" * 80, "One.\n\n" * 80))
    with previewing(site) as preview:
        yield preview


def open_page(preview: Preview, open_tab: OpenTab, path: str = "id/a/") -> Page:
    """A page that follows what the preview does."""
    page = open_tab().page
    page.set_default_timeout(PATIENCE * 1000)
    with page.expect_request("**/.sitegen/events"):
        page.goto(preview.address + path)
    return page


def said(page: Page) -> Locator:
    """What the preview says on the page."""
    return page.locator("sitegen-preview").get_by_role("listitem")


def test_an_edit_is_shown_on_the_open_page_at_the_same_place(preview: Preview, open_tab: OpenTab) -> None:
    page = open_page(preview, open_tab)
    page.evaluate("scrollTo({top: 700, behavior: 'instant'})")
    preview.site.write("id", "a", "Judul Baru", "Satu.\n\n" * 80)
    expect(page.get_by_role("heading", level=1)).to_have_text("Judul Baru")
    until(lambda: page.evaluate("scrollY") == 700)
    expect(said(page)).to_have_count(0)


def test_an_edit_of_the_style_is_shown(preview: Preview, open_tab: OpenTab) -> None:
    theme = find_theme(preview.site.root, "harian")
    style = theme.own / "static" / "harian.css"
    style.parent.mkdir(parents=True)
    shutil.copy(next(theme.all("static/harian.css")), style)
    preview.built()
    page = open_page(preview, open_tab)
    with style.open("a", encoding="utf-8") as file:
        file.write("body { background-color: rgb(1, 2, 3) !important; }\n")
    expect(page.locator("body")).to_have_css("background-color", "rgb(1, 2, 3)")


def test_a_mistake_is_said_with_file_and_line_and_is_gone_after_the_fix(preview: Preview, open_tab: OpenTab) -> None:
    page = open_page(preview, open_tab)
    settings = preview.site.root / "site.toml"
    good = settings.read_text(encoding="utf-8")
    settings.write_text(f"colour = '{HOSTILE}'\n{good}", encoding="utf-8")
    expect(said(page)).to_have_count(1)
    expect(said(page)).to_contain_text("site.toml:1")
    expect(said(page)).to_contain_text("colour")
    expect(said(page)).to_be_visible()
    assert page.get_by_role("heading", level=1).inner_text() == "Judul A"
    page.goto(f"{preview.address}en/a/")
    expect(said(page)).to_contain_text("site.toml:1")
    settings.write_text(good, encoding="utf-8")
    expect(said(page)).to_have_count(0)


def test_a_message_that_quotes_markup_is_text(preview: Preview, open_tab: OpenTab) -> None:
    page = open_page(preview, open_tab)
    article = preview.site.root / "content" / "id" / "b.md"
    article.write_text(f"---\ntitle: B\nlang: '{HOSTILE}'\n---\n\nSatu.\n", encoding="utf-8")
    expect(said(page).first).to_contain_text("content/id/b.md")
    assert page.locator("sitegen-preview img").count() == 0
    assert page.evaluate("document.documentElement.dataset.ran") is None


def test_a_warning_stays_small(preview: Preview, open_tab: OpenTab) -> None:
    page = open_page(preview, open_tab)
    preview.site.write("en", "b", "No Original")
    expect(page.locator("sitegen-preview").get_by_text("1 warning")).to_be_visible()
    expect(said(page)).to_have_count(0)  # folded
    page.locator("sitegen-preview").get_by_text("1 warning").click()
    expect(said(page)).to_contain_text("content/en/b.md")


def test_where_nothing_could_be_built_the_page_says_why_and_then_comes(make_site: MakeSite, open_tab: OpenTab) -> None:
    site = make_site(search=False)
    good = (site.root / "site.toml").read_text(encoding="utf-8")
    (site.root / "site.toml").write_text(f'theme = "tidak-ada"\n{good}', encoding="utf-8")
    with previewing(site) as preview:
        tab = open_tab()
        with tab.page.expect_request("**/.sitegen/events"):
            tab.page.goto(f"{preview.address}id/")
        assert "503" in tab.troubles.pop()  # the browser itself says so
        expect(tab.page.locator("#preview-problems")).to_contain_text("there is no theme 'tidak-ada' here")
        (site.root / "site.toml").write_text(f'theme = "juga-tidak"\n{good}', encoding="utf-8")
        expect(tab.page.locator("#preview-problems")).to_contain_text("there is no theme 'juga-tidak' here")
        (site.root / "site.toml").write_text(good, encoding="utf-8")
        expect(tab.page.get_by_role("heading", level=1)).to_have_text("Cermin Berita")
        tab.page.goto("about:blank")  # or it would ask for the preview that is gone


def test_a_page_that_comes_into_being_is_shown(preview: Preview, open_tab: OpenTab) -> None:
    tab = open_tab()
    with tab.page.expect_request("**/.sitegen/events"):
        tab.page.goto(f"{preview.address}id/baru/")
    assert "404" in tab.troubles.pop()
    preview.site.write("id", "baru", "Berita Baru")
    expect(tab.page.get_by_role("heading", level=1)).to_have_text("Berita Baru")


def test_many_open_pages_that_nobody_sees_leave_room_for_the_one_that_is_seen(
    preview: Preview, open_tab: OpenTab
) -> None:
    hide = "Object.defineProperty(document, 'hidden', {get: () => window.unseen === true, configurable: true})"
    context = open_tab().page.context
    pages = []
    for _ in range(8):
        page = context.new_page()
        page.add_init_script(hide)
        with page.expect_request("**/.sitegen/events"):
            page.goto(f"{preview.address}id/a/")
        page.evaluate("window.unseen = true; document.dispatchEvent(new Event('visibilitychange'))")
        pages.append(page)
    preview.site.write("id", "a", "Judul Baru")
    preview.built(lambda built: built.changed > 0)
    assert pages[0].get_by_role("heading", level=1).inner_text() == "Judul A"
    pages[0].evaluate("window.unseen = false; document.dispatchEvent(new Event('visibilitychange'))")
    expect(pages[0].get_by_role("heading", level=1)).to_have_text("Judul Baru")
