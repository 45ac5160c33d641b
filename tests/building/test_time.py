"""Dates with a time: the order of stories, those that are not due yet, and what was changed or corrected later."""

from __future__ import annotations

import datetime
import json
import re

import pytest
from commands import lines, run
from sites import MakeSite, SiteFolder

from sitegen.building.incremental.inputs import Options, RenderResult
from sitegen.building.site import render_site

pytestmark = pytest.mark.slow

NOON = datetime.datetime(2022, 1, 3, 5, tzinfo=datetime.UTC)  # in Jakarta


def build(site: SiteFolder, now: datetime.datetime = NOON) -> RenderResult:
    return render_site(site.site, Options(now=now))


def story(site: SiteFolder, slug: str, date: str, **front: object) -> None:
    for lang in ("id", "en"):
        path = site.write(lang, slug, f"{slug} {lang}", "Satu.", **front)
        path.write_text(path.read_text(encoding="utf-8").replace("lang:", f"date: {date}\nlang:", 1), encoding="utf-8")


def mentions(site: SiteFolder, word: str) -> list[str]:
    return [name for name, data in site.files().items() if word in name or word.encode() in data]


def test_stories_of_one_day_are_in_the_order_of_time(make_site: MakeSite) -> None:
    site = make_site()
    story(site, "pagi", "2022-01-02 08:00")
    story(site, "malam", "2022-01-02 20:30 WIB")
    story(site, "sore", "2022-01-02T18:00:00+09:00")  # 16:00 in Jakarta
    story(site, "tanpa-jam", "2022-01-02")
    story(site, "kemarin", "2022-01-01 23:59")
    build(site)
    found = re.findall(r'<h2 class="headline"><a href="/id/([a-z-]+)/', site.page("id/"))
    assert found == ["malam", "sore", "pagi", "tanpa-jam", "kemarin"]
    feed = json.loads((site.public / "id" / "feed.json").read_text(encoding="utf-8"))
    assert [item["date_published"] for item in feed["items"]] == [
        "2022-01-02T20:30:00+07:00",
        "2022-01-02T18:00:00+09:00",
        "2022-01-02T08:00:00+07:00",
        "2022-01-02T00:00:00+07:00",
        "2022-01-01T23:59:00+07:00",
    ]
    page = site.page("id/malam/")
    assert '<time datetime="2022-01-02T20:30:00+07:00">Minggu, 2 Januari 2022, 20.30 WIB</time>' in page
    assert '"datePublished":"2022-01-02T20:30:00+07:00"' in page
    assert "8:30\N{NARROW NO-BREAK SPACE}PM WIB" in site.page("en/malam/")


@pytest.mark.parametrize("date", ["2022-01-03 12:01", "2022-01-03T12:01+07:00", "2022-01-04", "2022-01-03 14:02 WIT"])
def test_a_story_is_held_back_until_it_is_due(make_site: MakeSite, date: str) -> None:
    site = make_site()
    story(site, "lama", "2022-01-03 12:00")
    story(site, "embargo", date, aliases=["alamat-lama"])
    result = build(site)
    assert [slug for _, slug in result.held] == ["embargo"]
    assert mentions(site, "embargo") == mentions(site, "alamat-lama") == []
    assert mentions(site, "lama id")


def test_a_story_appears_when_it_is_due_although_no_file_has_changed(make_site: MakeSite) -> None:
    site = make_site()
    story(site, "lama", "2022-01-01")
    story(site, "embargo", "2022-01-04 06:00")
    build(site)
    due = datetime.datetime(2022, 1, 3, 23, tzinfo=datetime.UTC)
    again = build(site, due - datetime.timedelta(seconds=1))
    assert again.held == ((due, "embargo"),)
    assert again.written == 0
    assert build(site, due).held == ()
    assert "embargo id" in site.page("id/")
    fresh = {name: data for name, data in site.files().items() if "pagefind" not in name}
    other = make_site("other")
    story(other, "lama", "2022-01-01")
    story(other, "embargo", "2022-01-04 06:00")
    build(other, due + datetime.timedelta(days=700))
    later = {name: data for name, data in other.files().items() if "pagefind" not in name}
    assert later == fresh, "no page has a clock"


