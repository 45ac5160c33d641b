"""Articles to and from Markdown files with front matter: nothing is lost, and every mistake names its file and line."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from article_strategies import ARTICLES, PATH
from hypothesis import given
from hypothesis import strategies as st

from sitegen.articles import Article
from sitegen.content.front_matter.front_matter import format_article, parse_article
from sitegen.content.store import load_article
from sitegen.errors import SitegenError


def _error(text: str) -> str:
    with pytest.raises(SitegenError) as raised:
        parse_article(text, PATH)
    return str(raised.value)


def _with(*lines: str) -> str:
    return "\n".join(["---", "title: Judul", "lang: id", *lines, "---", "", "Isi.", ""])


@pytest.mark.slow
@given(ARTICLES)
def test_an_article_read_from_its_file_is_the_same_article(article: Article) -> None:
    assert parse_article(format_article(article), PATH) == article


@pytest.mark.slow
@given(ARTICLES)
def test_a_file_is_written_the_same_way_every_time(article: Article) -> None:
    text = format_article(article)
    assert format_article(parse_article(text, PATH)) == text


def test_the_smallest_file_has_a_title_and_a_language() -> None:
    article = parse_article("---\ntitle: Judul\nlang: id\n---\nIsi.\n", PATH)
    assert article == Article("Judul", "berita", "id", ("Isi.",), path=PATH)


def test_the_slug_is_the_file_name_unless_it_is_given() -> None:
    assert parse_article(_with(), PATH).slug == "berita"
    assert parse_article(_with("slug: lain"), PATH).slug == "lain"


def test_empty_lines_around_the_body_are_dropped_and_those_inside_are_kept() -> None:
    text = "---\ntitle: Judul\nlang: id\n---\n\n \nSatu.\n\nDua.  \n\n\n"
    assert parse_article(text, PATH).body == ("Satu.", "", "Dua.  ")


def test_a_rule_in_the_body_is_no_fence() -> None:
    assert parse_article(_with() + "\n---\n\nLagi.\n", PATH).body == ("Isi.", "", "---", "", "Lagi.")


def test_an_empty_value_is_no_value() -> None:
    article = parse_article(_with("caption:", "date:", "byline: ~"), PATH)
    assert (article.caption, article.date, article.byline) == ("", None, "")


def test_unknown_keys_survive_with_their_order_and_their_kinds() -> None:
    text = _with("keywords: [politik, dunia]", "weight: 3", "menu: {main: true}", "seen: 2022-01-03")
    article = parse_article(text, PATH)
    assert article.extra == {
        "keywords": ["politik", "dunia"],
        "weight": 3,
        "menu": {"main": True},
        "seen": datetime.date(2022, 1, 3),
    }
    assert list(parse_article(format_article(article), PATH).extra) == ["keywords", "weight", "menu", "seen"]


def test_a_date_written_twice_is_written_out_twice() -> None:
    day = datetime.date(2022, 1, 3)
    article = Article("Judul", "berita", "id", (), date=day, extra={"updated": day})
    assert "updated: 2022-01-03\n" in format_article(article)


def test_front_matter_is_readable_and_diffs_well() -> None:
    title = "Presiden: “Kami siap” – " + "kata " * 60
    text = format_article(Article(title.strip(), "a", "id", ("Satu.", "Dua.")))
    assert text.splitlines()[1] == f"title: '{title.strip()}'"
    assert text.endswith("\n---\n\nSatu.\nDua.\n")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "front matter"),
        ("Hanya teks.\n", 1, "front matter"),
        ("---\ntitle: Judul\n", 1, "without an end"),
        ("---\n---\n", 1, "title: is missing"),
        ("---\nlang: id\n---\n", 1, "title: is missing"),
        ("---\ntitle: Judul\n---\n", 1, "lang: is missing"),
        ("---\n- satu\n- dua\n---\n", 2, "key: value"),
        ("---\nhanya kata\n---\n", 2, "key: value"),
        (_with("1: satu"), 4, "1"),
        (_with("? [a]", ": b"), 4, "key"),
        (_with("caption: Foto: Budi"), 4, "quotes"),
        (_with("caption: 'tidak ditutup"), 4, "quotes"),
        (_with("caption: [a"), 4, "quotes"),
        (_with("byline: A", "  caption: b"), 5, "quotes"),
        (_with("menu:", "  main: 1", " side: 2"), 6, "quotes"),
        (_with("\tcaption: a"), 4, "tab"),
        (_with("caption: @a"), 4, "quotes"),
        (_with("caption: no"), 4, "quotes"),
        (_with("caption: 2022"), 4, "quotes"),
        (_with("caption: 2022-01-03"), 4, "quotes"),
        (_with("byline: A", "caption: [a, b]"), 5, "caption"),
        (_with('"caption": 5'), 4, "caption"),
        (_with("date: 2022-02-30"), 4, "2022-02-30"),
        (_with("date: 3 Januari 2022"), 4, "date"),
        (_with("date: 20220103"), 4, "date"),
        (_with("date: 86400"), 4, "date"),
        (_with("date_inferred: mungkin"), 4, "date_inferred"),
        (_with("byline: A", "title: Lagi"), 5, "twice"),
        (_with("tags: 1", "tags: 2"), 5, "twice"),
        (_with("menu: {a: 1, a: 2}"), 4, "twice"),
        (_with("slug: ../../etc"), 4, "slug"),
        (_with("slug: Besar"), 4, "slug"),
        (_with("slug: " + "a" * 101), 4, "slug"),
        (_with("slug: a--b"), 4, "slug"),
        (_with("draft: mungkin"), 4, "draft"),
        (_with("withdrawn: karena salah"), 4, "withdrawn"),
        (_with("withdrawn: true", "withdrawn_reason: [a]"), 5, "withdrawn_reason"),
        (_with("aliases: lama"), 4, "aliases"),
        (_with("aliases:", "- lama", "- Lama"), 6, "aliases.1"),
        (_with("aliases: [lama,", "  2022]"), 5, "aliases.1"),
        (_with("aliases: [berita]"), 4, "own slug"),
        (_with("aliases:", "- a", "- b", "- a"), 7, "twice"),
        (_with('title: " "').replace("title: Judul\n", ""), 3, "title: is empty"),
        (_with("tags: &a [1]", "more: *a"), 5, "alias"),
        (_with("tags: *a"), 4, "alias"),
        (_with("tags: !!python/object:os.system x"), 4, "tag"),
        (_with("tags: !custom x"), 4, "tag"),
        (_with("tags: 1", "more: " + "9" * 5000), 5, "more"),
        (_with("caption: a\0b"), 4, "character"),
        (_with("source: seeds/a.txt"), 4, "source"),
        (_with("source:", "  url: voaindonesia.com"), 5, "source.url: write a whole address"),
        (_with("source:", "  url: javascript:alert(1)"), 5, "source.url: write a whole address"),
        (_with("source:", "  url: http://[::1"), 5, "source.url: write a whole address"),
        (_with("source:", "  authors: Budi Santoso"), 5, "source.authors: write a list"),
        (_with("source:", "  authors:", "  - Budi", "  - 3"), 7, "source.authors.1: 3 is not a text to YAML"),
        (_with("source:", "  published: kemarin"), 5, "source.published: write it as 2022-01-31"),
        (_with("source:", "  published: 2022-02-30"), 5, "source.published: there is no day 2022-02-30"),
        (_with("translation:", "  reviewed_on: 2022-02-30"), 5, "translation.reviewed_on: 2022-02-30 cannot be read"),
        (_with("source:", "  publisher: no"), 5, "source.publisher: no is not a text to YAML; put it in quotes"),
        (_with("source:", "  row: tiga"), 5, "source.row"),
        (_with("source:", "  license: {name: a}"), 5, "source.license: write one text"),
        (_with("translation:", "  status: fine"), 5, "translation.status"),
        (_with("translation: {status: machine, note: d}"), 4, "translation.note"),
        (_with("deep: " + "[" * 5000 + "]" * 5000), 4, "nested"),
    ],
)
def test_every_mistake_names_the_file_and_the_line(text: str, line: int, words: str) -> None:
    message = _error(text)
    assert message.startswith(f"{PATH}:{line}: "), message
    assert words in message
    assert "\n" not in message
    assert len(message) < 300


@pytest.mark.slow
@given(st.text(max_size=60) | st.text(st.sampled_from("a:-[]{}&*!|>'\"%@`#\n\t ,?1"), max_size=40))
def test_whatever_stands_in_front_matter_it_is_read_or_refused(text: str) -> None:
    article: Article | None = None
    message = ""
    try:
        article = parse_article(f"---\ntitle: Judul\nlang: id\n{text}\n---\n", PATH)
    except SitegenError as error:
        message = str(error)
    assert re.match(rf"{PATH}:\d+: \w", message) if article is None else not message
    assert article is None or parse_article(format_article(article), PATH) == article


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("title: 10:30", "title: 10:30 is not a text to YAML; put it in quotes: title: '10:30'"),
        ("title: =", "title: = cannot be read; correct it, or put it in quotes: title: '='"),
        ("title: no", "title: no is not a text to YAML; put it in quotes: title: 'no'"),
        ("caption: 1_000", "caption: 1_000 is not a text to YAML; put it in quotes: caption: '1_000'"),
        ("caption: [a, b]", "caption: write one text, and put it in quotes"),
        (
            "caption: Foto: Ali's",
            "not valid YAML: caption: Foto: Ali's; put the value in quotes: caption: 'Foto: Ali''s'",
        ),
        ("tags: [Politik, 2022]", "put it in quotes: - '2022'"),
        ("draft: mungkin", "draft: write true or false, not mungkin"),
        ("date: 2022-02-30", "date: there is no day 2022-02-30; write it as 2022-01-31"),
        ("date: 3 Januari 2022", "date: write it as 2022-01-31, or with a time as 2022-01-31 19:30"),
        ("date: 2022-01-03 25:00", "date: there is no time 25:00; write it as"),
        ("date: 2022-01-03 10:00 XYZ", "date: there is no time 10:00 XYZ; write it as"),
        ("updated: besok", "updated: write it as 2022-01-31"),
        ("seen: 2022-02-30", "seen: 2022-02-30 cannot be read; correct it, or put it in quotes: seen: '2022-02-30'"),
    ],
)
def test_a_message_shows_what_stands_there_and_what_to_write(line: str, words: str) -> None:
    title = "" if line.startswith("title") else "\ntitle: Judul"
    message = _error(f"---\nlang: id\n{line}{title}\n---\n")
    assert message.startswith(f"{PATH}:3: ")
    assert words in message
    assert not re.search("constructor|Input should|mapping values|month", message)


@pytest.mark.parametrize(
    ("text", "date", "time"),
    [
        ("2022-01-03", "2022-01-03", None),
        ("2022-01-03 19:30", "2022-01-03", "19:30:00"),
        ("2022-01-03T19:30:15+07:00", "2022-01-03", "19:30:15+07:00"),
        ("2022-01-03t19:30:15.25Z", "2022-01-03", "19:30:15+00:00"),
        ("2022-01-03 19.30 WIB", "2022-01-03", "19:30:00+07:00"),
        ("'2022-01-03 7:05 WITA'", "2022-01-03", "07:05:00+08:00"),
        ("2022-01-03 19:30:00 -03:30", "2022-01-03", "19:30:00-03:30"),
        ("2022-01-03 19:30 +9", "2022-01-03", "19:30:00+09:00"),
    ],
)
def test_a_date_may_have_a_time_and_its_zone(text: str, date: str, time: str | None) -> None:
    article = parse_article(_with(f"date: {text}"), PATH)
    assert article.date == datetime.date.fromisoformat(date)
    assert article.time == (datetime.time.fromisoformat(time) if time else None)
    assert type(article.date) is datetime.date


@pytest.mark.parametrize("key", ["title", "tags", "source"])
def test_a_bomb_of_aliases_is_refused_at_once(key: str) -> None:
    bomb = "\n".join(f"  - &a{n} [{', '.join([f'*a{n - 1}'] * 10 if n else ['ha'] * 10)}]" for n in range(12))
    assert "alias" in _error(f"---\nlang: id\n{key}:\n{bomb}\n---\n")


def test_a_file_of_another_editor_with_bom_and_crlf_is_read(tmp_path: Path) -> None:
    path = tmp_path / "berita.md"
    path.write_bytes(b"\xef\xbb\xbf---\r\ntitle: Judul\r\nlang: id\r\n--- \r\n\r\nSatu.\r\nDua.\r\n")
    article = load_article(path, "id")
    assert (article.title, article.body) == ("Judul", ("Satu.", "Dua."))


def test_a_file_that_is_not_utf8_is_said_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "berita.md"
    path.write_bytes(b"---\ntitle: Judul\nlang: id\n---\n\nSatu \x93dua\x94.\n")
    with pytest.raises(SitegenError, match=r"berita\.md:6: is not UTF-8"):
        load_article(path, "id")


def test_a_file_in_the_folder_of_another_language_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "berita.md"
    path.write_text(_with(), encoding="utf-8")
    with pytest.raises(SitegenError, match="folder of 'en'"):
        load_article(path, "en")


def test_a_file_whose_slug_is_not_its_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "berita.md"
    path.write_text(_with("slug: lain"), encoding="utf-8")
    with pytest.raises(SitegenError, match="slug 'lain'"):
        load_article(path, "id")
