"""The preview builds again when something changes, says what is wrong, and never shows half of a page."""

from __future__ import annotations

import shutil
import threading
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fake_engine import BackwardEngine
from previewing import Preview, previewing
from sites import MakeSite, SiteFolder
from watchfiles.main import FileChange

from sitegen.errors import Problem
from sitegen.preview import building, watching
from sitegen.preview.building import Builder, Built
from sitegen.preview.error_page import error_page
from sitegen.preview.live import with_script
from sitegen.preview.status import Status
from sitegen.rendering.theme.folders import find_theme

pytestmark = pytest.mark.slow

CLIENTS = 50


@pytest.fixture
def preview(make_site: MakeSite) -> Iterator[Preview]:
    site = make_site(search=False)
    site.pair("a", ("Judul A", "Title A"))
    site.pair("b", ("Judul B", "Title B"))
    with previewing(site) as preview:
        yield preview


def own_template(site: SiteFolder, name: str) -> Path:
    """Give the site a copy of one of its theme's templates, and return its path."""
    shipped = find_theme(site.root, site.site.theme).find(f"templates/{name}")
    assert shipped
    copy = site.root / "themes" / site.site.theme / "templates" / name
    copy.parent.mkdir(parents=True)
    shutil.copy(shipped, copy)
    return copy


# Building again


def test_an_edit_is_shown(preview: Preview) -> None:
    with preview.events() as events:
        before = next(events)
        preview.site.write("id", "a", "Judul Baru")
        after = next(status for status in events if status["version"] != before["version"])
    assert after["problems"] == []
    assert "Judul Baru" in preview.ask("/id/a/").page
    assert "Judul Baru" in preview.ask("/id/").page


def test_what_changes_no_file_loads_no_page_again(preview: Preview) -> None:
    version = preview.builder.board.now.version
    article = preview.site.root / "content" / "id" / "a.md"
    article.write_bytes(article.read_bytes())
    assert preview.built().changed == 0
    assert preview.builder.board.now.version == version


def test_a_new_seed_becomes_an_article(preview: Preview) -> None:
    preview.site.site.seeds.mkdir()  # which was not there when watching began
    preview.built()
    seed = preview.site.site.seeds / "gempa.txt"
    seed.write_text("Gempa Guncang Cianjur\n\nSatu kalimat.\n", encoding="utf-8")
    preview.built(lambda built: built.changed > 0)
    assert "Satu kalimat." in preview.ask("/id/gempa-guncang-cianjur/").page


def test_a_removed_article_is_gone(preview: Preview) -> None:
    for lang in ("id", "en"):
        (preview.site.root / "content" / lang / "b.md").unlink()
    while preview.ask("/id/b/").status != 404 or preview.ask("/en/b/").status != 404:
        preview.built()


def test_the_settings_are_read_again_and_the_site_moves_with_them(preview: Preview) -> None:
    settings = preview.site.root / "site.toml"
    text = settings.read_text(encoding="utf-8").replace("News Mirror", "The Mirror")
    settings.write_text(f'base_url = "https://example.org/news/"\n{text}', encoding="utf-8")
    preview.built(lambda built: built.site.base_path == "/news/")
    assert "The Mirror" in preview.ask("/news/en/").page
    assert preview.ask("/").headers["location"] == "/news/"


def test_the_theme_is_watched(preview: Preview) -> None:
    template = own_template(preview.site, "article.html")
    preview.built()
    template.write_text("<!DOCTYPE html>\n<title>{{ page.title }}</title>\n<p>edited\n", encoding="utf-8")
    preview.shows("/id/a/", "<p>edited")


def test_a_finished_site_that_was_removed_comes_back(preview: Preview) -> None:
    shutil.rmtree(preview.site.public)
    preview.built(lambda built: built.changed > 0)
    assert preview.ask("/id/a/").status == 200


