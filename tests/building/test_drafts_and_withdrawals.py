"""Articles that are not published yet, or not any more."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from announcing import mentions, problems, robots
from commands import lines
from html_pages import all_of, alternates, headlines, one, parse, text
from sites import TRANSLATED, MakeSite, SiteFolder

from sitegen.preview.building import Builder
from sitegen.publishing.headers import redirects_file
from sitegen.publishing.redirects import site_redirects
from sitegen.settings.site import load_site

pytestmark = pytest.mark.slow

DAY = datetime.date(2022, 1, 3)


# Drafts


def test_a_draft_is_nowhere(make_site: MakeSite) -> None:
    site = make_site(untranslated="notice")
    site.pair("terbit", ("Terbit", "Published"), ("BACA JUGA: Rahasia", "READ ALSO: Secret"), date=DAY)
    site.pair("rahasia", ("Rahasia Besar", "Great Secret"), date=DAY, draft=True, tags=["rahasia-tag"])
    assert site.render().problems == ()
    for words in ("Rahasia Besar", "Great Secret", "rahasia-tag"):
        assert mentions(site, words) == []
    assert not [path for path in site.files() if "/rahasia/" in path]


def test_a_translation_can_be_a_draft_of_its_own(make_site: MakeSite) -> None:
    site = make_site()
    site.write("id", "kabar", "Kabar", date=DAY)
    site.write("en", "kabar", "Unfinished", draft=True, translation=dict(TRANSLATED))
    site.render()
    assert mentions(site, "Unfinished") == []
    assert "belum diterjemahkan" in text(parse(site.page("id/kabar/")))


def test_drafts_can_be_looked_at_beside_the_finished_site(make_site: MakeSite) -> None:
    site = make_site()
    site.pair("terbit", ("Terbit", "Published"), date=DAY)
    site.pair("rahasia", ("Rahasia Besar", "Great Secret"), date=DAY, draft=True)
    site.render()
    before = site.files()
    (line,) = lines(site.root, "render", "--drafts")
    folder = site.root / ".sitegen" / "drafts" / "public"
    assert line == f"Rendered    {len(list(folder.rglob('*.html')))} pages with drafts, in .sitegen/drafts/public"
    assert site.files() == before
    page = parse((folder / "en" / "rahasia" / "index.html").read_text(encoding="utf-8"))
    assert "Draft. This story is not published yet." in text(page)
    assert robots(page) == "noindex"
    assert "Great Secret" in headlines(parse((folder / "en" / "index.html").read_text(encoding="utf-8")))
    for name in ("en/feed.xml", "en/feed.json", "sitemap.xml"):
        assert "rahasia" not in (folder / name).read_text(encoding="utf-8")


def test_a_preview_with_drafts_builds_them_there_too(make_site: MakeSite) -> None:
    site = make_site()
    site.write("id", "rahasia", "Rahasia", draft=True)
    (built,) = Builder(load_site(site.root, drafts=True)).build(None)
    assert built.site.public == site.root.resolve() / ".sitegen" / "drafts" / "public"
    assert (built.site.public / "id" / "rahasia" / "index.html").is_file()
    assert not site.public.exists()


def test_an_article_that_is_no_draft_any_more_is_published(make_site: MakeSite) -> None:
    site = make_site()
    site.write("id", "kabar", "Kabar", draft=True)
    site.render()
    assert not (site.public / "id" / "kabar").exists()
    site.write("id", "kabar", "Kabar", draft=False)
    site.render()
    assert text(one(parse(site.page("id/kabar/")), "h1")) == "Kabar"


def test_a_translation_of_a_draft_is_not_a_draft_for_ever(tmp_path: Path) -> None:
    from fake_engine import BackwardEngine
    from sites import write_site

    from sitegen.translation.run import translate_site

    site = write_site(tmp_path / "site")
    site.write("id", "kabar", "Kabar", draft=True, aliases=["lama"])
    translate_site(site.site, BackwardEngine())
    written = (site.root / "content" / "en" / "kabar.md").read_text(encoding="utf-8")
    assert "draft" not in written
    assert "aliases" not in written
    assert site.render().problems == ()
    assert not (site.public / "en" / "kabar").exists()


# Withdrawn articles


@pytest.fixture
def withdrawn(make_site: MakeSite) -> SiteFolder:
    site = make_site(base_url="https://example.org/news/")
    site.pair("terbit", ("Terbit", "Published"), ("BACA JUGA: Nama Orang", "READ ALSO: A Name"), date=DAY)
    site.write("id", "nama-orang", "Nama Orang", "Isi.", date=DAY, withdrawn=True, withdrawn_reason='Salah "kutip".')
    site.write("en", "nama-orang", "Wrong Name", "Text.", date=DAY, translation=dict(TRANSLATED))
    assert site.render().problems == ()
    return site


def test_a_withdrawn_article_s_page_says_so_and_nothing_of_what_it_said(withdrawn: SiteFolder) -> None:
    page = parse(withdrawn.page("id/nama-orang/"))
    assert text(one(page, "h1")) == "Berita ini telah ditarik"
    assert "Salah “kutip”." in text(page)
    assert mentions(withdrawn, "Wrong Name") == []
    recommending = {path for path in mentions(withdrawn, "Nama Orang") if "/terbit/" in path or "/feed." in path}
    assert set(mentions(withdrawn, "Nama Orang")) == recommending  # the words of another article


def test_the_reason_is_in_the_page_s_language_or_marked(withdrawn: SiteFolder) -> None:
    (reason,) = all_of(one(parse(withdrawn.page("en/nama-orang/")), "main"), "p", lang="id")
    assert text(reason) == "Salah “kutip”."
    withdrawn.write(
        "en", "nama-orang", "Wrong Name", withdrawn_reason="It had a wrong quotation.", translation=dict(TRANSLATED)
    )
    assert withdrawn.render().problems == ()
    main = one(parse(withdrawn.page("en/nama-orang/")), "main")
    assert "It had a wrong quotation." in text(main)
    assert not all_of(main, "p", lang="id")


def test_it_is_in_no_list_feed_or_sitemap_and_search_engines_drop_it(withdrawn: SiteFolder) -> None:
    for lang in ("id", "en"):
        page = parse(withdrawn.page(f"{lang}/nama-orang/"))
        assert robots(page) == "noindex"
        assert alternates(page) == {}
    own = {f"{lang}/nama-orang/index.html" for lang in ("id", "en")}
    assert set(mentions(withdrawn, "nama-orang")) == own
    assert not (withdrawn.public / "id" / "nama-orang" / "parallel").exists()


def test_hosts_can_be_told_what_is_gone(withdrawn: SiteFolder) -> None:
    assert redirects_file(site_redirects(withdrawn.site)).decode().splitlines() == [
        f"/news/{lang}/nama-orang/ /news/{lang}/nama-orang/index.html 410!" for lang in ("en", "id")
    ]


# What counts only in the original


@pytest.mark.parametrize("key", ["withdrawn", "aliases"])
def test_what_counts_only_in_the_original_is_said_where_a_translation_has_it(make_site: MakeSite, key: str) -> None:
    site = make_site()
    site.write("id", "kabar", "Kabar")
    site.write("en", "kabar", "News", **{key: True if key == "withdrawn" else ["lama"]})
    (said,) = problems(site)
    assert f"{key}: counts only in the original, id/kabar.md; move it there" in said
    assert said.startswith("content/en/kabar.md:")
    assert text(one(parse(site.page("en/kabar/")), "h1")) == "News"


def test_a_reason_without_a_withdrawal_is_said(make_site: MakeSite) -> None:
    site = make_site()
    site.write("id", "kabar", "Kabar", withdrawn_reason="Salah.")
    (said,) = problems(site)
    assert "content/id/kabar.md:4: withdrawn_reason: the article is not withdrawn" in said
