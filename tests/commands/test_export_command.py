"""``export epub`` on the command line."""

from __future__ import annotations

import click
import pytest
from commands import lines, run, trouble
from sites import MakeSite


def test_a_book_is_named_after_what_is_in_it(make_site: MakeSite) -> None:
    site = make_site()
    site.pair("gempa", ("Gempa", "Quake"), date="2022-01-03", tags=["Bencana"])
    site.pair("banjir", ("Banjir", "Flood"), date="2022-01-04")
    assert lines(site.root, "export", "epub", "--story", "content/id/gempa.md") == [
        "Exported    1 story to gempa-id-en.epub"
    ]
    assert lines(site.root, "export", "epub", "--month", "2022-01", "--language", "en") == [
        "Exported    2 stories to 2022-01-en.epub"
    ]
    assert lines(site.root, "export", "epub", "--tag", "bencana", "--output", "buku/x.epub") == [
        "Exported    1 story to buku/x.epub"
    ]
    assert sorted(path.name for path in site.root.rglob("*.epub")) == ["2022-01-en.epub", "gempa-id-en.epub", "x.epub"]


def test_what_a_language_lacks_is_said(make_site: MakeSite) -> None:
    site = make_site()
    site.pair("gempa", ("Gempa", "Quake"), date="2022-01-03")
    site.write("id", "banjir", "Banjir", date="2022-01-04")
    said = lines(site.root, "export", "epub", "--month", "2022-01", "--language", "en")
    assert said[1] == "Left out    banjir: not in 'en' yet"


def test_trouble_is_one_line(make_site: MakeSite) -> None:
    site = make_site()
    site.write("id", "gempa", "Gempa")
    assert "there is no story 'tiada'" in trouble(site.root, "export", "epub", "--story", "tiada")
    assert "none of the stories is in 'en'" in trouble(
        site.root, "export", "epub", "--story", "gempa", "--language", "en"
    )
    assert list(site.root.rglob("*.epub")) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "--story, --tag or --month"),
        (("--tag", "a", "--month", "2022-01"), "one of them"),
        (("--month", "2022-13"), "such as 2022-01"),
        (("--story", "gempa", "--language", "fr"), "not in 'fr'"),
    ],
)
def test_a_wrong_option_is_said(make_site: MakeSite, arguments: tuple[str, ...], said: str) -> None:
    result = run(make_site().root, "export", "epub", *arguments)
    assert isinstance(result.exception, click.UsageError)
    assert said in str(result.exception)
