"""An error in an article keeps its last good pages in place, until it is mended; other pages go on."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from previewing import Preview, previewing
from sites import MakeSite, SiteFolder

from sitegen.building.incremental.inputs import Options
from sitegen.building.site import render_site

pytestmark = pytest.mark.slow

DAY = datetime.date(2022, 1, 3)
BROKEN = {
    "two colons": "title: A: B",
    "an open quote": "title: 'Rusak",
    "no list": "tags: Politik",
    "no date": "date: kemarin",
}


@pytest.fixture
def site(make_site: MakeSite) -> SiteFolder:
    site = make_site(search=False)
    for slug, title in (("a", "A"), ("b", "B")):
        site.pair(slug, (f"Judul {title}", f"Title {title}"), date=DAY, tags=["Politik"])
    return site


@pytest.fixture
def preview(site: SiteFolder) -> Iterator[Preview]:
    with previewing(site) as preview:
        yield preview


def file(site: SiteFolder, lang: str, slug: str) -> Path:
    return site.root / "content" / lang / f"{slug}.md"


def break_it(preview: Preview, lang: str, slug: str, line: str = "title: A: B") -> None:
    """Put a line into an article's front matter in the place of its title, and wait for the build that sees it."""
    path = file(preview.site, lang, slug)
    text = path.read_text(encoding="utf-8")
    (title,) = [found for found in text.splitlines() if found.startswith("title: ")]
    path.write_text(text.replace(title, line), encoding="utf-8")
    preview.built(lambda built: any(problem.path == path for problem in built.problems))


@pytest.mark.parametrize("line", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_last_good_pages_stay_with_the_error_over_them(preview: Preview, lang: str, line: str) -> None:
    pages = (
        "/id/a/",
        "/en/a/",
        "/id/a/parallel/",
        "/id/",
        "/en/tag/politik/",
        "/id/tag/politik/feed.xml",
        "/en/feed.xml",
    )
    before = [preview.ask(path).page for path in pages]
    break_it(preview, lang, "a", line)
    assert [preview.ask(path).page for path in pages] == before
    assert b"preview.js" in preview.ask("/id/a/").body, "which says what is wrong, over the page"
    with preview.events() as events:
        said = next(events)["problems"]
    (problem,) = [problem for problem in said if problem["place"].startswith(f"content/{lang}/a.md")]
    assert problem["severity"] == "error"


def test_other_pages_go_on_around_it(preview: Preview) -> None:
    break_it(preview, "id", "a")
    preview.site.write("id", "b", "Judul Baru", date=DAY)
    preview.shows("/id/b/", "Judul Baru")
    preview.site.pair("c", ("Judul C", "Title C"), date=DAY)
    preview.shows("/id/", "Judul C")
    assert "Judul A" in preview.ask("/id/a/").page
    assert "Judul A" in preview.ask("/id/").page


def test_a_mended_article_is_shown_at_once(preview: Preview) -> None:
    break_it(preview, "id", "a")
    preview.site.write("id", "a", "Judul Baru", "Kalimat baru.", date=DAY, tags=["Politik"])
    preview.built(lambda built: not built.problems)
    assert "Kalimat baru." in preview.ask("/id/a/").page
    assert "Judul Baru" in preview.ask("/id/").page


def test_an_article_that_is_taken_back_goes_although_its_translation_has_an_error(preview: Preview) -> None:
    break_it(preview, "en", "a")
    preview.site.write("id", "a", "Judul A", date=DAY, draft=True)
    preview.built(lambda _: preview.ask("/id/a/").status == 404)
    assert preview.ask("/en/a/").status == 404


def test_a_deleted_article_goes_although_it_had_an_error(preview: Preview) -> None:
    break_it(preview, "id", "a")
    for lang in ("id", "en"):
        file(preview.site, lang, "a").unlink()
    preview.built(lambda _: preview.ask("/id/a/").status == 404)
    assert "Judul A" not in preview.ask("/id/").page


def test_the_last_good_page_is_still_known_to_the_next_preview(preview: Preview, site: SiteFolder) -> None:
    break_it(preview, "id", "a")
    with previewing(site) as another:
        assert "Judul A" in another.ask("/id/a/").page
        assert another.builder.board.now.problems


def test_an_article_that_was_never_good_has_no_page(make_site: MakeSite) -> None:
    site = make_site(search=False)
    file(site, "id", "a").parent.mkdir(parents=True)
    file(site, "id", "a").write_text("---\ntitle: A: B\nlang: id\n---\n\nSatu.\n", encoding="utf-8")
    with previewing(site) as preview:
        assert preview.ask("/id/a/").status == 404


# The same without a server: what a build leaves is what the next one needs


def keep_last_good(site: SiteFolder) -> None:
    assert render_site(site.site, Options(keep_going=True, last_good=True)).published


def test_a_build_that_is_not_a_preview_s_goes_by_the_files_alone(site: SiteFolder) -> None:
    site.render()
    file(site, "id", "a").write_text("---\ntitle: A: B\n---\n", encoding="utf-8")
    keep_last_good(site)
    before = site.files()
    assert "id/a/index.html" in before
    assert "content/id/a.md" in site.refused()
    assert site.files() == before
    assert site.render().published
    assert not [path for path in site.files() if "/a/" in path]


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("around", [False, True], ids=["alone", "with an edit beside it"])
def test_what_is_made_once_it_is_mended_is_what_a_build_from_nothing_makes(
    site: SiteFolder, make_site: MakeSite, lang: str, around: bool
) -> None:
    site.render()
    good = file(site, lang, "a").read_bytes()
    file(site, lang, "a").write_text("---\ntitle: A: B\n---\n", encoding="utf-8")
    keep_last_good(site)
    if around:
        site.pair("b", ("Judul Lain", "Other Title"), date=DAY, tags=["Politik", "Kopi"])
        keep_last_good(site)
    file(site, lang, "a").write_bytes(good)
    keep_last_good(site)
    fresh = make_site("fresh", search=False)
    for path in sorted((site.root / "content").rglob("*.md")):
        copy = fresh.root / path.relative_to(site.root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    fresh.render()
    assert site.files() == fresh.files()
