"""A check reads only what has changed since the last one, and finds what a check from nothing finds."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sites import MakeSite, SiteFolder, write_site

from sitegen.checking import finished_site
from sitegen.checking.facts import FileFacts
from sitegen.checking.finished_site import open_finished_site
from sitegen.checking.gate import check_finished_site
from sitegen.checking.known_files import CHECKED, files_in
from sitegen.settings.site import load_site

PAGES = ("index.html", "a/index.html", "a-b/index.html", "a/c/index.html", "d.html")
BODIES = (
    "<p id='s1'>x</p>",
    "<a href='/a/'>x</a>",
    "<a href='/a/#s1'>x</a><p id='s2'>y</p>",
    "<a href='a-b/index.html'>x</a><p id='s1'>y</p><p id='s1'>z</p>",
    "<img src='/picture.png' alt=''>",
    "<link rel='alternate' hreflang='en' href='/a/'><link rel='alternate' hreflang='id' href='/d.html'>",
    "<meta name='robots' content='noindex'><a href='#s1'>x</a>",
)


def page(lang: str, body: str) -> str:
    return f"<!doctype html><html lang={lang}><title>t</title>{body}</html>"


def from_nothing(folder: SiteFolder) -> list[str]:
    for path in folder.site.state.glob(f"{CHECKED}*"):
        path.unlink()
    return sorted(map(str, check_finished_site(folder.site)))


def again(folder: SiteFolder) -> list[str]:
    return sorted(map(str, check_finished_site(folder.site)))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the files that are read."""
    paths: list[str] = []
    facts = finished_site._facts

    def noted(file: Path, path: str) -> FileFacts | None:
        paths.append(path)
        return facts(file, path)

    monkeypatch.setattr(finished_site, "_facts", noted)
    return paths


def unsound(folder: SiteFolder) -> list[str]:
    with open_finished_site(folder.site) as site:
        return [path for path, _ in site.known.unsound()]


SOUND = (("a/index.html", 0), ("index.html", 2), ("d.html", 4), ("a-b/index.html", 3), ("a/feed.json", 0))
"""A site in which nothing is wrong: files, and what is in them (see `change`)."""
_EDITS = st.lists(
    st.tuples(st.sampled_from([*PAGES, "picture.png", "a/feed.json"]), st.integers(0, len(BODIES) * 2 + 3)),
    min_size=1,
    max_size=4,
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(_EDITS, min_size=1, max_size=5))
def test_whatever_changes_the_next_check_finds_what_one_from_nothing_finds(
    steps: list[list[tuple[str, int]]],
) -> None:
    with TemporaryDirectory() as name:
        folders = [write_site(Path(name) / which, base_url="https://berita.example/") for which in ("one", "two")]
        for step in [SOUND, *steps]:
            for folder in folders:
                for path, choice in step:
                    change(folder.public / path, choice)
            found = [again(folders[0]), from_nothing(folders[1])]
            assert found[0] == [line.replace(f"{name}/two", f"{name}/one") for line in found[1]]
            assert len(found[0]) == 1 or step != SOUND  # there is no list of what sitegen made


