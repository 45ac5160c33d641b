"""Keys that sitegen does not know: a near-miss is said with the right key, and nothing is published against a word."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from commands import run
from hypothesis import given
from hypothesis import strategies as st
from sites import MakeSite

from sitegen.articles import Article
from sitegen.content.front_matter.front_matter import KEYS
from sitegen.content.front_matter.unknown_keys import UnknownKey, unknown_keys

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def found(**extra: object) -> list[UnknownKey]:
    return list(unknown_keys(Article("Judul", "berita", "id", (), extra=extra), KEYS, ()))


@st.composite
def near_misses(draw: st.DrawFn, keys: tuple[str, ...] = KEYS) -> tuple[str, str]:
    """A known key, and that key as somebody mistypes it: its case, a plural, a letter too few, too many or swapped."""
    key = draw(st.sampled_from(keys))
    at = draw(st.integers(0, len(key) - 1))
    letter = draw(st.sampled_from(LETTERS))
    wrong = draw(
        st.sampled_from(
            [
                key.upper(),
                key.capitalize(),
                key.replace("_", "-"),
                "".join(part.capitalize() for part in key.split("_")),
                f"{key}s",
                key[:at] + key[at + 1 :],
                key[:at] + letter + key[at:],
                key[:at] + letter + key[at + 1 :],
                key[:at] + key[at : at + 2][::-1] + key[at + 2 :],
            ]
        )
    )
    return key, wrong


@given(near_misses())
def test_a_near_miss_is_said_with_the_right_key(case: tuple[str, str]) -> None:
    key, wrong = case
    if wrong in KEYS or len(wrong) < 3:
        return
    (unknown,) = found(**{wrong: "kata"})
    assert unknown.key == wrong
    if wrong.replace("-", "").replace("_", "").casefold() == key.replace("_", ""):
        assert re.search(f"write {key}:|write (draft|withdrawn): true", unknown.message)
    # Otherwise it may as well be a near-miss of another key, or a word of another generator's.
    assert re.search(rf"write ({'|'.join(KEYS)}):|remove the line", unknown.message)


@given(near_misses(("draft", "withdrawn", "withdrawn_reason")), st.sampled_from([True, "yes", "ya", 1, "alasan"]))
def test_a_near_miss_of_a_key_that_holds_back_holds_back(case: tuple[str, str], value: object) -> None:
    _, wrong = case
    if wrong not in KEYS:
        (unknown,) = found(**{wrong: value})
        assert unknown.holds_back
        assert "draft: true" in unknown.message or "withdrawn: true" in unknown.message


@pytest.mark.parametrize(
    ("key", "value", "right"),
    [
        ("drafts", True, "draft: true"),
        ("Draft", True, "draft: true"),
        ("withdraw", True, "withdrawn: true"),
        ("retracted", "yes", "withdrawn: true"),
        ("published", False, "draft: true"),  # Jekyll, Hexo
        ("published", "no", "draft: true"),
        ("publish", False, "draft: true"),  # Obsidian
        ("status", "draft", "draft: true"),  # Pelican
        ("Status", "hidden", "draft: true"),
        ("status", "withdrawn", "withdrawn: true"),
        ("post_status", "pending", "draft: true"),  # WordPress
        ("visibility", "private", "draft: true"),
        ("type", "draft", "draft: true"),
        ("hidden", True, "draft: true"),
        ("headless", True, "draft: true"),  # Hugo
        ("build", {"render": "never", "list": "never"}, "draft: true"),
        ("cascade", {"params": {"draft": True}}, "draft: true"),
        ("publishDate", datetime.date(2030, 1, 1), "date:"),
        ("embargo", "2030-01-01 10:00", "date:"),
        ("eleventyExcludeFromCollections", True, "draft: true"),
        ("permalink", False, "draft: true"),
        ("render", False, "draft: true"),  # Zola
        ("unlisted", True, "draft: true"),  # Docusaurus
        ("_discoverable", False, "draft: true"),  # Lektor
        ("draf", True, "draft: true"),
        ("terbit", "belum", "draft: true"),
        ("ditarik", True, "withdrawn: true"),
    ],
)
def test_what_looks_like_holding_back_holds_back(key: str, value: object, right: str) -> None:
    said = found(**{key: value})
    assert said
    assert all(unknown.holds_back and f"write {right}" in unknown.message for unknown in said)


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("tag", ["Politik"], "write tags:"),
        ("categories", ["Politik"], "write tags:"),
        ("Date", datetime.date(2022, 1, 3), "write date:"),
        ("pubDate", datetime.date(2022, 1, 3), "write date:"),
        ("lastmod", datetime.date(2022, 1, 3), "write updated:"),
        ("titel", "Judul", "write title:"),
        ("redirect_from", ["lama"], "write aliases:"),
        ("featured_image", "a.jpg", "write image:"),
        ("published", True, "what has no draft: true is published"),
        ("status", "published", "what has no draft: true is published"),
        ("draf", False, "write draft:"),
        ("expiryDate", datetime.date(2022, 1, 3), "takes no story away on a day"),
    ],
)
def test_another_generators_key_is_said_and_holds_nothing_back(key: str, value: object, words: str) -> None:
    (unknown,) = found(**{key: value})
    assert words in unknown.message
    assert not unknown.holds_back


def test_keys_of_ones_own_are_left_alone() -> None:
    assert found(newsletter=3, weight=2, keywords=["a"], menu={"main": True}, layout="post", rating="draw") == []
    assert found(type="review", category_of_film="review") == []


@pytest.mark.parametrize("line", ["Draft: true", "drafts: true", "withdraw: true", "published: false", "status: draft"])
def test_the_story_is_held_back_and_the_file_and_line_are_said(make_site: MakeSite, line: str) -> None:
    site = make_site()
    site.write("id", "lain")
    path = site.write("id", "rahasia", "Rahasia")
    path.write_text(path.read_text(encoding="utf-8").replace("lang: id", f"lang: id\n{line}"), encoding="utf-8")
    result = site.render()
    assert not [name for name, data in site.files().items() if "rahasia" in name or b"Rahasia" in data]
    (problem,) = result.problems
    assert (problem.path, problem.line, problem.severity) == (path, 3, "warning")
    assert "until then, the story is held back" in problem.message
    assert run(site.root, "--strict", "render").exit_code == 1


def test_a_site_allows_keys_of_its_own(make_site: MakeSite) -> None:
    site = make_site(front_matter={"allow": ["tag", "status"]})
    site.write("id", "berita", "Berita", status="draft", tag="a")
    assert site.render().problems == ()
    assert "Berita" in site.page("id/berita/")


@pytest.mark.slow
def test_a_translation_can_be_held_back_alone_and_drafts_show_it(make_site: MakeSite) -> None:
    site = make_site()
    site.pair("gempa", ("Gempa", "Quake"))
    path = site.root / "content" / "en" / "gempa.md"
    path.write_text(path.read_text(encoding="utf-8").replace("lang: en", "lang: en\nhidden: true"), encoding="utf-8")
    (problem,) = site.render().problems
    assert problem.path == path
    assert (site.public / "id" / "gempa").is_dir()
    assert not (site.public / "en" / "gempa").exists()
    assert run(site.root, "render", "--drafts").exit_code == 0
    assert (Path(site.root) / ".sitegen" / "drafts" / "public" / "en" / "gempa").is_dir()
