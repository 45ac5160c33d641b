"""Search: what the index holds, and the search page in a real browser, under ``/`` and under ``/news/``."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import Host, OpenTab, needs_chromium, serving
from html_pages import all_of, alternates, one, parse, text
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page
from search_index import fragments
from sites import MakeSite, SiteFolder, write_site

import sitegen.rendering.search.index
from sitegen.errors import SitegenError
from sitegen.rendering.search.index import count_of_parts, index_files, is_searched, make_index, part_of

pytestmark = pytest.mark.slow

Scheme = Literal["light", "dark"]

BODIES = (
    "Sejumlah warga berkumpul di alun-alun.\nMereka membicarakan panen kopi.\n\nBACA JUGA: Perahu Terbalik\n\n"
    "Polisi menyita persenjataan di pelabuhan.",
    "A number of residents met in the square.\nThey talked about the coffee harvest.\n\nBACA JUGA: A Boat Capsizes\n\n"
    "Police seized weapons in the harbour.",
)


def write_articles(site: SiteFolder) -> None:
    site.pair(
        "warga",
        ('Warga "Bersatu" <b> & Tenang', 'Residents "Unite" <b> & Stay Calm'),
        BODIES,
        date=datetime.date(2022, 1, 3),
        caption="Suasana di Semarang.",
        byline="mg/rs",
        tags=["Keamanan"],
    )
    site.pair("perahu", ("Perahu Terbalik", "A Boat Capsizes"), ("Tiga orang selamat.", "Three people survived."))
    site.write("id", "baru", "Berita Baru", "Gubernur berjanji <script>alert(1)</script> `<i>` segera.")
    for number in range(12):
        site.pair(f"nelayan-{number}", (f"Nelayan {number}", f"Fishermen {number}"), ("Ikan tuna.", "Some tuna fish."))


@pytest.fixture
def site(make_site: MakeSite) -> SiteFolder:
    site = make_site()
    write_articles(site)
    assert site.render().problems == ()
    return site


# The index


def test_each_article_is_found_in_each_of_its_languages_and_nothing_else_is(site: SiteFolder) -> None:
    slugs = ["perahu", "warga", *(f"nelayan-{number}" for number in range(12))]
    assert set(fragments(site, "id")) == {"/id/baru/", *(f"/id/{slug}/" for slug in slugs)}
    assert set(fragments(site, "en")) == {f"/en/{slug}/" for slug in slugs}


def test_the_index_holds_the_story_without_what_surrounds_it(site: SiteFolder) -> None:
    fragment = fragments(site, "en")["/en/warga/"]
    assert fragment["content"] == (
        "Suasana di Semarang. A number of residents met in the square. They talked about the coffee harvest. "
        "Police seized weapons in the harbour."
    )
    assert fragment["meta"] == {
        "title": "Residents “Unite” <b> & Stay Calm",
        "date": "January 3, 2022",
        "other": "/id/warga/",
        "parallel": "/en/warga/parallel/",
    }
    assert [anchor["id"] for anchor in fragment["anchors"]] == ["s1", "s2", "s4"]


def test_where_there_is_no_translation_none_is_offered(site: SiteFolder) -> None:
    assert fragments(site, "id")["/id/baru/"]["meta"] == {"title": "Berita Baru"}


def test_words_that_only_the_machine_s_doubt_adds_are_not_found(make_site: MakeSite) -> None:
    site = make_site()
    write_articles(site)
    translated = site.root / "content" / "en" / "warga.md"
    doubted = translated.read_text(encoding="utf-8").replace(
        "sentences: []", f"sentences: {json.dumps(doubtful(site))}"
    )
    translated.write_text(doubted, encoding="utf-8")
    site.render()
    assert "(rough)" in site.page("en/warga/")
    assert "(rough)" not in json.dumps(fragments(site, "en"))


def doubtful(site: SiteFolder) -> tuple[str, ...]:
    """The record of a translation in which the machine doubts every text."""
    from sitegen.content.front_matter.sentence_records import Entry, format_entries, short_digest, texts
    from sitegen.content.store import load_article

    articles = [load_article(site.root / "content" / lang / "warga.md", lang) for lang in ("id", "en")]
    pairs = zip(*(texts(article) for article in articles), strict=True)
    return format_entries(
        [Entry(short_digest(one), short_digest(other), ("number",)) if one else Entry() for one, other in pairs]
    )


def test_an_original_that_stands_in_is_found_only_as_itself(make_site: MakeSite) -> None:
    site = make_site(untranslated="notice")
    site.write("id", "baru", "Berita Baru", "Satu kalimat.")
    site.render()
    assert set(fragments(site, "id")) == {"/id/baru/"}
    assert fragments(site, "en") == {}


def test_the_same_pages_give_the_same_index(site: SiteFolder, make_site: MakeSite, tmp_path: Path) -> None:
    other = make_site("other")
    write_articles(other)
    other.render()
    assert index_of(other) == index_of(site)
    pages = {path: site.public / path for path, data in site.files().items() if is_searched(path, data)}
    indonesian = {path: file for path, file in reversed(pages.items()) if path.startswith("id/")}
    for number in range(5):  # Pagefind works on several pages at once, so that luck could hide a difference
        make_index("pagefind/id-1", indonesian, tmp_path / str(number))
        assert dict(index_files("pagefind/id-1", tmp_path / str(number))) == index_of(site, "id")


def index_of(site: SiteFolder, lang: str = "") -> dict[str, bytes]:
    return {path: data for path, data in site.files().items() if path.startswith(f"pagefind/{lang}")}


def edit_the_english(site: SiteFolder) -> None:
    path = site.root / "content" / "en" / "perahu.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Three", "Four"), encoding="utf-8")
    site.render()


def test_an_edit_takes_the_old_parts_of_the_index_away(site: SiteFolder) -> None:
    before = index_of(site)
    edit_the_english(site)
    after = index_of(site)
    assert len(after) == len(before)
    assert set(before) - set(after)


def test_an_edit_in_one_language_leaves_the_index_of_the_other_alone(site: SiteFolder) -> None:
    before = index_of(site, "id")
    edit_the_english(site)
    assert index_of(site, "id") == before


@pytest.mark.parametrize(
    ("articles", "parts"), [(0, 0), (1, 1), (800, 1), (801, 2), (1600, 2), (1601, 4), (10_000, 16), (10**6, 32)]
)
def test_an_index_has_more_parts_with_more_articles(articles: int, parts: int) -> None:
    assert count_of_parts(articles) == parts


PATHS = st.from_regex(r"(id|en|404|index)(/[a-z]{1,9}){0,2}\.html", fullmatch=True)


@given(st.sets(PATHS), st.tuples(st.integers(0, 8), st.integers(0, 8)))
def test_every_page_is_in_one_part_of_its_language(paths: set[str], counts: tuple[int, int]) -> None:
    for path in paths:
        lang, number = part_of(path, {"id": counts[0], "en": counts[1]}).removeprefix("pagefind/").split("-")
        assert 1 <= int(number) <= max(1, counts[lang == "en"])
        assert path.startswith("en/") == (lang == "en")


@pytest.fixture
def site_in_parts(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> SiteFolder:
    monkeypatch.setattr(sitegen.rendering.search.index, "PAGES_IN_A_PART", 5)
    site = make_site()
    write_articles(site)
    assert site.render().problems == ()
    return site


def test_a_large_index_is_made_in_parts_of_which_an_edit_changes_one(site_in_parts: SiteFolder) -> None:
    before = index_of(site_in_parts)
    assert {path.split("/")[1] for path in before} == {
        f"{lang}-{part}" for lang in ("id", "en") for part in range(1, 5)
    }
    assert len(fragments(site_in_parts, "id")) == 15
    edit_the_english(site_in_parts)
    after = index_of(site_in_parts)
    assert len({path.split("/")[1] for path in before.keys() ^ after.keys()}) == 1


def test_an_index_that_needs_fewer_parts_loses_the_others(site_in_parts: SiteFolder) -> None:
    for path in site_in_parts.root.glob("content/en/nelayan-*.md"):
        path.unlink()
    site_in_parts.render()
    assert {path.split("/")[1] for path in index_of(site_in_parts, "en")} == {"en-1"}
    assert set(fragments(site_in_parts, "en")) == {"/en/perahu/", "/en/warga/"}


@needs_chromium
def test_the_parts_of_an_index_are_searched_together(site_in_parts: SiteFolder, open_tab: OpenTab) -> None:
    with serving(site_in_parts.public) as address:
        page = open_tab().page
        page.goto(f"{address}/id/search/")
        search(page, "tuna")
        assert page.get_by_role("status").inner_text() == "Berita ditemukan: 12"
        page.get_by_role("button").last.click()
        page.locator(".results li").nth(11).wait_for()
        assert sorted(results(page)) == sorted(f"Nelayan {number}" for number in range(12))
        search(page, "kopi")
        page.locator(".results h2 a").click()
        page.wait_for_url(f"{address}/id/warga/#s2")


@needs_chromium
def test_in_a_language_without_stories_nothing_is_found(make_site: MakeSite, open_tab: OpenTab) -> None:
    site = make_site()
    site.write("id", "baru", "Berita Baru", "Satu kalimat.")
    site.render()
    with serving(site.public) as address:
        page = open_tab().page
        page.goto(f"{address}/en/search/")
        search(page, "kalimat")
        assert page.get_by_role("status").inner_text() == "Nothing was found for “kalimat”."


def test_nothing_is_published_that_no_page_needs(site: SiteFolder) -> None:
    programs = {path for path in index_of(site) if path.endswith((".js", ".css"))}
    names = ("pagefind.js", "pagefind-worker.js")
    assert programs == {f"pagefind/{lang}-1/{name}" for lang in ("id", "en") for name in names}


def test_a_site_without_articles_has_a_search_page_and_no_index(make_site: MakeSite) -> None:
    site = make_site()
    assert site.render().problems == ()
    assert index_of(site) == {}
    assert (site.public / "id" / "search" / "index.html").exists()


def test_the_search_can_be_switched_off(make_site: MakeSite) -> None:
    site = make_site(search=False)
    write_articles(site)
    site.render()
    assert index_of(site) == {}
    assert not (site.public / "id" / "search").exists()
    assert "/search/" not in site.page("id/")


@pytest.mark.parametrize("program", ["/nowhere/pagefind", "/bin/false"])
def test_an_index_that_cannot_be_made_is_said_with_the_way_out(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(sitegen.rendering.search.index, "get_executable", lambda: program)
    site = make_site()
    site.pair("a", ("A", "A"))
    with pytest.raises(SitegenError, match=r"the search index cannot be made: .*without one, set search = false"):
        site.render()


# The page


def test_the_search_page_is_in_both_languages(site: SiteFolder) -> None:
    page = parse(site.page("id/search/"))
    assert text(one(page, "h1")) == "Cari"
    assert text(one(page, "label")) == "Kata yang dicari"
    assert alternates(page) == {lang: f"http://localhost:8000/{lang}/search/" for lang in ("id", "en")}


def test_only_the_search_page_may_run_webassembly(site: SiteFolder) -> None:
    assert "'wasm-unsafe-eval'" in site.page("id/search/")
    for path in ("id/", "id/warga/", "id/archive/", "404.html"):
        assert "wasm-unsafe-eval" not in site.page(path)
        assert "pagefind.js" not in site.page(path)
        assert not [script for script in all_of(parse(site.page(path)), "script") if "search" in script.get("src", "")]


def made_site(root: Path, base_path: str) -> SiteFolder:
    site = write_site(root, base_url=f"https://example.org{base_path}")
    write_articles(site)
    site.render()
    return site


@pytest.fixture(scope="module", params=["/", "/news/"])
def searched(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """The site on a static host, at its root and in a folder of it."""
    folder = tmp_path_factory.mktemp("searched")
    site = made_site(folder / "site", request.param)
    served = site.public
    if request.param != "/":
        served = folder / "served"
        served.mkdir()
        (served / request.param.strip("/")).symlink_to(site.public)
    with serving(served) as address:
        yield Host(address + request.param, site)


def search(page: Page, words: str) -> None:
    """Type words as a reader does, and wait until the page has answered."""
    page.get_by_role("searchbox").fill(words)
    page.wait_for_function(
        """words => document.querySelector(".elsewhere a").textContent.includes(`“${words}”`)
            && !document.querySelector(".elsewhere").hidden""",
        arg=words,
    )


def results(page: Page) -> list[str]:
    return page.locator(".results h2").all_inner_texts()


@needs_chromium
@pytest.mark.parametrize(
    ("lang", "words", "status"), [("id", "kopi", "Berita ditemukan: 1"), ("en", "coffee", "Stories found: 1")]
)
def test_a_word_of_the_page_s_language_is_found_and_leads_to_its_sentence(
    searched: Host, open_tab: OpenTab, lang: str, words: str, status: str
) -> None:
    page = open_tab().page
    page.goto(f"{searched.address}{lang}/search/")
    search(page, words)
    assert page.get_by_role("status").inner_text() == status
    assert words in page.locator(".results mark").inner_text()
    page.locator(".results h2 a").click()
    page.wait_for_url(f"{searched.address}{lang}/warga/#s2")
    assert words in page.locator("#s2:target").inner_text()


@needs_chromium
@pytest.mark.parametrize(
    ("address", "link", "target"),
    [
        ("id/search/?q=senjata", "Dalam bahasa Inggris: Warga", "en/warga/#s4"),
        ("en/search/?q=weapon", "In Indonesian: Residents", "id/warga/#s4"),
        ("en/search/?q=weapon", "Side by side: Residents", "en/warga/parallel/#s4"),
    ],
)
def test_a_word_leads_to_the_same_sentence_in_the_other_language(
    searched: Host, open_tab: OpenTab, address: str, link: str, target: str
) -> None:
    page = open_tab().page
    page.goto(searched.address + address)  # with words in another form than the text has them
    page.get_by_role("link", name=link).click()
    page.wait_for_url(searched.address + target)


@needs_chromium
def test_a_word_that_is_not_found_can_be_looked_for_in_the_other_language(searched: Host, open_tab: OpenTab) -> None:
    page = open_tab().page
    page.goto(f"{searched.address}id/search/")
    search(page, "harvest")
    assert page.get_by_role("status").inner_text() == "Tidak ada hasil untuk “harvest”."
    assert results(page) == []
    page.get_by_role("link", name="Cari “harvest” dalam bahasa Inggris").click()
    page.wait_for_url(f"{searched.address}en/search/?q=harvest")
    page.locator(".results h2").wait_for()
    assert results(page) == ["Residents “Unite” <b> & Stay Calm"]
    assert page.get_by_role("searchbox").input_value() == "harvest"


@needs_chromium
def test_headlines_and_captions_are_found_too(searched: Host, open_tab: OpenTab) -> None:
    page = open_tab().page
    page.goto(f"{searched.address}id/search/")
    for words, title in (("Terbalik", "Perahu Terbalik"), ("Semarang", "Warga “Bersatu” <b> & Tenang")):
        search(page, words)
        assert results(page) == [title]
    assert "2022" in page.locator(".results .when").inner_text()


@needs_chromium
def test_what_an_article_says_in_angle_brackets_stays_text(searched: Host, open_tab: OpenTab) -> None:
    page = open_tab().page
    page.goto(f"{searched.address}id/search/?q=gubernur")
    page.locator(".results h2").wait_for()
    assert page.locator(".results .summary").inner_text() == "Gubernur berjanji <i> segera."
    assert page.locator(".results :is(i, b, script)").count() == 0


@needs_chromium
def test_a_word_in_the_address_is_text_too(searched: Host, open_tab: OpenTab) -> None:
    page = open_tab().page
    page.goto(f"{searched.address}en/search/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    page.locator(".elsewhere a").wait_for()
    assert page.locator("main img").count() == 0
    assert "<img src=x" in page.locator(".elsewhere").inner_text()


@needs_chromium
def test_many_results_come_in_portions_and_the_keyboard_goes_on_with_the_next(
    searched: Host, open_tab: OpenTab
) -> None:
    page = open_tab().page
    page.goto(f"{searched.address}en/search/")
    search(page, "tuna")
    assert page.get_by_role("status").inner_text() == "Stories found: 12"
    assert len(results(page)) == 10
    page.get_by_role("button", name="More results").focus()
    page.keyboard.press("Enter")
    page.locator(".results li").nth(11).wait_for()
    assert page.evaluate("document.activeElement.closest('li') === document.querySelectorAll('.results li')[10]")
    assert page.get_by_role("button", name="More results").count() == 0


@needs_chromium
def test_the_search_works_from_the_keyboard_alone(searched: Host, open_tab: OpenTab) -> None:
    page = open_tab().page
    page.goto(f"{searched.address}en/search/")
    assert page.evaluate("document.activeElement.id") == "query"
    page.keyboard.type("capsizes")
    page.keyboard.press("Enter")
    page.locator(".results h2").wait_for()
    for _ in range(3):  # the button, the search in the other language, the first result
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "A Boat Capsizes"
    page.keyboard.press("Enter")
    page.wait_for_url(f"{searched.address}en/perahu/")
    page.go_back()
    page.locator(".results h2").wait_for()
    assert page.get_by_role("searchbox").input_value() == "capsizes"


@needs_chromium
def test_an_emptied_field_empties_the_page(searched: Host, open_tab: OpenTab) -> None:
    page = open_tab().page
    page.goto(f"{searched.address}en/search/?q=tuna")
    page.locator(".results h2").first.wait_for()
    page.get_by_role("searchbox").fill("")
    page.locator(".results h2").first.wait_for(state="detached")
    assert page.get_by_role("status").inner_text() == ""
    assert page.url == f"{searched.address}en/search/"


@needs_chromium
def test_the_index_is_loaded_only_on_the_search_page_and_only_in_parts(searched: Host, open_tab: OpenTab) -> None:
    tab = open_tab()
    for path in ("en/", "en/warga/"):
        tab.page.goto(searched.address + path)
    assert not [address for address in tab.requests if "pagefind" in address or "search" in address]
    tab.page.goto(f"{searched.address}en/search/")
    search(tab.page, "coffee")
    loaded = [address for address in tab.requests if "/pagefind/" in address]
    assert all(address.startswith(f"{searched.address}pagefind/") for address in loaded)
    assert len([address for address in loaded if ".pf_fragment" in address]) == 1
    assert not [address for address in loaded if re.search(r"/(wasm\.id|id_)", address)]


@needs_chromium
def test_an_index_that_cannot_be_loaded_is_said_in_words(searched: Host, open_tab: OpenTab) -> None:
    tab = open_tab()
    tab.page.route("**/pagefind/**", lambda route: route.abort())
    tab.page.goto(f"{searched.address}id/search/?q=kopi")
    tab.page.get_by_text("Pencarian tidak dapat dimuat.").wait_for()
    tab.troubles.clear()  # the requests that were to fail
    tab.page.unroute("**/pagefind/**")


@needs_chromium
def test_without_javascript_the_page_says_so_and_leads_to_the_archive(searched: Host, open_tab: OpenTab) -> None:
    page = open_tab(java_script_enabled=False).page
    page.goto(f"{searched.address}id/search/")
    assert page.locator("noscript p").is_visible()
    assert "Pencarian memerlukan JavaScript." in page.locator("noscript p").inner_text()
    assert not page.locator("form").is_visible()
    page.locator("main").get_by_role("link", name="Arsip").click()
    page.wait_for_url(f"{searched.address}id/archive/")


@needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_complain_of(searched: Host, open_tab: OpenTab, scheme: Scheme) -> None:
    page = open_tab(color_scheme=scheme, viewport={"width": 390, "height": 800}).page
    paths = ["id/search/", "en/search/?q=tuna", "id/search/?q=harvest", "en/tag/", "en/tag/keamanan/"]
    for path in [*paths, "id/archive/", "id/archive/2022/", "id/archive/2022/01/", "en/archive/undated/", "en/warga/"]:
        page.goto(searched.address + path)
        if "?" in path:
            page.locator(".elsewhere a").wait_for()
        found = Axe().run(page)
        assert found.response["passes"]
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
