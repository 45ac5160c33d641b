"""The program changes a file that a person has edited: their comments, order, own keys and ways to write stay."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pytest
from article_strategies import ARTICLES, PATH
from hypothesis import given
from hypothesis import strategies as st

from sitegen.articles import Article
from sitegen.content.front_matter.edits import updated_text
from sitegen.content.front_matter.front_matter import format_article, parse_article
from sitegen.content.store import load_article, save_article

FILE = """---
# checked with Budi on Monday
lang: "en"   # as agreed
translation:
  # by our machine
  status: machine
  engine: argos
  package: translate-id_en
  version: '0.2'

  sentences:
    - title 11111111 → 22222222
    -
    - caption   # none
    -
    - 33333333 → 44444444, name   # look at this one
    -
    - 55555555 → 66666666
  removed: []
newsletter: {week: 3}  # ours

caption: ''
title:   'Quake'  # short
date: 2022-01-03
---


One.

Two.

"""


def changed(**values: object) -> str:
    """FILE with other values for the article, and for its record those with the names of a record."""
    article = parse_article(FILE, PATH)
    assert article.translation
    names = {field.name for field in dataclasses.fields(article.translation)}
    record = dataclasses.replace(
        article.translation,
        **{name: value for name, value in values.items() if name in names},  # type: ignore[arg-type]
    )
    rest = {name: value for name, value in values.items() if name not in names}
    return updated_text(FILE, dataclasses.replace(article, translation=record, **rest), PATH)  # type: ignore[arg-type]


def test_a_file_that_says_the_same_stays_to_the_byte() -> None:
    assert changed() == FILE


@pytest.mark.parametrize(
    ("values", "old", "new"),
    [
        ({"title": "Gempa: lagi"}, "title:   'Quake'  # short", "title:   'Gempa: lagi'  # short"),
        ({"caption": "A photo."}, "caption: ''", "caption: A photo."),
        ({"date": datetime.date(2022, 1, 4)}, "date: 2022-01-03", "date: 2022-01-04"),
        ({"date": None}, "date: 2022-01-03\n", ""),
        ({"byline": "mg"}, "date: 2022-01-03\n", "date: 2022-01-03\nbyline: mg\n"),
        ({"status": "reviewed"}, "status: machine", "status: reviewed"),
        ({"reviewed": "abc"}, "version: '0.2'\n", "version: '0.2'\n  reviewed: abc\n"),
        ({"removed": ("Gone.",)}, "removed: []", "removed:\n  - Gone."),
        ({"body": ("One.", "", "Three.")}, "Two.", "Three."),
        ({"extra": {"newsletter": {"week": 4}}}, "newsletter: {week: 3}  # ours", "newsletter:\n  week: 4"),
        ({"extra": {"newsletter": {"week": 3}, "more": [1]}}, "{week: 3}  # ours\n", "{week: 3}  # ours\nmore:\n- 1\n"),
    ],
)
def test_only_the_line_of_what_changes_is_written_anew(values: dict[str, object], old: str, new: str) -> None:
    assert changed(**values) == FILE.replace(old, new)


def test_of_the_record_only_the_lines_of_changed_sentences_are_written_anew() -> None:
    article = parse_article(FILE, PATH)
    assert article.translation
    first, *rest = article.translation.sentences
    now = (first, *rest[:-1], "77777777 → 88888888", "", "99999999 → 00000001")
    assert changed(sentences=now) == FILE.replace(
        "    - 55555555 → 66666666\n", "    - 77777777 → 88888888\n    -\n    - 99999999 → 00000001\n"
    )


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_stay(tmp_path: Path, start: str, end: str) -> None:
    path = tmp_path / "berita.md"
    path.write_bytes((start + FILE).replace("\n", end).encode())
    article = load_article(path, "en")
    save_article(path, dataclasses.replace(article, title="Other", body=("One.", "", "Two, three.")))
    expected = FILE.replace("'Quake'", "Other").replace("Two.", "Two, three.")
    assert path.read_bytes() == (start + expected).replace("\n", end).encode()


def test_a_record_of_the_earlier_form_is_read_and_stays_until_the_file_is_written(tmp_path: Path) -> None:
    front = "title: Quake\nlang: en\ntranslation:\n  status: machine\n  engine: argos\n  package: x\n  version: '1'\n"
    old = "  source_sha256: abc\n  sentences: 1a:2b:name+number - 3c:4d - 00000000:00000000::5e | 6f:7a\n"
    path = tmp_path / "berita.md"
    path.write_text(f"---\n{front}{old}---\n\nOne.\n", encoding="utf-8")
    article = load_article(path, "en")
    assert article.translation
    assert article.translation.sentences == (
        "title 1a → 2b, name, number",
        "",
        "caption",
        "",
        "3c → 4d",
        "",
        "several → person, beside 5e",
        "",
        "removed 6f → 7a",
    )
    assert not save_article(path, article)
    assert save_article(path, dataclasses.replace(article, title="Quakes"))
    assert "source_sha256" not in path.read_text(encoding="utf-8")
    assert "  - title 1a → 2b, name, number\n  -\n  - caption\n  -\n  - 3c → 4d\n" in path.read_text(encoding="utf-8")
    assert load_article(path, "en").translation == article.translation


@pytest.mark.slow
@given(ARTICLES, ARTICLES)
def test_whatever_changes_the_file_says_it_afterwards(before: Article, after: Article) -> None:
    text = updated_text(format_article(before), after, PATH)
    assert parse_article(text, PATH) == after


@pytest.mark.slow
@given(ARTICLES, st.text(st.characters(exclude_categories=["C"]), max_size=20))
def test_a_comment_and_the_order_of_keys_survive_a_change(article: Article, title: str) -> None:
    # The last key first, with a comment before it.
    article = dataclasses.replace(article, extra={}, translation=None, source=None)
    comment = "# a person's"
    text = format_article(article).replace("---\n", f"---\n{comment}\nmine: 1  # own\n", 1)
    after = updated_text(text, dataclasses.replace(article, title=f"x{title}x", extra={"mine": 1}), PATH)
    assert after.startswith(f"---\n{comment}\nmine: 1  # own\n")


def test_the_folder_says_the_language_of_an_article_that_does_not_and_no_line_of_it_is_added(tmp_path: Path) -> None:
    path = tmp_path / "berita.md"
    path.write_text("---\ntitle: Gempa\n---\n\nSatu.\n", encoding="utf-8")
    article = load_article(path, "id")
    assert article.lang == "id"
    save_article(path, dataclasses.replace(article, title="Banjir"))
    assert path.read_text(encoding="utf-8") == "---\ntitle: Banjir\n---\n\nSatu.\n"