def test_files_of_editors_and_systems_are_not_looked_at(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[Path] = set()
    build = Builder.build

    def note(builder: Builder, changed: set[Path]) -> Iterator[Built]:
        seen.update(changed)
        return build(builder, changed)

    monkeypatch.setattr(Builder, "build", note)
    folder = preview.site.root / "content" / "id"
    for name in (".a.md.swp", "a.md~", "#a.md#", ".DS_Store", "x.tmp"):
        (folder / name).write_text("x", encoding="utf-8")
    preview.site.write("id", "a", "Judul Baru")
    preview.shows("/id/a/", "Judul Baru")
    assert seen == {folder / "a.md"}


def test_a_system_that_cannot_watch_is_said(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(*_: object, **__: object) -> AsyncIterator[set[FileChange]]:
        raise OSError("no watches are left")
        yield

    monkeypatch.setattr(watching, "awatch", refuse)
    with previewing(make_site(search=False)) as preview:
        built = preview.built(lambda built: bool(built.problems))
        assert "changes cannot be noticed: no watches are left; start the preview again" in str(built.problems[0])
        assert preview.ask("/id/").status == 200


# Translating


def test_an_edit_is_shown_before_it_is_translated(make_site: MakeSite) -> None:
    site = make_site(search=False)
    site.write("id", "a", "Judul", "Satu kalimat.")
    with previewing(site, make_engine=lambda _: BackwardEngine()) as preview:
        preview.shows("/en/a/", "UTAS")
        site.write("id", "a", "Judul", "Dua kalimat.")
        first = preview.built(lambda built: built.changed > 0)
        assert first.pages is not None
        preview.shows("/en/a/", "AUD")


def test_without_being_asked_nothing_is_translated(preview: Preview) -> None:
    preview.site.write("id", "c", "Judul C", "Satu kalimat.")
    preview.built(lambda built: built.changed > 0)
    assert preview.ask("/id/c/").status == 200
    assert not (preview.site.root / "content" / "en" / "c.md").exists()


# What is wrong


def test_a_mistake_is_said_with_its_place_and_the_last_good_page_stays(preview: Preview) -> None:
    article = preview.site.root / "site.toml"
    good = article.read_text(encoding="utf-8")
    with preview.events() as events:
        first = next(events)
        article.write_text(good.replace("[title]", "colour = 1\n[title]"), encoding="utf-8")
        broken = next(status for status in events if status["problems"])
        assert broken["version"] == first["version"]
        (problem,) = broken["problems"]
        line = good[: good.index("[title]")].count("\n") + 1
        assert (problem["place"], problem["severity"]) == (f"site.toml:{line}", "error")
        assert "colour" in problem["message"]
        assert "Judul A" in preview.ask("/id/a/").page
        article.write_text(good, encoding="utf-8")
        assert next(status for status in events if not status["problems"])


def test_a_broken_article_is_said_and_the_others_go_on(preview: Preview) -> None:
    article = preview.site.root / "content" / "id" / "b.md"
    article.write_text("---\ntitle: 'Rusak\nlang: id\n---\n\nTeks.\n", encoding="utf-8")
    built = preview.built(lambda built: bool(built.problems))
    assert article in {problem.path for problem in built.problems}
    preview.site.write("id", "a", "Judul Baru")
    preview.shows("/id/a/", "Judul Baru")


def test_a_mistake_that_was_there_from_the_start_is_gone_after_the_fix(make_site: MakeSite) -> None:
    site = make_site(search=False)
    site.site.seeds.mkdir()
    article = site.write("id", "a", "Judul A")
    good = article.read_bytes()
    article.write_text("---\ntitle: 'Rusak\n---\n", encoding="utf-8")
    with previewing(site) as preview:
        assert {problem.path for problem in preview.builder.board.now.problems} == {article}
        article.write_bytes(good)
        preview.built(lambda built: not built.problems)
        assert "Judul A" in preview.ask("/id/a/").page


def test_a_broken_template_is_said_and_every_page_stays(preview: Preview) -> None:
    template = own_template(preview.site, "article.html")
    preview.built()
    good = template.read_text(encoding="utf-8")
    template.write_text(f"{good}\n{{% nonsense %}}", encoding="utf-8")
    built = preview.built(lambda built: bool(built.problems))
    assert built.problems[0].path == template
    assert built.problems[0].line == good.count("\n") + 2
    assert "Judul A" in preview.ask("/id/a/").page
    template.write_text(good, encoding="utf-8")
    preview.built(lambda built: not built.problems)


def test_a_bug_is_said_and_the_preview_goes_on(
    preview: Preview, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("a bug")

    with monkeypatch.context() as patch:
        patch.setattr(building, "render_site", fail)
        preview.site.write("id", "a", "Judul Baru")
        built = preview.built(lambda built: bool(built.problems))
    assert "ZeroDivisionError: a bug" in str(built.problems[0])
    assert "Traceback" in capfd.readouterr().err
    preview.site.write("id", "a", "Judul Lain")
    preview.built(lambda built: not built.problems)
    assert "Judul Lain" in preview.ask("/id/a/").page


def test_a_site_that_cannot_be_built_gets_a_page_that_says_why(make_site: MakeSite) -> None:
    site = make_site(theme="tidak-ada", search=False)
    with previewing(site) as preview:
        answer = preview.ask("/id/")
        assert answer.status == 503
        assert "there is no theme &#x27;tidak-ada&#x27; here" in answer.page
        assert b"preview.js" in answer.body
        settings = site.root / "site.toml"
        text = settings.read_text(encoding="utf-8").replace('theme = "tidak-ada"', "")
        settings.write_text(text, encoding="utf-8")
        preview.built(lambda built: not built.problems)
        assert preview.ask("/id/").status == 200


def test_messages_are_text_whatever_they_quote(make_site: MakeSite) -> None:
    site = make_site().site
    problem = Problem('<script>alert("1")</script>', site.root / "content" / "id" / "<b>.md", 3)
    page = error_page(Status(site, "1", (problem,))).decode()
    assert "<code>content/id/&lt;b&gt;.md:3</code>" in page
    assert "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;" in page
    assert "<script>" not in page


def test_the_script_goes_to_the_end_of_the_body() -> None:
    page = "<!DOCTYPE html><body><p>&lt;/body> é</p><!-- </body> --></BODY></html>".encode()
    start, end = with_script(page, "v1").split(b"<script ", 1)
    assert start == page[: page.index(b"</BODY>")]
    assert end.endswith(b"></script>\n</BODY></html>")
    assert with_script(b"<p>x", "v1").startswith(b"<p>x<script ")


# Many readers while it builds


def test_readers_get_whole_old_or_whole_new_pages_while_it_builds(make_site: MakeSite) -> None:
    site = make_site(search=False)
    versions = [("Berita Lama", "x" * 200_000), ("Berita Baru", "y" * 150_000)]
    site.pair("lain", ("Lain", "Other"))
    site.write("id", "a", *versions[0])
    with previewing(site) as preview:
        whole = [preview.ask("/id/a/").page]
        stop = threading.Event()

        def read() -> set[str]:
            seen = set()
            while not stop.is_set():
                answer = preview.ask("/id/a/")
                assert answer.status == 200
                assert int(answer.headers["content-length"]) == len(answer.body)
                seen.add(answer.page)
            return seen

        with ThreadPoolExecutor(CLIENTS) as pool:
            readers = [pool.submit(read) for _ in range(CLIENTS)]
            try:
                for number in range(1, 7):
                    title, body = versions[number % 2]
                    site.write("id", "a", title, body)
                    while title not in preview.ask("/id/a/").page:
                        preview.built()
                    whole.append(site.page("id/a/"))
            finally:
                stop.set()
            seen = set().union(*(reader.result() for reader in readers))
        assert seen == set(whole)
        assert len(seen) == 2
