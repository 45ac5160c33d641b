"""A build makes what has changed, and leaves alone what has not."""

from __future__ import annotations

import datetime
import os
import shutil
import sqlite3
import time
from pathlib import Path

import pytest
from sites import MakeSite, SiteFolder

import sitegen
from sitegen.building.incremental import environment, sources
from sitegen.building.incremental.cache import RECORD
from sitegen.building.incremental.inputs import Options, RenderResult
from sitegen.building.site import render_site
from sitegen.errors import SitegenError
from sitegen.storage.manifest import MANIFEST

pytestmark = pytest.mark.slow

STORIES = 6


@pytest.fixture
def site(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> SiteFolder:
    """A finished site: six stories on as many days, three on a page, two of them about football."""
    monkeypatch.setattr(sources, "RECENT", 1_000_000)
    made = make_site(search=False, articles_per_page=3, articles_in_feed=2)
    for number in range(STORIES):
        tags = ["bola"] if number in {1, 2} else []
        bodies = (f"Satu {number}.\n\nDua {number}.", f"One {number}.\n\nTwo {number}.")
        day = datetime.date(2022, 1, 1 + number)
        made.pair(f"kabar-{number}", (f"Kabar {number}", f"News {number}"), bodies, date=day, tags=tags)
    assert made.render().problems == ()
    return made


def render(site: SiteFolder) -> RenderResult:
    time.sleep(0.01)  # more than a tick of the file system's clock
    return render_site(site.site)


def stamps(site: SiteFolder) -> dict[str, int]:
    """When each file of the finished site was written."""
    files = (path for path in site.public.rglob("*") if path.is_file())
    return {path.relative_to(site.public).as_posix(): path.stat().st_mtime_ns for path in files}


def written(site: SiteFolder, before: dict[str, int]) -> set[str]:
    """The files that were written since, but for the manifest, which lists them all."""
    return {path for path, stamp in stamps(site).items() if before.get(path) != stamp and path != MANIFEST}


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def story(site: SiteFolder, lang: str, number: int) -> Path:
    return site.root / "content" / lang / f"kabar-{number}.md"


def own_pages(*numbers: int) -> set[str]:
    return {
        f"{lang}/kabar-{number}/{page}index.html"
        for number in numbers
        for lang in ("id", "en")
        for page in ("", "parallel/")
    }


# What is made


def test_nothing_is_made_where_nothing_has_changed(site: SiteFolder) -> None:
    before = stamps(site)
    result = render(site)
    assert (result.made, result.written, result.removed) == (0, 0, 0)
    assert result.pages > 20
    assert written(site, before) == set()


def test_a_changed_sentence_makes_the_pages_of_its_story_only(site: SiteFolder) -> None:
    replace(story(site, "id", 0), "Dua 0.", "Tiga 0.")
    assert render(site).made == len(own_pages(0))
    assert "Tiga 0." in site.page("id/kabar-0/")


def test_a_changed_sentence_of_a_new_story_makes_its_feeds_too(site: SiteFolder) -> None:
    before = stamps(site)
    replace(story(site, "en", 5), "Two 5.", "Three 5.")
    render(site)
    assert written(site, before) <= own_pages(5) | {"en/feed.xml", "en/feed.json"}
    assert "Three 5." in site.page("en/feed.xml")


def test_a_changed_sentence_makes_the_feeds_of_its_tags_too(site: SiteFolder) -> None:
    before = stamps(site)
    replace(story(site, "en", 2), "Two 2.", "Three 2.")
    assert render(site).made == len(own_pages(2)) + 2
    assert written(site, before) <= own_pages(2) | {"en/tag/bola/feed.xml"}
    assert "Three 2." in site.page("en/tag/bola/feed.xml")
    assert "Three 2." not in site.page("en/feed.xml")


def test_a_tag_s_feed_goes_with_the_tag(site: SiteFolder) -> None:
    for number in (1, 2):
        for lang in ("id", "en"):
            replace(story(site, lang, number), "- bola\n", "- sepakbola\n")
        assert ("en/tag/bola/feed.xml" in render_and_list(site)) == (number == 1)
    assert "News 1" in site.page("en/tag/sepakbola/feed.xml")


def render_and_list(site: SiteFolder) -> set[str]:
    assert render(site).problems == ()
    return set(stamps(site))


def test_a_changed_headline_makes_the_pages_that_show_it(site: SiteFolder) -> None:
    before = stamps(site)
    replace(story(site, "en", 1), "News 1", "Football")
    render(site)
    beside = {"en/kabar-0/index.html", "en/kabar-2/index.html"}  # the stories before and after it
    lists = {"en/page/2/index.html", "en/tag/bola/index.html", "en/tag/bola/feed.xml", "en/archive/2022/index.html"}
    months = {"en/archive/2022/01/page/2/index.html"}
    own = own_pages(1) - {"id/kabar-1/index.html"}
    assert written(site, before) == own | beside | lists | months


def test_the_day_of_a_change_makes_the_sitemap(site: SiteFolder) -> None:
    replace(story(site, "id", 0), "title: Kabar 0", "title: Kabar 0\nupdated: 2022-02-01")
    assert render(site).published
    assert site.files()["sitemap.xml"].count(b"<lastmod>2022-02-01") > 0


def test_a_new_story_makes_the_lists_and_its_neighbours(site: SiteFolder) -> None:
    before = stamps(site)
    site.pair("kabar-6", ("Kabar 6", "News 6"), date=datetime.date(2022, 1, 7))
    render(site)
    new = written(site, before)
    assert {"id/index.html", "id/feed.xml", "sitemap.xml", "id/kabar-5/index.html"} | own_pages(6) <= new
    assert not new & own_pages(0, 1, 2, 3)


def test_a_file_that_is_only_touched_makes_nothing(site: SiteFolder) -> None:
    story(site, "id", 0).touch()
    assert render(site).made == 0


def test_a_template_makes_the_pages_that_use_it(site: SiteFolder) -> None:
    templates = site.root / "themes" / "dasar" / "templates"
    templates.mkdir(parents=True)
    shipped = Path(__file__).parents[2] / "themes" / "dasar" / "templates"
    (templates / "archive.html").write_text((shipped / "archive.html").read_text().replace("<h1", "<hr><h1"))
    before = stamps(site)
    assert render(site).made == 2
    assert written(site, before) == {"id/archive/index.html", "en/archive/index.html"}


def test_a_word_of_the_theme_makes_the_pages_in_its_language(site: SiteFolder) -> None:
    words = site.root / "themes" / "harian" / "locales" / "en" / "LC_MESSAGES" / "messages.po"
    words.parent.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    words.write_text(f'{head}msgid "All stories"\nmsgstr "Every story"\n')
    before = stamps(site)
    render(site)
    assert "en/kabar-0/index.html" in written(site, before)
    assert not [path for path in written(site, before) if path.startswith("id/")]


def test_a_setting_makes_every_page(site: SiteFolder) -> None:
    replace(site.root / "site.toml", "News Mirror", "Mirror")
    result = render(site)
    assert result.made >= result.pages


def test_another_version_of_the_program_makes_every_page(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "_program", lambda: "another")
    before = stamps(site)
    result = render(site)
    assert result.made >= result.pages
    assert written(site, before) == set()


def test_the_program_is_the_code_and_data_of_all_its_parts() -> None:
    package = Path(sitegen.__file__).parent
    found = {path.relative_to(package).as_posix() for path in environment.program_files()}
    code = {path.relative_to(package).as_posix() for path in package.rglob("*.py")}
    assert found > code > {"building/build.py", "content/store.py", "rendering/page.py"}
    assert "settings/house_styles.toml" in found


# What is lost


def test_without_its_record_a_build_makes_everything_and_writes_nothing(site: SiteFolder) -> None:
    (site.root / ".sitegen" / RECORD).unlink()
    before = stamps(site)
    result = render(site)
    assert result.made >= result.pages
    assert result.problems == ()
    assert written(site, before) == set()


@pytest.mark.parametrize("table", ["note", "pair", "file"])
def test_a_record_of_which_nothing_can_be_understood_costs_a_full_build(site: SiteFolder, table: str) -> None:
    column = {"note": "value", "pair": "summary", "file": "fingerprint"}[table]
    with sqlite3.connect(site.root / ".sitegen" / RECORD) as connection:
        connection.execute(f"UPDATE {table} SET {column} = 'nonsense'")  # noqa: S608
    replace(story(site, "id", 0), "Dua 0.", "Tiga 0.")
    clean = SiteFolder(site.root.with_name("clean"))
    shutil.copytree(site.root, clean.root, ignore=shutil.ignore_patterns("public", ".sitegen"))
    assert render(site).problems == clean.render().problems == ()
    assert site.files() == clean.files()


def test_a_page_that_somebody_changed_or_removed_is_made_again(site: SiteFolder) -> None:
    files = site.files()
    (site.public / "id" / "kabar-0" / "index.html").write_text("Somebody was here.")
    (site.public / "id" / "kabar-1" / "index.html").unlink()
    result = render(site)
    assert site.files() == files
    assert result.written == 2


def test_a_content_folder_that_is_gone_is_an_empty_site(site: SiteFolder) -> None:
    shutil.rmtree(site.root / "content")
    render(site)
    assert not (site.public / "id" / "kabar-0").exists()
    assert (site.public / "id" / "index.html").exists()


# What sitegen did not make


@pytest.mark.parametrize("edited", [False, True])
def test_files_of_others_go_only_where_that_is_asked_for(site: SiteFolder, edited: bool) -> None:
    own = site.public / "verification.html"
    own.write_text("mine")
    if edited:
        replace(story(site, "id", 0), "Dua 0.", "Tiga 0.")
    render(site)
    assert own.read_text() == "mine"
    if edited:
        replace(story(site, "id", 0), "Tiga 0.", "Empat 0.")
    files = site.files().keys() - {"verification.html"}
    result = render_site(site.site, Options(clean=True))
    assert result.removed == 1
    assert site.files().keys() == files


# Several processes


def test_a_process_that_is_ended_from_outside_is_said(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    from sitegen.building.processes import pool, workers

    monkeypatch.setattr(pool, "MUCH", 1)
    monkeypatch.setattr(workers, "_read", end_this_process)
    for number in range(STORIES):
        replace(story(site, "id", number), f"Dua {number}.", "Tiga.")
    files = site.files()
    with pytest.raises(SitegenError, match=r"a process that works on pages was ended from outside; .* with --jobs 1"):
        render(site)
    assert site.files() == files


def end_this_process(*_: object) -> list[object]:
    os._exit(9)


def test_many_processes_make_the_same_site_as_one(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    from sitegen.building.processes import pool

    made = []
    for jobs in (1, 2):
        monkeypatch.setattr(pool, "MUCH", 1 if jobs > 1 else 10_000)
        site = make_site(f"site-{jobs}", search=False)
        for number in range(30):
            site.pair(f"kabar-{number}", (f"Kabar {number}", f"News {number}"), tags=["bola"])
        assert render_site(site.site, Options(jobs=jobs)).problems == ()
        made.append(site.files())
    assert made[0] == made[1]