def test_a_clock_that_goes_back_takes_a_story_back(make_site: MakeSite) -> None:
    site = make_site()
    story(site, "lama", "2022-01-01")
    story(site, "embargo", "2022-01-03")
    build(site)
    assert mentions(site, "embargo")
    build(site, NOON - datetime.timedelta(days=1))
    assert mentions(site, "embargo") == []
    assert mentions(site, "lama id")


def test_a_site_can_publish_what_is_dated_later(make_site: MakeSite) -> None:
    site = make_site(future="publish")
    story(site, "besok", "2022-01-04")
    assert build(site).held == ()
    assert mentions(site, "besok")


def test_a_translation_that_is_due_later_is_held_back_alone(make_site: MakeSite) -> None:
    site = make_site()
    site.write("id", "gempa", "Gempa", date=datetime.date(2022, 1, 1))
    site.write("en", "gempa", "Quake", date=datetime.date(2022, 1, 9))
    assert [slug for _, slug in build(site).held] == ["gempa"]
    assert (site.public / "id" / "gempa").is_dir()
    assert not (site.public / "en" / "gempa").exists()


def test_the_build_says_when_the_next_is_due_and_the_preview_of_drafts_shows_it(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOON.timestamp())))
    site = make_site()
    story(site, "lama", "2022-01-01")
    story(site, "lusa", "2022-01-05")
    story(site, "besok", "2022-01-04 10:00")
    said = lines(site.root, "render")
    next_one = "the next is besok, at 2022-01-04 10:00 Asia/Jakarta"
    assert said[-1] == f"Held back   2 articles until due; {next_one}: build again then"
    assert run(site.root, "render", "--drafts").exit_code == 0
    page = (site.root / ".sitegen" / "drafts" / "public" / "id" / "besok" / "index.html").read_text(encoding="utf-8")
    assert "besok id" in page
    assert "Draf." in page


def test_a_clock_that_is_no_number_is_an_error(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "kemarin")
    site = make_site()
    site.write("id", "lama")
    assert "SOURCE_DATE_EPOCH is 'kemarin'; set it to a number of seconds" in str(run(site.root, "render").exception)


def test_readers_feeds_and_search_engines_learn_of_a_change_and_a_correction(make_site: MakeSite) -> None:
    site = make_site()
    story(site, "gempa", "2022-01-01 10:00")
    story(site, "banjir", "2022-01-02")
    for lang, words in (("id", "Korban dua orang."), ("en", "Two were hurt.")):
        path = site.root / "content" / lang / "gempa.md"
        text = path.read_text(encoding="utf-8")
        more = f"updated: 2022-01-02 16:00 WIB\ncorrection: {words}\nlang:"
        path.write_text(text.replace("lang:", more, 1), encoding="utf-8")
    assert build(site).problems == ()
    page = site.page("id/gempa/")
    assert 'Diperbarui <time datetime="2022-01-02T16:00:00+07:00">2 Januari 2022, 16.00 WIB</time>' in page
    assert "<strong>Ralat.</strong> <span>Korban dua orang.</span>" in page
    assert "<strong>Correction.</strong> <span>Two were hurt.</span>" in site.page("en/gempa/")
    assert "Korban dua orang." in site.page("id/gempa/parallel/")
    assert '"dateModified":"2022-01-02T16:00:00+07:00"' in page
    assert '"correction":{"@type":"CorrectionComment","text":"Korban dua orang."}' in page
    assert 'content="2022-01-02T16:00:00+07:00"' in page
    atom = (site.public / "id" / "feed.xml").read_text(encoding="utf-8")
    assert "<published>2022-01-01T10:00:00+07:00</published>" in atom
    assert atom.count("<updated>2022-01-02T16:00:00+07:00</updated>") == 2, "of the entry and of the feed"
    sitemap = (site.public / "sitemap.xml").read_text(encoding="utf-8")
    assert sitemap.count("<lastmod>2022-01-02T16:00:00+07:00</lastmod>") == 4
    assert "Diperbarui" not in site.page("id/banjir/")


def test_until_a_correction_is_translated_its_original_words_are_shown(make_site: MakeSite) -> None:
    site = make_site()
    site.write("id", "gempa", "Gempa", correction="Korban dua orang.")
    site.write("en", "gempa", "Quake")
    build(site)
    assert '<span lang="id">Korban dua orang.</span>' in site.page("en/gempa/")