def change(file: Path, choice: int) -> None:
    """Write a file, or remove it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if choice >= len(BODIES) * 2:
        file.unlink(missing_ok=True)
    elif file.suffix == ".html":
        lang = ("id", "en")[choice % 2]
        file.write_text(page(lang, BODIES[choice // 2]), "utf-8")
    else:
        file.write_text(('{"items": [{"url": "/a/"}]}', '{"items": [{"url": "/gone/"}]}', "{")[choice % 3], "utf-8")


@pytest.fixture
def small(make_site: MakeSite) -> SiteFolder:
    folder = make_site(base_url="https://berita.example/")
    for path, body in (("index.html", "<a href='/a/#s1'>x</a>"), ("a/index.html", "<p id='s1'>x</p>"), ("b.html", "")):
        (folder.public / path).parent.mkdir(parents=True, exist_ok=True)
        (folder.public / path).write_text(page("id", body), "utf-8")
    (folder.public / "style.css").write_text("p {}", "utf-8")
    again(folder)
    return folder


def test_only_files_that_have_changed_are_read_and_looked_at(small: SiteFolder, read: list[str]) -> None:
    assert unsound(small) == []
    assert read == []
    (small.public / "b.html").write_text(page("id", "<p>y</p>"), "utf-8")
    (small.public / "c.html").write_text(page("id", "<p>y</p>"), "utf-8")
    assert unsound(small) == ["b.html", "c.html"]
    assert read == ["b.html", "c.html"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a/index.html", page("id", "<p id='s2'>x</p>")),
        ("a/index.html", page("en", "<p id='s1'>x</p>")),
        ("a/index.html", page("id", "<meta name=robots content=noindex><p id='s1'>x</p>")),
        ("a/index.html", None),
        ("style.css", None),
    ],
)
def test_where_something_is_gone_that_others_may_rely_on_all_are_looked_at(
    small: SiteFolder, read: list[str], path: str, text: str | None
) -> None:
    file = small.public / path
    if text is None:
        file.unlink()
    else:
        file.write_text(text, "utf-8")
    assert {"b.html", "index.html"} <= {*unsound(small)}
    assert read == [path] * (text is not None)


def test_a_file_with_a_fault_is_looked_at_until_it_is_mended(small: SiteFolder) -> None:
    (small.public / "b.html").write_text(page("id", "<a href='/later/'>x</a>"), "utf-8")
    first = again(small)
    assert len([line for line in first if "later" in line]) == 1
    assert again(small) == first
    change(small.public / "later/index.html", 0)
    assert unsound(small) == ["b.html", "later/index.html"]
    assert not [line for line in again(small) if "later" in line]
    assert unsound(small) == []


def test_another_address_of_the_site_makes_a_check_begin_anew(small: SiteFolder, read: list[str]) -> None:
    settings = small.root / "site.toml"
    settings.write_text(settings.read_text("utf-8").replace("berita.example", "kabar.example"), "utf-8")
    list(check_finished_site(load_site(small.root)))
    assert sorted(read) == ["a/index.html", "b.html", "index.html", "style.css"]


def test_a_damaged_cache_is_set_aside_and_the_site_is_read_again(small: SiteFolder) -> None:
    expected = again(small)
    (small.site.state / CHECKED).write_bytes(b"not a database" * 1000)
    found = again(small)
    said = [line for line in found if CHECKED in line]
    assert len(said) == 1
    assert said[0].endswith("is damaged; it is now checked.sqlite3.set-aside-1 and a new one is made; "
                            "all files of the finished site are read again")  # fmt: skip
    assert [line for line in found if line not in said] == expected


def test_facts_that_cannot_be_understood_are_an_error_with_a_remedy(small: SiteFolder) -> None:
    with closing(sqlite3.connect(small.site.state / CHECKED)) as connection, connection:
        connection.execute("UPDATE facts SET packed = x'00'")
        connection.execute("UPDATE file SET sound = 0 WHERE sound = 1")
    with pytest.raises(Exception, match=r"checked\.sqlite3: was damaged; .* run the command again to make a new one"):
        again(small)
    assert again(small) == again(small)


def test_paths_come_in_the_order_of_their_characters(tmp_path: Path) -> None:
    names = ["a/z", "a-b/x", "a.b", "a0", "a/b/c", "b", "á/x"]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "link").symlink_to(tmp_path / "a")
    assert [found.path for found in files_in(tmp_path)] == sorted(names)


def test_checks_wait_for_each_other(small: SiteFolder) -> None:
    order: list[str] = []

    def check() -> None:
        with open_finished_site(small.site):
            order.append("second")

    second = threading.Thread(target=check)
    with open_finished_site(small.site):
        second.start()
        second.join(0.5)
        order.append("first")
    second.join()
    assert order == ["first", "second"]
