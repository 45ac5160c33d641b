"""The preview answers as a static host would, at the site's base path."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from previewing import Preview, previewing
from sites import write_site

from sitegen.preview.files import byte_range

pytestmark = pytest.mark.slow

RECORDING = bytes(range(256)) * 4096
"""Longer than the pieces in which files are sent."""


@pytest.fixture(scope="module", params=["/", "/news/"])
def preview(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Preview]:
    root = tmp_path_factory.mktemp("preview") / "site"
    site = write_site(root, search=False, base_url=f"https://example.org{request.param}")
    site.pair("a", ("Judul A", "Title A"))
    with previewing(site) as preview:
        for name, data in (("data.json", b"{}"), ("notes.txt", b"x"), ("b.svg", b"<svg/>"), ("rekaman.mp3", RECORDING)):
            (site.public / name).write_bytes(data)
        yield preview


# Pages


def test_pages_are_served_at_the_base_path(preview: Preview) -> None:
    answer = preview.ask(f"{preview.base}id/a/")
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.page == preview.site.page("id/a/")


def test_the_script_is_in_what_is_served_and_never_in_the_finished_site(preview: Preview) -> None:
    for path in ("id/a/", "en/", "tidak-ada/"):
        assert preview.ask(preview.base + path).body.count(b"/.sitegen/preview.js") == 1
    assert not [path for path, data in preview.site.files().items() if b"/.sitegen/" in data]


def test_a_folder_s_address_without_slash_leads_to_the_one_with_it(preview: Preview) -> None:
    answer = preview.ask(f"{preview.base}id/a?x=1")
    assert answer.status == 307
    assert answer.headers["location"] == f"{preview.base}id/a/?x=1"


def test_the_root_leads_to_the_base_path(preview: Preview) -> None:
    for path in ("/", preview.base.removesuffix("/") or "/"):
        answer = preview.ask(path)
        assert (answer.status, answer.headers.get("location", preview.base)) == (
            200 if preview.base == "/" else 307,
            preview.base,
        )


def test_what_is_not_there_is_answered_with_the_site_s_own_page(preview: Preview) -> None:
    base = preview.base
    for path in (f"{base}tidak-ada", f"{base}id/tidak-ada/", f"{base}id/a/index.html/", "/di/luar", f"{base}a%0ab"):
        answer = preview.ask(path)
        assert answer.status == 404
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert answer.page == preview.site.page("404.html")


def test_where_there_is_no_404_page_the_preview_has_one(preview: Preview) -> None:
    page = preview.site.public / "404.html"
    page.rename(page.with_name("aside.html"))
    answer = preview.ask(f"{preview.base}tidak-ada/")
    page.with_name("aside.html").rename(page)
    assert answer.status == 404
    assert f'<a href="{preview.base}">' in answer.page


def test_only_reading_is_allowed(preview: Preview) -> None:
    assert preview.ask(f"{preview.base}id/", "POST").status == 405
    for path in ("id/", "rekaman.mp3"):
        answer = preview.ask(preview.base + path, "HEAD")
        assert (answer.status, answer.body) == (200, b"")
        assert int(answer.headers["content-length"]) == len(preview.ask(preview.base + path).body)


# Other files


@pytest.mark.parametrize(
    ("suffix", "content_type"),
    [
        (".css", "text/css; charset=utf-8"),
        (".js", "text/javascript; charset=utf-8"),
        (".json", "application/json"),
        (".mp3", "audio/mpeg"),
        (".svg", "image/svg+xml"),
        (".txt", "text/plain; charset=utf-8"),
    ],
)
def test_files_have_the_right_types(preview: Preview, suffix: str, content_type: str) -> None:
    files = preview.site.files()
    path = next(path for path in files if path.endswith(suffix))
    answer = preview.ask(preview.base + path)
    assert answer.status == 200
    assert answer.headers["content-type"] == content_type
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.body == files[path]


def test_an_unchanged_file_is_not_sent_again(preview: Preview) -> None:
    changing = preview.site.public / "berubah.bin"
    changing.write_bytes(b"one")
    for path in ("id/", "berubah.bin"):
        tag = preview.ask(preview.base + path).headers["etag"]
        answer = preview.ask(preview.base + path, If_None_Match=f'"other", W/{tag}')
        assert (answer.status, answer.body) == (304, b"")
    changing.write_bytes(b"other")
    assert preview.ask(f"{preview.base}berubah.bin", If_None_Match=tag).status == 200


# Ranges


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-9", 0, 9),
        ("bytes=1000000-", 1_000_000, 1_048_575),
        ("bytes=-10", 1_048_566, 1_048_575),
        ("bytes=5-99999999", 5, 1_048_575),
        ("BYTES= 7-7 ", 7, 7),
    ],
)
def test_a_part_of_a_file_is_sent(preview: Preview, asked: str, first: int, last: int) -> None:
    answer = preview.ask(f"{preview.base}rekaman.mp3", Range=asked)
    assert answer.status == 206
    assert answer.headers["content-range"] == f"bytes {first}-{last}/{len(RECORDING)}"
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.body == RECORDING[first : last + 1]


@pytest.mark.parametrize("asked", ["bytes=1048576-", "bytes=99999999-999999999", "bytes=-0"])
def test_a_part_beyond_the_end_is_refused(preview: Preview, asked: str) -> None:
    answer = preview.ask(f"{preview.base}rekaman.mp3", Range=asked)
    assert (answer.status, answer.headers["content-range"]) == (416, f"bytes */{len(RECORDING)}")


@pytest.mark.parametrize("asked", ["bytes=9-5", "bytes=-", "bytes=a-b", "lines=1-2", "bytes=0-1,5-9", "bytes=0-¼"])
def test_what_is_no_single_range_gets_the_whole_file(preview: Preview, asked: str) -> None:
    answer = preview.ask(f"{preview.base}rekaman.mp3", Range=asked)
    assert (answer.status, answer.body) == (200, RECORDING)


def test_a_range_of_an_older_file_gets_the_whole_new_one(preview: Preview) -> None:
    changing = preview.site.public / "berubah.mp3"
    changing.write_bytes(b"one two three")
    path = f"{preview.base}berubah.mp3"
    tag = preview.ask(path).headers["etag"]
    assert preview.ask(path, Range="bytes=0-2", If_Range=tag).body == b"one"
    changing.write_bytes(b"other")
    answer = preview.ask(path, Range="bytes=0-2", If_Range=tag)
    assert (answer.status, answer.body) == (200, b"other")


@given(st.text(), st.integers(0, 100))
@example("bytes=0-0", 0)
@example("bytes=-5", 0)
@example("bytes=" + "9" * 40 + "-", 3)
def test_no_header_asks_for_bytes_that_are_not_there(header: str, size: int) -> None:
    part = byte_range(header, size)
    assert part is None or set(part) <= set(range(size))


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 40))
def test_ranges_count_as_the_standard_says(start: int, end: int, size: int) -> None:
    data = bytes(range(size))

    def part(header: str) -> bytes | None:
        found = byte_range(header, size)
        return None if found is None else data[found.start : found.stop]

    assert part(f"bytes={start}-{end}") == (None if end < start else data[start : end + 1])
    assert part(f"bytes={start}-") == data[start:]
    assert part(f"bytes=-{end}") == (data[-end:] if end else b"")
