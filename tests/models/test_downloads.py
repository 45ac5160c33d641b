"""A download that was cut goes on where it stopped, and nothing is taken that is too large or not whole."""

from __future__ import annotations

import contextlib
import hashlib
import io
import itertools
from collections.abc import Iterator
from http.client import HTTPMessage
from pathlib import Path
from urllib import request
from urllib.error import URLError

import pytest
from file_server import FileServer, Served, file_server
from sites import MakeSite
from small_packages import refusal, small_package

from sitegen.errors import SitegenError
from sitegen.models import downloads
from sitegen.models.install import install_model
from sitegen.settings.site import Site

pytestmark = pytest.mark.slow

FILE = "translate-id_en-1_9.argosmodel"
BY_HAND = "install the file: python build.py model install PATH"


@pytest.fixture
def site(make_site: MakeSite) -> Site:
    return make_site().site


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FileServer]:
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setattr(downloads, "PAUSES", (0.0, 0.0))
    with file_server() as server:
        yield server


@pytest.fixture
def package() -> bytes:
    """A package with some ballast, so that it takes many reads."""
    return small_package(changes={"ballast": hashlib.shake_256(b"ballast").digest(400_000)})


def parts(site: Site) -> list[Path]:
    """The downloads that are not finished."""
    return sorted((site.state / "argos" / "downloads").glob("*.part"))


@pytest.mark.parametrize("announced", [True, False])
def test_a_file_that_is_too_large_is_refused(site: Site, server: FileServer, package: bytes, announced: bool) -> None:
    url = server.add(FILE, Served(package, no_length=not announced))
    seen = [0]
    with pytest.raises(SitegenError, match="is larger than 100,000 bytes"):
        install_model(site, url, limit=100_000, progress=lambda received, _: seen.append(received))
    assert max(seen) <= (0 if announced else 100_000)
    assert parts(site) == []


def test_a_length_that_is_a_lie_is_refused(site: Site, server: FileServer, package: bytes) -> None:
    short = server.add("short", Served(package, length=len(package) - 5_000))
    assert "is no package, or damaged" in refusal(site, short)
    assert parts(site) == []
    long = server.add("long", Served(package, length=len(package) + 5_000, ranges=False))
    assert "the connection broke after" in refusal(site, long)
    # A server with ranges says itself that there is no more.
    assert install_model(site, server.add("long", Served(package, length=len(package) + 5_000))).new


def test_a_file_without_a_length_is_taken_as_it_ends(site: Site, server: FileServer, package: bytes) -> None:
    assert install_model(site, server.add(FILE, Served(package, no_length=True))).new


@pytest.mark.parametrize(
    ("etag", "modified"), [('"1"', None), (None, "Sun, 22 Nov 2026 10:00:00 GMT"), ('W/"1"', None), (None, None)]
)
def test_a_download_that_is_cut_goes_on_where_it_stopped(
    site: Site, server: FileServer, package: bytes, etag: str | None, modified: str | None
) -> None:
    url = server.add(FILE, Served(package, etag, modified, cuts=[100_000, 50_000]))
    assert install_model(site, url).new
    assert server.requests == [(FILE, None), (FILE, "bytes=100000-"), (FILE, "bytes=150000-")]


def test_a_download_that_keeps_being_cut_goes_on_in_the_next_run(
    site: Site, server: FileServer, package: bytes
) -> None:
    url = server.add(FILE, Served(package, cuts=[50_000] * 3))
    message = refusal(site, url)
    assert f"the connection broke after 150,000 of {len(package):,} bytes" in message
    assert f"download {url} elsewhere, then {BY_HAND}" in message
    assert [path.stat().st_size for path in parts(site)] == [150_000]
    server.requests.clear()
    assert install_model(site, url, sha256=hashlib.sha256(package).hexdigest()).new
    assert server.requests == [(FILE, "bytes=150000-")]
    assert parts(site) == []


