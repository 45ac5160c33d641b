"""What stands below ``source:``: all of it is optional, near-misses are said, and a person's own keys stay."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from commands import run
from hypothesis import given
from hypothesis import strategies as st
from sites import MakeSite

from sitegen.articles import Article, Source
from sitegen.content.front_matter.edits import updated_text
from sitegen.content.front_matter.front_matter import KEYS, format_article, parse_article
from sitegen.content.front_matter.source_keys import SOURCE_KEYS
from sitegen.content.front_matter.unknown_keys import UnknownKey, unknown_keys
from sitegen.content.store import digest

PATH = Path("content/id/berita.md")


def source_of(*lines: str) -> Source:
    text = "\n".join(
        ["---", "title: Judul", "lang: id", "source:", *(f"  {line}" for line in lines), "---", "", "Isi.", ""]
    )
    source = parse_article(text, PATH).source
    assert source
    return source


def said(*allowed: str, **extra: object) -> list[UnknownKey]:
    return list(unknown_keys(Article("Judul", "berita", "id", (), source=Source(extra=extra)), KEYS, allowed))


def test_an_address_alone_is_a_source() -> None:
    assert source_of("url: https://www.voaindonesia.com/a/1.html") == Source(
        url="https://www.voaindonesia.com/a/1.html"
    )


def test_a_source_has_a_publisher_authors_a_day_terms_and_a_note() -> None:
    assert source_of(
        "publisher: VOA Indonesia",
        "authors: [Budi, Ani]",
        "published: 2022-01-03 19:30 WIB",
        "license: CC BY 4.0",
        "note: Judul diubah.",
        "url:",
    ) == Source(
        publisher="VOA Indonesia",
        authors=("Budi", "Ani"),
        published=datetime.date(2022, 1, 3),
        published_time=datetime.time(19, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=7))),
        license="CC BY 4.0",
        note="Judul diubah.",
    )


def test_keys_of_ones_own_stay_where_they_are() -> None:
    source = source_of("url: https://example.com/a", "rubrik: Politik", "halaman: 3")
    assert source.extra == {"rubrik": "Politik", "halaman": 3}
    article = Article("Judul", "berita", "id", (), source=source)
    assert parse_article(format_article(article), PATH).source == source
    assert said(rubrik="Politik", halaman=3) == []


def test_another_line_below_it_changes_no_other_line() -> None:
    source = "source:  # dari\n  url: https://example.com/a  # arsip\n  rubrik: Politik\n"
    text = f"---\ntitle: Judul\nlang: id\n{source}---\n\nIsi.\n"
    article = parse_article(text, PATH)
    assert article.source
    changed = Source(url=article.source.url, publisher="Kabar", extra=article.source.extra)
    new = updated_text(text, Article("Judul", "berita", "id", article.body, source=changed), PATH)
    assert new == text.replace("# arsip\n", "# arsip\n  publisher: Kabar\n")


@pytest.mark.parametrize(
    ("key", "right"),
    [
        ("URL", "url"), ("ulr", "url"), ("link", "url"), ("tautan", "url"), ("publihser", "publisher"),
        ("penerbit", "publisher"), ("media", "publisher"), ("author", "authors"), ("penulis", "authors"),
        ("publised", "published"), ("date", "published"), ("tanggal", "published"), ("licence", "license"),
        ("lisensi", "license"), ("notes", "note"), ("catatan", "note"), ("sha-256", "sha256"),
    ],
)  # fmt: skip
def test_a_near_miss_is_said_with_the_right_key(key: str, right: str) -> None:
    (unknown,) = said(**{key: "kata"})
    assert unknown.message.startswith(f"source.{key}: sitegen does not know this key; write {right}:, or, ")
    assert unknown.message.endswith(f"put 'source.{key}' into allow under [front_matter] in site.toml")
    assert not unknown.holds_back
    assert said(f"source.{key}", **{key: "kata"}) == []


@given(st.sampled_from(SOURCE_KEYS), st.data())
def test_a_letter_too_few_is_a_near_miss(key: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(key) - 1))
    wrong = key[:at] + key[at + 1 :]
    if len(wrong) > 2 and wrong not in SOURCE_KEYS:
        (unknown,) = said(**{wrong: "kata"})
        assert any(f"write {right}:" in unknown.message for right in SOURCE_KEYS)


def test_a_near_miss_is_a_warning_with_file_and_line(make_site: MakeSite) -> None:
    site = make_site()
    path = site.write("id", "satu", "Satu", source={"penerbit": "VOA"})
    line = path.read_text().split("\n").index("  penerbit: VOA") + 1
    result = run(site.root, "render")
    assert result.exit_code == 0
    assert f"content/id/satu.md:{line}: source.penerbit: sitegen does not know this key" in result.stderr


def test_the_digest_of_an_article_is_that_of_what_a_person_can_edit() -> None:
    plain = Article("Judul", "berita", "id", ("Isi.",))
    imported = Source("seeds/a.csv", "0" * 64, "1" * 64, row=3)
    assert digest(Article("Judul", "berita", "id", ("Isi.",), source=imported)) == digest(plain)
    named = Source("seeds/a.csv", "0" * 64, "1" * 64, row=3, url="https://example.com/a")
    assert digest(Article("Judul", "berita", "id", ("Isi.",), source=named)) != digest(plain)
