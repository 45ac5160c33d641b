"""Before all stories are read, the list shows what a glance at their files tells, and says that it is not all."""

from __future__ import annotations

import datetime
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from desk_process import DeskProcess
from desks import at_the_desk
from fake_engine import BackwardEngine
from hypothesis import given
from hypothesis import strategies as st
from sites import MakeSite, SiteFolder, write_site

from sitegen.articles import Article
from sitegen.content.front_matter.front_matter import format_article, parse_article
from sitegen.desk import application
from sitegen.desk.overview.glance import glance
from sitegen.desk.overview.index import Index, Listed
from sitegen.desk.overview.tables import INDEX
from sitegen.desk.stories import load_checks
from sitegen.errors import SitegenError
from sitegen.settings.site import Site, load_site
from sitegen.storage.clean_close import is_as_left
from sitegen.translation.run import translate_site

STORIES = 60
TITLES = st.text(st.sampled_from("ab Cé'\"#:\\-,.1~&*!|>[]{}?%@`\t–"), min_size=1, max_size=20)


@pytest.fixture
def site(make_site: MakeSite) -> SiteFolder:
    site = make_site(search=False)
    for number in range(STORIES):
        day = datetime.date(2022, 1, 1) + datetime.timedelta(days=number)
        site.write("id", f"berita-{number:02}", f"Berita {number}", "Hujan turun.", date=day)
    translate_site(site.site, BackwardEngine())
    return site


@pytest.mark.slow
def test_a_list_of_which_nothing_is_read_has_titles_and_days_and_says_so(site: SiteFolder) -> None:
    index = Index(lambda: site.site)
    rows, waiting = index.stories(0)
    assert 0 < waiting <= STORIES
    assert len(rows) == STORIES
    row = next(row for row in rows if row["slug"] == "berita-00")  # the oldest comes last
    assert (row["title"], row["date"], row["read"]) == ("Berita 0", "2022-01-01", False)
    index.close()


@pytest.mark.slow
def test_of_more_stories_than_there_is_time_for_a_glance_at_the_list_has_the_slugs_and_soon_the_rest(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.desk.overview.index._AT_ONCE", STORIES - 1)
    index = Index(lambda: site.site)
    rows, waiting = index.stories(0)
    assert waiting == STORIES
    assert {row["title"] for row in rows} == {f"berita-{number:02}" for number in range(STORIES)}
    while index.stories(1).waiting:
        pass
    assert {row["title"] for row in index.stories(1).rows} == {f"Berita {number}" for number in range(STORIES)}
    index.close()


@pytest.mark.slow
def test_the_newest_are_read_first_and_the_rest_without_being_asked_for(site: SiteFolder) -> None:
    index = Index(lambda: site.site)
    told: list[Listed] = []
    index.listen(told.append)
    index.start()
    deadline = time.monotonic() + 60
    while not told or told[-1].waiting:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    for found in told:
        read = sorted(row["slug"] for row in found.rows if row["read"])
        assert read == sorted(row["slug"] for row in found.rows)[found.waiting :]
    assert index.stories(60).waiting == 0
    index.close()


@pytest.mark.slow
def test_a_story_that_changed_while_the_desk_was_closed_is_not_shown_as_it_was(site: SiteFolder) -> None:
    with at_the_desk(site) as desk:
        assert desk.get("stories?q=berita-07")["stories"][0]["read"]
    path = site.root / "content" / "id" / "berita-07.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Berita 7", "Kabar 7"), encoding="utf-8")
    index = Index(lambda: site.site)
    assert next(row for row in index.stories(0).rows if row["slug"] == "berita-07")["title"] == "Kabar 7"
    index.close()


@pytest.fixture(scope="module")
def any_site(tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    return write_site(tmp_path_factory.mktemp("glance") / "site", search=False)


def glanced(site: SiteFolder, text: str) -> tuple[str, str]:
    path: Path = site.root / "content" / "id" / "kabar.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    row = glance(load_site(site.root), "kabar")
    return row["title"], row["date"]


@given(TITLES)
def test_the_title_that_sitegen_writes_is_seen_at_a_glance_or_not_at_all(any_site: SiteFolder, title: str) -> None:
    article = Article(title, "kabar", "id", ("Teks.",), date=datetime.date(2022, 1, 3))
    assert glanced(any_site, format_article(article)) in {(title, "2022-01-03"), ("kabar", "2022-01-03")}


@given(TITLES, st.sampled_from(["", "\n", "\n  more", "\n\n  more"]), st.sampled_from(["\n", "\r\n"]))
def test_what_a_glance_sees_is_what_reading_finds(any_site: SiteFolder, title: str, rest: str, end: str) -> None:
    text = f"---\ntitle: {title}{rest}\ndate: 2022-01-03\n---\n\nTeks.\n".replace("\n", end)
    seen, _ = glanced(any_site, text)
    try:
        article = parse_article(text.replace("\r\n", "\n"), Path("kabar.md"), "id")
    except SitegenError:
        return  # what cannot be read is an error, whatever stands there
    assert seen in {article.title, "kabar"}


@pytest.mark.parametrize("title", ["Gempa di Cianjur", "'Gempa: dua tewas'", '"Kata \\"aman\\""', "'Hari Jum''at'"])
def test_plain_and_quoted_titles_are_seen_at_a_glance(any_site: SiteFolder, title: str) -> None:
    text = f"---\ntitle: {title}\ndate: 2022-01-03\n---\n\nTeks.\n"
    assert glanced(any_site, text)[0] == parse_article(text, Path("kabar.md"), "id").title


def test_what_the_first_check_would_wait_for_is_loaded_soon_after_the_start(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = threading.Event()
    sites: list[Site] = []

    def load(site: Site) -> None:
        sites.append(site)
        load_checks(site)
        loaded.set()

    monkeypatch.setattr(application, "load_checks", load)
    with at_the_desk(site):
        assert loaded.wait(60)
    assert sites == [site.site]


@pytest.mark.slow
def test_a_check_after_that_loads_no_table_of_words(site: SiteFolder) -> None:
    code = (
        "import sys; from pathlib import Path; from sitegen.desk.stories import load_checks;"
        "from sitegen.languages.id_en.coverage.word_table import word_table;"
        "from sitegen.settings.site import load_site;"
        "load_checks(load_site(Path(sys.argv[1]))); print(word_table.cache_info().currsize)"
    )
    ended = subprocess.run([sys.executable, "-c", code, site.root], capture_output=True, text=True, check=True)
    assert ended.stdout == "1\n"


@pytest.mark.slow
def test_a_desk_that_is_stopped_leaves_an_index_that_the_next_one_need_not_check(
    site: SiteFolder, tmp_path: Path
) -> None:
    desk = DeskProcess(site, tmp_path / "log")
    desk.start()
    assert desk.process
    desk.process.send_signal(signal.SIGINT)
    assert desk.process.wait(60) == 0
    assert is_as_left(site.root / ".sitegen" / INDEX)