def test_ctrl_c_keeps_what_has_come(site: Site, server: FileServer, package: bytes) -> None:
    url = server.add(FILE, package)

    def interrupt(received: int, _total: int | None) -> None:
        if received >= 200_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        install_model(site, url, progress=interrupt)
    have = parts(site)[0].stat().st_size
    assert 200_000 <= have < len(package)
    assert install_model(site, url).new
    assert server.requests[-1] == (FILE, f"bytes={have}-")


def test_a_download_that_was_finished_but_not_installed_is_not_fetched_again(
    site: Site, server: FileServer, package: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = server.add(FILE, package)
    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            install_model(site, url)
    assert parts(site)[0].stat().st_size == len(package)
    seen: list[int] = []
    assert install_model(site, url, progress=lambda received, _: seen.append(received)).new
    assert seen == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        *itertools.permutations([('"1"', None), ('"2"', None), (None, "Sun, 22 Nov 2026 10:00:00 GMT")], 2),
        # No condition can be made of a weak tag, so the answer is looked at.
        (('W/"1"', None), ('W/"2"', None)),
    ],
)
def test_a_download_begins_anew_when_the_file_has_changed(
    site: Site,
    server: FileServer,
    package: bytes,
    before: tuple[str | None, str | None],
    after: tuple[str | None, str | None],
) -> None:
    other = small_package("1.8", changes={"ballast": hashlib.shake_256(b"other").digest(400_000)})
    url = server.add(FILE, Served(other, *before, cuts=[50_000] * 3))
    refusal(site, url)
    server.add(FILE, Served(package, *after))
    server.requests.clear()
    assert install_model(site, url, sha256=hashlib.sha256(package).hexdigest()).name == "translate-id_en-1_9"
    # A condition lets the server send the whole file at once.
    assert len(server.requests) == (2 if "W/" in str(before) else 1)


def test_a_changed_file_is_noticed_by_its_size_where_the_server_says_nothing_else(
    site: Site, server: FileServer, package: bytes
) -> None:
    url = server.add(FILE, Served(package + b"x", None, cuts=[50_000] * 3))
    refusal(site, url)
    server.add(FILE, Served(package, None))
    server.requests.clear()
    assert install_model(site, url).new
    assert server.requests == [(FILE, "bytes=150000-"), (FILE, None)]
    # Shorter than what has come already.
    server.add(FILE, Served(package + b"x", None, cuts=[50_000] * 3))
    refusal(site, url)
    server.add(FILE, Served(small_package("1.8", bpe=True), None))
    assert install_model(site, url).name == "translate-id_en-1_8"


def test_a_server_without_ranges_sends_the_whole_file_again(site: Site, server: FileServer, package: bytes) -> None:
    url = server.add(FILE, Served(package, ranges=False, cuts=[100_000]))
    assert install_model(site, url, sha256=hashlib.sha256(package).hexdigest()).new
    assert server.requests == [(FILE, None), (FILE, "bytes=100000-")]


def test_a_redirect_does_not_lead_from_https_to_http() -> None:
    asked = request.Request("https://localhost/package")
    redirects = downloads._SafeRedirects()
    for address, follows in (("https://127.0.0.1/package", True), ("http://127.0.0.1/package", False)):
        with contextlib.nullcontext() if follows else pytest.raises(URLError, match="it leads away from https"):
            assert redirects.redirect_request(asked, io.BytesIO(), 302, "Found", HTTPMessage(), address)


def test_a_server_that_falls_silent_is_given_up(
    site: Site, server: FileServer, package: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "TIMEOUT", 0.05)
    url = server.add(FILE, Served(package, silent=True))
    assert "the connection broke: timed out" in refusal(site, url)


def test_two_runs_do_not_install_into_the_same_site_at_once(
    site: Site, server: FileServer, package: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sitegen.models.install._LOCK_SECONDS", 0)
    url = server.add(FILE, package)

    def second_run(*_: object) -> None:
        assert "is another sitegen installing a model here?" in refusal(site, url)

    assert install_model(site, url, progress=second_run).new
