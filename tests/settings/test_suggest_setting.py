"""The setting ``suggest``: which addresses it may have, and how placeholders are filled in."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.errors import SitegenError
from sitegen.settings.site import load_site
from sitegen.settings.suggest import PLACEHOLDERS, SuggestTemplate

MANUAL = (Path(__file__).parents[2] / "docs" / "correcting.md").read_text(encoding="utf-8")
VALUES = {
    "address": "https://example.org/en/banjir/#s3",
    "file": "content/en/ekonomi & bola/banjir.md",
    "language": "en",
    "line": "42",
    "original": 'Air "naik" 50% & surut?',
    "sentence": "Water “rises” by 50% + more #2",
    "slug": "banjir",
    "title": "Flood / Ebb",
}


def filled(template: str, values: dict[str, str] | None = None) -> str:
    return SuggestTemplate.of(template).filled(values or VALUES)


def test_the_line_of_a_file_at_a_git_host() -> None:
    assert filled("https://github.com/me/news/edit/main/{file}#L{line}") == (
        "https://github.com/me/news/edit/main/content/en/ekonomi%20%26%20bola/banjir.md#L42"
    )


def test_a_prefilled_issue() -> None:
    address = filled("https://github.com/me/news/issues/new?title=Line {line} of {file}&body={sentence}\n\n{original}")
    asked = parse_qs(urlsplit(address).query)
    assert asked["title"] == ["Line 42 of content/en/ekonomi & bola/banjir.md"]
    assert asked["body"] == [f"{VALUES['sentence']}\r\n\r\n{VALUES['original']}"]
    assert urlsplit(address).fragment == ""


def test_a_mail_has_lines_as_mails_have_them() -> None:
    address = filled("mailto:desk@example.org?subject={title}&body={address}\n{sentence}")
    assert address == (
        "mailto:desk@example.org?subject=Flood%20%2F%20Ebb&body=https%3A%2F%2Fexample.org%2Fen%2Fbanjir%2F%23s3%0D%0A"
        "Water%20%E2%80%9Crises%E2%80%9D%20by%2050%25%20%2B%20more%20%232"
    )


def test_what_is_encoded_already_stays_so() -> None:
    assert filled("https://example.org/?a=b%20c+d&{slug}=1") == "https://example.org/?a=b%20c+d&banjir=1"


def test_a_folder_s_name_that_is_no_text_keeps_its_bytes() -> None:
    assert (
        filled("https://example.org/{file}", VALUES | {"file": "en/\udce9/a.md"}) == "https://example.org/en/%E9/a.md"
    )


@pytest.mark.parametrize("example", re.findall(r"^suggest = .*", MANUAL, re.MULTILINE))
def test_the_examples_in_the_manual_work(tmp_path: Path, example: str) -> None:
    (tmp_path / "site.toml").write_text(f'{example}\n[title]\nid = "Kabar"\nen = "News"\n', encoding="utf-8")
    setting = load_site(tmp_path).suggest
    assert setting
    address = filled(setting)
    assert "{" not in address
    assert len(address) > len(setting)


def test_the_manual_names_every_placeholder() -> None:
    assert {f"{{{name}}}" for name in PLACEHOLDERS} <= set(re.findall(r"`(\{\w+\})`", MANUAL))


@given(
    st.dictionaries(st.sampled_from(PLACEHOLDERS), st.text(st.characters(exclude_categories=["Cs"]))),
    st.lists(st.sampled_from(PLACEHOLDERS), max_size=5),
)
def test_no_value_leaves_its_place(given_values: dict[str, str], names: list[str]) -> None:
    values = VALUES | given_values
    query = "&".join(f"{number}={{{name}}}" for number, name in enumerate(names))
    address = filled(f"https://example.org/{{slug}}?{query}#{{title}}", values)
    parts = urlsplit(address)
    assert (parts.scheme, parts.netloc) == ("https", "example.org")
    assert unquote(parts.path) == "/" + values["slug"]
    assert unquote(parts.fragment) == values["title"]
    found = parse_qs(parts.query, keep_blank_values=True)
    assert [found[str(number)] for number in range(len(names))] == [[values[name]] for name in names]
    assert address.isascii()
    assert not set(address) & set(" \"'<>")


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("https://example.org/{url}", "there is no placeholder {url}; there are {address}, {file}, "),
        ("https://example.org/{slug", "has a brace that belongs to no placeholder"),
        ("https://example.org/{}", "has a brace that belongs to no placeholder"),
        ("https://example.org/{line:03}", "has a brace that belongs to no placeholder"),
        ("javascript:alert({line})", "write an address that begins with https://, http:// or mailto:"),
        ("/edit/{file}", "write an address that begins with https://, http:// or mailto:"),
        ("", "write an address that begins with https://, http:// or mailto:"),
        ("https://{slug}.example.org/", "write an address that begins with"),
        ("https://example.org{slug}", "write the host before the first placeholder"),
        ("https:// example.org/{slug}", "write a whole address"),
        ("mailto:{slug}@example.org", "write a mail address before the first placeholder"),
        ("mailto:desk@{slug}", "write a mail address before the first placeholder"),
        ("mailto:?subject={slug}", "write a mail address before the first placeholder"),
    ],
)
def test_what_is_wrong_is_said_in_a_line_with_its_place(tmp_path: Path, setting: str, said: str) -> None:
    path = tmp_path / "site.toml"
    path.write_text(f'theme = "polos"\nsuggest = "{setting}"\n[title]\nid = "Kabar"\nen = "News"\n', encoding="utf-8")
    with pytest.raises(SitegenError) as caught:
        load_site(tmp_path)
    message = str(caught.value)
    assert "site.toml:2: suggest: " in message
    assert said in message
    assert "\n" not in message
