"""The finished site in a real browser, from a plain static server, under ``/`` and under ``/news/``."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import Host, OpenTab, needs_chromium
from playwright.sync_api import Page
from sites import write_site

pytestmark = needs_chromium

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
ARTICLES = ["id/kabar/", "en/kabar/", "en/aneka/", "id/judul-panjang/", "id/baru/"]
PAGES = ["", "404.html", "id/", "en/", "id/page/2/", *ARTICLES]


def first_sentence_in_view(page: Page) -> str:
    script = """[...document.querySelectorAll(".sentence[id]")].find((sentence) =>
        sentence.getBoundingClientRect().bottom > document.querySelector("header").getBoundingClientRect().bottom).id"""
    return str(page.evaluate(script))


def is_in_view(page: Page, selector: str) -> bool:
    script = """(selector) => {
        const box = document.querySelector(selector).getBoundingClientRect();
        return box.top >= 0 && box.bottom <= innerHeight;
    }"""
    return bool(page.evaluate(script, selector))


# Opening


def test_every_page_opens_without_an_error_or_a_foreign_request(host: Host, open_tab: OpenTab) -> None:
    tab = open_tab()
    for path in PAGES:
        response = tab.page.goto(host.address + path)
        assert response is not None
        assert response.ok
        assert tab.page.locator("main").is_visible()


def test_an_article_needs_three_requests(root_host: Host, open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.page.goto(f"{root_host.address}id/kabar/")
    fetched = [address for address in tab.requests if not address.startswith("data:")]
    assert len(fetched) == 3


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_has_to_be_scrolled_sideways(root_host: Host, open_tab: OpenTab, width: int) -> None:
    tab = open_tab(viewport={"width": width, "height": 800})
    for path in PAGES:
        tab.page.goto(root_host.address + path)
        assert tab.page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_to_complain_of(root_host: Host, open_tab: OpenTab, scheme: Scheme) -> None:
    tab = open_tab(color_scheme=scheme)
    for path in PAGES:
        tab.page.goto(f"{root_host.address}{path}#s2")
        results = Axe().run(tab.page)
        assert results.response["passes"]
        assert results.violations_count == 0, f"{path}: {results.generate_report()}"


def test_dark_is_dark_and_light_is_light(root_host: Host, open_tab: OpenTab) -> None:
    def brightness(scheme: Scheme) -> int:
        page = open_tab(color_scheme=scheme).page
        page.goto(f"{root_host.address}id/kabar/")
        colour = str(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        return sum(int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(","))

    assert brightness("dark") < 150
    assert brightness("light") > 600


# Changing the language


def test_the_switch_lands_on_the_sentence_that_the_address_names(host: Host, open_tab: OpenTab) -> None:
    page = open_tab().page
    page.goto(f"{host.address}id/kabar/#s9")
    page.get_by_role("navigation", name="Bahasa").get_by_role("link", name="English").click()
    page.wait_for_url(f"{host.address}en/kabar/#s9")
    assert page.locator("#s9:target").inner_text().startswith("Sentence 5")
    assert is_in_view(page, "#s9")
    page.get_by_role("navigation", name="Language").get_by_role("link", name="Bahasa Indonesia").click()
    page.wait_for_url(f"{host.address}id/kabar/#s9")
    assert is_in_view(page, "#s9")


def test_the_switch_lands_on_the_sentence_that_is_read(root_host: Host, open_tab: OpenTab) -> None:
    page = open_tab().page
    page.goto(f"{root_host.address}id/kabar/#s3")
    page.locator("#s21").evaluate("element => element.scrollIntoView({block: 'start'})")
    reading = first_sentence_in_view(page)
    assert reading not in {"s1", "s3"}
    page.get_by_role("navigation", name="Bahasa").get_by_role("link", name="English").click()
    page.wait_for_url(f"{root_host.address}en/kabar/#{reading}")
    assert is_in_view(page, f"#{reading}")


def test_back_at_the_top_the_switch_lands_on_the_sentence_that_the_address_names(
    root_host: Host, open_tab: OpenTab
) -> None:
    page = open_tab().page
    page.goto(f"{root_host.address}id/kabar/#s21")
    page.evaluate("scrollTo(0, 0)")
    page.get_by_role("navigation", name="Bahasa").get_by_role("link", name="English").click()
    page.wait_for_url(f"{root_host.address}en/kabar/#s21")


def test_at_the_top_the_switch_lands_at_the_top(root_host: Host, open_tab: OpenTab) -> None:
    page = open_tab().page
    page.goto(f"{root_host.address}id/kabar/")
    page.get_by_role("navigation", name="Bahasa").get_by_role("link", name="English").click()
    page.wait_for_url(f"{root_host.address}en/kabar/")


def test_the_switch_works_from_the_keyboard(root_host: Host, open_tab: OpenTab) -> None:
    page = open_tab().page
    page.goto(f"{root_host.address}id/kabar/#s3")
    page.get_by_role("navigation", name="Bahasa").get_by_role("link", name="English").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{root_host.address}en/kabar/#s3")


def test_without_javascript_the_sentence_itself_leads_to_its_twin(host: Host, open_tab: OpenTab) -> None:
    page = open_tab(java_script_enabled=False).page
    page.goto(f"{host.address}id/kabar/#s9")
    twins = page.locator("a.twin:visible")
    assert twins.count() == 1
    assert twins.first.get_attribute("aria-label") == "English"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{host.address}en/kabar/#s9")
    assert page.locator("#s9:target").count() == 1


def test_without_javascript_the_front_door_opens(host: Host, open_tab: OpenTab) -> None:
    page = open_tab(java_script_enabled=False).page
    page.goto(host.address)
    page.get_by_role("link", name="Read in English").click()
    page.wait_for_url(f"{host.address}en/")


def test_the_front_door_marks_the_reader_s_language_and_stays_open(root_host: Host, open_tab: OpenTab) -> None:
    for locale, lang in (("en-GB", "en"), ("id-ID", "id")):
        page = open_tab(locale=locale).page
        page.goto(root_host.address)
        assert page.locator(".likely").get_attribute("lang") == lang
        assert page.url == root_host.address


def test_the_skip_link_is_the_first_stop_and_leads_to_the_text(root_host: Host, open_tab: OpenTab) -> None:
    page = open_tab().page
    page.goto(f"{root_host.address}id/kabar/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Langsung ke isi"
    assert is_in_view(page, ":focus")
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")


# Safety


def test_hostile_content_does_not_run(open_tab: OpenTab, tmp_path: Path, root_host: Host) -> None:
    run = "document.documentElement.dataset.ran=1"
    body = (
        f"<script>{run}</script>\n\n<img src=titik.png onload={run}>\n\nSatu <svg onload={run}> dua.\n\n"
        f"[tiga](javascript:{run}) <a href='java&#9;script:{run}'>empat</a>\n\n<details open ontoggle={run}>x</details>"
    )
    site = write_site(tmp_path / "hostile", base_url=root_host.site.site.base_url)
    site.pair("jahat", (f"</script><script>{run}</script>", f"<img src=x onerror={run}>"), (body, body))
    site.render()
    for lang in ("id", "en"):
        target = root_host.site.public / lang / "jahat" / "index.html"
        target.parent.mkdir(exist_ok=True)
        shutil.copy(site.public / lang / "jahat" / "index.html", target)
        shutil.copy(root_host.site.root / "content" / "id" / "titik.png", target.parent)
    page = open_tab().page
    for lang in ("id", "en"):
        page.goto(f"{root_host.address}{lang}/jahat/")
        for name in ("tiga", "empat"):
            page.get_by_text(name, exact=True).click()
        assert page.evaluate("document.documentElement.dataset.ran") is None
        assert page.url == f"{root_host.address}{lang}/jahat/"
