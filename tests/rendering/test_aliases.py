"""Articles with a new slug: their old addresses lead to the new ones."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest
from announcing import canonical, problems, robots
from browsing import OpenTab, needs_chromium, serving
from html_pages import headlines, one, parse, text
from sites import TRANSLATED, MakeSite


def redirect(page: Element) -> str:
    return one(page, "meta", http_equiv="refresh").get("content", "")


def test_an_old_address_leads_to_the_new_one_in_both_languages(make_site: MakeSite) -> None:
    site = make_site(base_url="https://example.org/news/")
    site.write("id", "baru", "Baru", aliases=["lama", "lebih-lama"])
    site.write("en", "baru", "New", translation=dict(TRANSLATED))
    assert site.render().problems == ()
    for lang, title in (("id", "Berita ini telah dipindahkan"), ("en", "This story has moved")):
        for slug in ("lama", "lebih-lama"):
            page = parse(site.page(f"{lang}/{slug}/"))
            assert redirect(page) == f"0; url=/news/{lang}/baru/"
            assert canonical(page) == f"https://example.org/news/{lang}/baru/"
            assert robots(page) == "noindex"
            assert page.get("lang") == lang
            assert text(one(page, "h1")) == title
            assert one(page, "a").get("href") == f"/news/{lang}/baru/"
            assert len(site.page(f"{lang}/{slug}/")) < 1500
    assert "lama" not in site.files()["sitemap.xml"].decode() + site.page("id/")


def test_an_old_address_leads_to_the_original_where_there_is_no_translation(make_site: MakeSite) -> None:
    site = make_site()
    site.write("id", "baru", "Baru", aliases=["lama"])
    site.render()
    page = parse(site.page("en/lama/"))
    assert redirect(page) == "0; url=/id/baru/"
    assert one(page, "a").get("hreflang") == "id"


def test_an_old_address_leads_to_the_page_of_a_withdrawn_article_too(make_site: MakeSite) -> None:
    site = make_site()
    site.write("id", "baru", "Baru", aliases=["lama"], withdrawn=True)
    site.render()
    assert redirect(parse(site.page("en/lama/"))) == "0; url=/en/baru/"


@pytest.mark.parametrize(
    ("aliases", "message"),
    [
        (["lama", "ada"], "content/id/kabar.md:3: aliases: 'ada' is the slug of another article, id/ada.md"),
        (["draf"], "content/id/kabar.md:2: aliases: 'draf' is the slug of another article, id/draf.md"),
        (["Lama"], "content/id/kabar.md:2: aliases.0: use at most 100 small letters"),
        (["lama", "lama"], "content/id/kabar.md:3: aliases.1: 'lama' stands twice"),
        (["kabar"], "content/id/kabar.md:2: aliases.0: 'kabar' is the article's own slug"),
        (["search"], "content/id/kabar.md:2: aliases.0: 'search' is the address of a page of the site itself"),
        (["../x"], "content/id/kabar.md:2: aliases.0: use at most 100 small letters"),
        ("lama", "content/id/kabar.md:2: aliases: "),
    ],
)
def test_an_alias_that_cannot_be_is_an_error_with_file_and_line(
    make_site: MakeSite, aliases: object, message: str
) -> None:
    site = make_site()
    path = site.write("id", "kabar", "Kabar", aliases=aliases)
    as_list = "".join(f"\n- {alias}" for alias in aliases) if isinstance(aliases, list) else f" {aliases}"
    first = 1 if isinstance(aliases, list) else 0
    path.write_text(f"---\naliases:{as_list}\ntitle: Kabar\nlang: id\n---\nSatu.\n", encoding="utf-8")
    site.write("id", "ada", "Ada")
    site.write("id", "draf", "Draf", draft=True)
    (said,) = problems(site)
    place, _, rest = message.partition(": ")
    file, _, line = place.rpartition(":")
    assert said.startswith(f"{file}:{int(line) + first}: {rest}")
    assert "Ada" in headlines(parse(site.page("id/")))
    assert text(one(parse(site.page("id/ada/")), "h1")) == "Ada"


def test_an_alias_in_two_articles_is_an_error(make_site: MakeSite) -> None:
    site = make_site()
    site.write("id", "a", "A", aliases=["lama"])
    site.write("id", "b", "B", aliases=["lama"])
    (said,) = problems(site)
    assert said == "content/id/b.md:3: aliases: 'lama' stands in id/a.md too; remove it from one of them"
    assert redirect(parse(site.page("id/lama/"))) == "0; url=/id/a/"


@needs_chromium
def test_a_browser_follows_an_old_address(make_site: MakeSite, open_tab: OpenTab) -> None:
    site = make_site()
    site.pair("baru", ("Baru", "New"))
    site.write("id", "baru", "Baru", aliases=["lama"])
    site.render()
    with serving(site.public) as address:
        page = open_tab().page
        page.goto(f"{address}/en/lama/")
        page.wait_for_url(f"{address}/en/baru/")
        assert page.locator("h1").inner_text() == "New"
