"""The preview gives out the finished site and nothing else, and only to this machine."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from previewing import Preview, ask_raw, previewing
from sites import MakeSite

from sitegen.preview.hosts import is_known
from sitegen.preview.paths import Elsewhere, find

pytestmark = pytest.mark.slow

SECRET = b"only for this machine"


@pytest.fixture(scope="module", params=["/", "/news/"])
def preview(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Preview]:
    from sites import write_site

    site = write_site(
        tmp_path_factory.mktemp("safety") / "site", search=False, base_url=f"https://example.org{request.param}"
    )
    site.pair("a", ("Judul A", "Title A"))
    with previewing(site) as preview:
        lay_traps(site.root, site.public)
        yield preview


def lay_traps(root: Path, public: Path) -> None:
    """Put secrets where bad paths would find them: beside, above, in a folder that begins alike, and behind links."""
    for folder in (root, root.parent, root / "public-evil", root / ".sitegen"):
        folder.mkdir(exist_ok=True)
        (folder / "secret.txt").write_bytes(SECRET)
    (public / "link").symlink_to(root)
    (public / "link.txt").symlink_to(root / "secret.txt")
    (public / "circle").symlink_to(public / "circle")
    (public / "inner").symlink_to(public / "id")


PATHS = [
    "../secret.txt",
    "..",
    "../",
    "id/../../secret.txt",
    "./../secret.txt",
    "../public-evil/secret.txt",
    "../../../../../../../../../../etc/passwd",
    "%2e%2e/secret.txt",
    "%2E%2E/secret.txt",
    ".%2e/secret.txt",
    "%2e./secret.txt",
    "..%2fsecret.txt",
    "..%2Fsecret.txt",
    "%2e%2e%2fsecret.txt",
    "id%2f..%2f..%2fsecret.txt",
    "%252e%252e/secret.txt",
    "%252e%252e%252fsecret.txt",
    "..%252fsecret.txt",
    "%25252e%25252e/secret.txt",
    "..\\secret.txt",
    "..%5csecret.txt",
    "%2e%2e%5csecret.txt",
    "%5c..%5csecret.txt",
    "..%255csecret.txt",
    "..%c0%afsecret.txt",
    "%c0%ae%c0%ae/secret.txt",
    "%e0%80%ae%e0%80%ae/secret.txt",
    "%uff0e%uff0e/secret.txt",
    "%ef%bc%8e%ef%bc%8e/secret.txt",
    "..;/secret.txt",
    "... /secret.txt",
    "..%20/secret.txt",
    "..%00/secret.txt",
    "%00",
    "%00/secret.txt",
    "secret.txt%00",
    "../secret.txt%00.html",
    "link/secret.txt",
    "link.txt",
    "link/",
    "circle",
    "circle/x",
    "/etc/passwd",
    "//etc/passwd",
    "%2fetc%2fpasswd",
    "%2f%2fetc/passwd",
    "file:///etc/passwd",
    "C:/Windows/win.ini",
    "C:%5cWindows%5cwin.ini",
    "id::$DATA",
    "../.sitegen/secret.txt",
    "%",
    "%2",
    "%zz",
    "a" * 5000,
    "a/" * 5000,
]


@pytest.mark.parametrize("path", PATHS, ids=[path[:40] for path in PATHS])
def test_no_spelling_leads_out_of_the_finished_site(preview: Preview, path: str) -> None:
    for prefix in dict.fromkeys([preview.base, "/", ""]):
        target = (prefix + path).encode()
        answer = ask_raw(preview.port, b"GET " + target + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
        # 400 is said by the HTTP parser, to what is no request at all.
        assert answer.status in {400, 404}
        assert SECRET not in answer.body
        assert b"root:" not in answer.body


@pytest.mark.parametrize(
    "target", ["/\0", "/\x01", "/..\r", "/a b/../secret.txt", "http://example.org/../secret.txt", "*", ""]
)
def test_what_is_no_path_at_all_is_refused(preview: Preview, target: str) -> None:
    answer = ask_raw(preview.port, f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    assert answer.status in {400, 404}
    assert SECRET not in answer.body


def test_links_within_the_finished_site_are_followed(preview: Preview) -> None:
    assert preview.ask(f"{preview.base}inner/a/").page == preview.site.page("id/a/")


def test_a_redirect_never_leads_to_another_host(preview: Preview) -> None:
    for path in ("//example.org/id/a", "/\\example.org/id/a", "//example.org/%2e%2e", "/%2f/example.org/id"):
        answer = ask_raw(preview.port, f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert answer.status == 404
        assert "location" not in answer.headers


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes on this system")
def test_what_is_no_file_is_not_waited_for(preview: Preview) -> None:
    pipe = preview.site.public / "pipe"
    os.mkfifo(pipe)
    try:
        assert preview.ask(f"{preview.base}pipe").status == 404
    finally:
        pipe.unlink()


PIECES = st.sampled_from(
    [
        "..",
        ".",
        "%2e",
        "%2e%2e",
        "%252e",
        "/",
        "//",
        "%2f",
        "%5c",
        "\\",
        "%00",
        "~",
        ":",
        "?",
        " ",
        "%20",
        "%ff",
        "id",
        "a",
        "link",
        "link.txt",
        "public",
        "public-evil",
        "secret.txt",
        "index.html",
        "news",
        "site",
        ".sitegen",
    ]
)


@given(pieces=st.lists(PIECES, max_size=9), base=st.sampled_from(["/", "/news/", "/a/b/"]))
def test_whatever_is_found_is_in_the_finished_site(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str], base: str
) -> None:
    root = tmp_path_factory.getbasetemp() / "found" / "site"
    public = root / "public"
    if not public.exists():
        (public / "id" / "a").mkdir(parents=True)
        (public / "id" / "a" / "index.html").write_text("x")
        (public / "index.html").write_text("x")
        lay_traps(root, public)
    for start in (base, ""):
        found = find(public, base, (start + "".join(pieces)).encode())
        if isinstance(found, Elsewhere):
            assert urlsplit(urljoin("http://localhost/", found.path)).netloc == "localhost"
        elif found is not None:
            assert found.resolve().is_relative_to(public.resolve())
            assert found.read_bytes() != SECRET


# Hosts


def test_foreign_hosts_are_refused(preview: Preview) -> None:
    foreign = ["example.org", "example.org:80", "localhost.example.org", "127.0.0.1.example.org", "", "localhost@x.org"]
    machine = [socket.gethostname() + ".example.org", "machine.local", "0.0.0.0", "[::1]", "localhost:x"]  # noqa: S104
    for path in (f"{preview.base}id/", "/.sitegen/events", "/.sitegen/preview.js"):
        for host in foreign + machine:
            answer = preview.ask(path, Host=host)
            assert answer.status == 400
            assert b"<html" not in answer.body


def test_this_machine_s_own_names_are_served(preview: Preview) -> None:
    for host in ("localhost", f"localhost:{preview.port}", "127.0.0.1", "LOCALHOST", "localhost."):
        assert preview.ask(f"{preview.base}id/", Host=host).status == 200


@pytest.mark.parametrize(
    "head",
    [
        b"GET %s HTTP/1.0\r\n\r\n",
        b"GET %s HTTP/1.1\r\n\r\n",
        b"GET %s HTTP/1.1\r\nHost: localhost\r\nHost: example.org\r\n\r\n",
        b"GET %s HTTP/1.1\r\nHost: localhost example.org\r\n\r\n",
        b"GET %s HTTP/1.1\r\nHost: localhost,example.org\r\n\r\n",
        b"GET %s HTTP/1.1\r\nHost: \xffocalhost\r\n\r\n",
    ],
)
def test_a_request_that_names_no_single_host_is_refused(preview: Preview, head: bytes) -> None:
    assert ask_raw(preview.port, head % f"{preview.base}id/".encode()).status == 400


def test_no_foreign_page_is_allowed_to_read_an_answer(preview: Preview) -> None:
    answer = preview.ask(f"{preview.base}id/", Origin="https://example.org")
    assert not [name for name in answer.headers if name.startswith("access-control-")]


def test_in_the_network_the_machine_s_addresses_and_local_names_are_served_too(make_site: MakeSite) -> None:
    with previewing(make_site(search=False), lan=True) as preview:
        for host in ("localhost", "127.0.0.1", "machine.local", f"machine.local:{preview.port}", socket.gethostname()):
            assert preview.ask("/id/", Host=host).status == 200
        for host in ("example.org", "192.0.2.1", "local", ".local", "machine.local.example.org", "xlocal"):
            assert preview.ask("/id/", Host=host).status == 400


def test_in_the_network_the_address_that_was_typed_is_the_one_that_was_reached() -> None:
    assert is_known("192.168.1.5:8000", "192.168.1.5", lan=True)
    assert not is_known("192.168.1.6:8000", "192.168.1.5", lan=True)
    assert not is_known("192.168.1.5:8000", "192.168.1.5", lan=False)
