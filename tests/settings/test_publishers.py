"""``[publishers]``: which publisher an address belongs to, by domain."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.errors import SitegenError
from sitegen.settings.publishers import Publisher, by_domain, publisher_of
from sitegen.settings.site import load_site
from sitegen.settings.web_addresses import domain, host_of, web_address

LABEL = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True)
DOMAIN = st.lists(LABEL, min_size=2, max_size=4).map(".".join)
SUBDOMAINS = st.lists(LABEL, max_size=3).map(lambda labels: "".join(f"{label}." for label in labels))
REST = st.sampled_from(["", "/", "/a/1.html?x=1&y=2#s", ":8080/a", "/%20"])


def found(url: str, *domains: str) -> str | None:
    known = by_domain({name: Publisher(name=name) for name in domains})
    publisher = publisher_of(url, known)
    return publisher.name if publisher else None


@given(DOMAIN, SUBDOMAINS, REST, st.sampled_from(["http", "https"]))
def test_an_address_belongs_to_its_domain_and_to_those_above_it(name: str, below: str, rest: str, scheme: str) -> None:
    assert found(web_address(f"{scheme}://{below}{name}{rest}"), name) == name
    assert found(f"{scheme}://{below}{name}{rest}".upper().replace("HTTP", "http"), name) == name


@given(DOMAIN, LABEL, REST)
def test_an_address_does_not_belong_to_a_domain_that_only_ends_alike(name: str, more: str, rest: str) -> None:
    assert found(f"https://{more}{name}{rest}", name) is None
    assert found(f"https://{name}.{more}x{rest}", name) is None


@given(DOMAIN, LABEL, REST)
def test_of_several_domains_the_innermost_counts(name: str, below: str, rest: str) -> None:
    assert found(f"https://www.{below}.{name}{rest}", name, f"{below}.{name}") == f"{below}.{name}"
    assert found(f"https://{name}{rest}", name, f"{below}.{name}") == name


def test_a_domain_may_be_written_in_any_case_and_script() -> None:
    assert found("https://www.voaindonesia.com/a", "VOAIndonesia.com") == "VOAIndonesia.com"
    assert found("https://bücher.example/a", "xn--bcher-kva.example") == "xn--bcher-kva.example"
    assert found("https://xn--bcher-kva.example./a", "Bücher.example") == "Bücher.example"


@given(st.text(max_size=40) | st.text(st.sampled_from("https:/@[].#?% \nab%é"), max_size=30))
def test_whatever_is_written_it_is_an_address_or_said_to_be_none(text: str) -> None:
    try:
        url = web_address(text)
    except ValueError:
        return
    assert url == text
    assert host_of(url)
    assert found(url, "example.com") is None


@pytest.mark.parametrize(
    "text",
    [
        "voaindonesia.com", "//example.com/a", "ftp://example.com/", "javascript:alert(1)", "https://", "http:///a",
        "https://example.com/a b", "https://example.com/\n", "https://exa\tmple.com/", 'https://example.com/"onclick="',
        "https://example.com:port/", "data:text/html,x", "https://[::1", " https://example.com/", "",
    ],
)  # fmt: skip
def test_what_browsers_would_not_open_as_a_page_is_no_address(text: str) -> None:
    with pytest.raises(ValueError, match="write a whole address that begins with http:// or https://"):
        web_address(text)


@pytest.mark.parametrize(
    "text", ["https://example.com", "example.com/a", "com", "", "-a.com", "a..com", "a b.com", "*.com"]
)
def test_what_is_no_domain_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"write a domain alone, such as 'example\.com'"):
        domain(text)


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        ('"https://voa.com" = {name = "VOA"}', 5, "write a domain alone, such as 'example.com', not 'https://voa.com'"),
        ('"voa.com" = {url = "https://voa.com/"}', 5, "name: is missing; add it"),
        ('"voa.com" = {name = " "}', 5, "is empty; write the publisher's name"),
        ('"voa.com" = {name = "VOA", url = "voa.com"}', 5, "write a whole address that begins with http"),
        ('"voa.com" = {name = "VOA", license = "CC BY"}', 5, "there is no such setting"),
        ('"voa.com" = "VOA"', 5, "publishers.voa.com: write a table of settings, not 'VOA'"),
        ('"voa.com" = {name = "VOA", note = 3}', 5, "note: write a text, or a text for each language"),
        ('"voa.com" = {name = "VOA", note = {id = 3}}', 5, "note: write a text, or a text for each language"),
        ('"voa.com" = {name = "VOA"}\n"VOA.com" = {name = "V"}', 4, "'voa.com' and 'VOA.com' are the same domain"),
        ('"voa.com" = {name = "VOA", note = {fr = "Avec."}}', None, "the note of 'voa.com' is in 'fr'"),
    ],
)
def test_a_mistake_is_one_line_that_names_the_setting(tmp_path: Path, lines: str, line: int | None, words: str) -> None:
    path = tmp_path / "site.toml"
    path.write_text(f'[title]\nid = "Cermin"\nen = "Mirror"\n[publishers]\n{lines}\n', encoding="utf-8")
    with pytest.raises(SitegenError) as raised:
        load_site(tmp_path)
    message = str(raised.value)
    assert words in message
    assert "\n" not in message
    assert message.startswith(f"{path}:{line}: " if line else f"{path}: "), message


def test_a_setting_for_the_canonical_address_is_own_or_original(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text(
        'canonical = "theirs"\n[title]\nid = "Cermin"\nen = "Mirror"\n', encoding="utf-8"
    )
    with pytest.raises(SitegenError, match=r"site\.toml:1: canonical: .*'own' or 'original'"):
        load_site(tmp_path)
