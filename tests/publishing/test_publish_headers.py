"""Files are served with the right headers, sent in the right order, and old addresses lead on."""

from __future__ import annotations

from pathlib import Path

import pytest
from sites import MakeSite, SiteFolder

from sitegen.publishing.headers import (
    IMMUTABLE,
    REVALIDATE,
    Redirect,
    cache_control,
    headers_file,
    in_order,
    redirects_file,
)
from sitegen.publishing.paths import PathList
from sitegen.publishing.redirects import site_redirects


@pytest.mark.parametrize(
    ("path", "cache"),
    [
        ("static/harian.179582e0.css", IMMUTABLE),
        ("static/fonts/serif.179582e0.woff2", IMMUTABLE),
        ("images/0123456789abcdef/640.webp", IMMUTABLE),
        ("pagefind/id-1/fragment/id_d7521f1.pf_fragment", IMMUTABLE),
        ("pagefind/en-16/index/en_2058de8.pf_index", IMMUTABLE),
        ("pagefind/en-1/pagefind.en_f43d18529d.pf_meta", IMMUTABLE),
        ("pagefind/en-1/pagefind.js", REVALIDATE),
        ("pagefind/en-1/pagefind-entry.json", REVALIDATE),
        ("pagefind/en-1/wasm.en.pagefind", REVALIDATE),
        ("static/own.css", REVALIDATE),
        ("id/static/harian.179582e0.css", REVALIDATE),
        ("index.html", REVALIDATE),
        ("id/feed.xml", REVALIDATE),
    ],
)
def test_only_what_has_a_digest_in_its_path_is_kept_for_ever(path: str, cache: str) -> None:
    assert cache_control(path) == cache


def test_every_file_that_a_site_makes_and_names_with_a_digest_is_known(site: SiteFolder) -> None:
    immutable = {path for path in site.files() if cache_control(path) == IMMUTABLE}
    assert {path for path in site.files() if path.startswith("static/")} <= immutable
    assert not any(path.endswith((".html", ".xml", ".txt")) for path in immutable)


def test_each_file_is_sent_after_those_that_it_needs(tmp_path: Path) -> None:
    def new_list() -> PathList:
        return PathList(tmp_path / "paths")

    paths = [
        "a.html",
        "feed.xml",
        "id/a/index.html",
        "id/feed.json",
        "pagefind/en-1/pagefind.js",
        "static/a.01234567.css",
    ]
    assert [*map(tuple, in_order(paths, new_list))] == [
        ("static/a.01234567.css",),
        ("pagefind/en-1/pagefind.js",),
        ("a.html", "id/a/index.html"),
        ("feed.xml", "id/feed.json"),
    ]
    assert in_order([], new_list) == ()


@pytest.mark.parametrize("base", ["/", "/news/"])
def test_headers_for_hosts_give_each_path_one_cache_rule(base: str) -> None:
    lines = headers_file(base).decode().splitlines()
    assert lines[0] == "/*"
    assert f"{base}static/*" in lines
    assert lines[lines.index(f"{base}static/*") + 1] == f"  Cache-Control: {IMMUTABLE}"
    everywhere = lines[1 : next(number for number, line in enumerate(lines) if number and not line.startswith(" "))]
    assert not any("Cache-Control" in line for line in everywhere), "hosts would join it with the rules below"


def test_redirects_are_lines_that_hosts_read() -> None:
    found = [Redirect("/id/lama/", "/id/baru/"), Redirect("/id/a b:*/", "/id/é/")]
    assert redirects_file(found).decode().splitlines() == [
        "/id/a%20b%3A%2A/ /id/%C3%A9/ 301",
        "/id/lama/ /id/baru/ 301",
    ]
    assert redirects_file([]) == b""


def test_old_addresses_of_articles_lead_to_the_new_ones_in_each_language(make_site: MakeSite) -> None:
    site = make_site(base_url="https://example.org/news/")
    site.pair("baru", ("Judul", "Title"))
    site.write("id", "baru", "Judul", aliases=["lama"])
    site.write("id", "sendiri", "Sendiri", aliases=["dulu"])
    site.render()
    assert set(site_redirects(site.site)) == {
        Redirect("/news/id/lama/", "/news/id/baru/"),
        Redirect("/news/en/lama/", "/news/en/baru/"),
        Redirect("/news/id/dulu/", "/news/id/sendiri/"),
        Redirect("/news/en/dulu/", "/news/id/sendiri/"),
    }
