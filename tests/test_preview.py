"""The preview shows the finished site on this machine only, as a static host would."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from sites import MakeSite, SiteFolder

from sitegen.errors import SitegenError
from sitegen.preview.server import application, serve

ANSWER = tuple[int, dict[str, str], bytes]


@contextmanager
def running(site: SiteFolder) -> Iterator[int]:
    """The preview on a free port."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application(site.site), log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


def ask(port: int, path: str, method: str = "GET", **headers: str) -> ANSWER:
    """The answer to a request whose path is sent as it is."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        response = connection.getresponse()
        return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
    finally:
        connection.close()


@pytest.fixture(params=["/", "/news/"])
def preview(make_site: MakeSite, request: pytest.FixtureRequest) -> Iterator[tuple[int, str, SiteFolder]]:
    site = make_site(base_url=f"https://example.org{request.param}")
    site.pair("a", ("Judul A", "Title A"))
    site.render()
    for name, data in (("feed.xml", b"<a/>"), ("data.json", b"{}"), ("robots.txt", b"x"), ("b.svg", b"<svg/>")):
        (site.public / name).write_bytes(data)
    with running(site) as port:
        yield port, request.param, site


def test_pages_are_served_at_the_base_path(preview: tuple[int, str, SiteFolder]) -> None:
    port, base, site = preview
    status, headers, body = ask(port, f"{base}id/a/")
    assert status == 200
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["cache-control"] == "no-cache"
    assert body.decode() == site.page("id/a/")


@pytest.mark.parametrize(
    ("suffix", "content_type"),
    [
        (".css", "text/css"),
        (".js", "text/javascript"),
        (".xml", "application/xml"),
        (".json", "application/json"),
        (".txt", "text/plain"),
        (".svg", "image/svg+xml"),
    ],
)
def test_files_have_the_right_types(preview: tuple[int, str, SiteFolder], suffix: str, content_type: str) -> None:
    port, base, site = preview
    path = next(path for path in site.files() if path.endswith(suffix))
    status, headers, body = ask(port, base + path)
    assert status == 200
    assert headers["content-type"].partition(";")[0] == content_type
    assert body == site.files()[path]


def test_a_folder_s_address_without_slash_leads_to_the_one_with_it(preview: tuple[int, str, SiteFolder]) -> None:
    port, base, _ = preview
    status, headers, _ = ask(port, f"{base}id/a")
    assert status in {301, 307, 308}
    assert headers["location"].endswith(f"{base}id/a/")


def test_what_is_not_there_is_answered_with_the_site_s_own_page(preview: tuple[int, str, SiteFolder]) -> None:
    port, base, site = preview
    for path in (f"{base}tidak-ada", f"{base}id/tidak-ada/", "/di/luar"):
        status, headers, body = ask(port, path)
        assert status == 404
        assert headers["content-type"] == "text/html; charset=utf-8"
        assert body.decode() == site.page("404.html")


def test_the_root_leads_to_the_base_path(preview: tuple[int, str, SiteFolder]) -> None:
    port, base, _ = preview
    status, headers, _ = ask(port, "/")
    assert (status, headers.get("location", base)) == (200 if base == "/" else 307, base)


def test_foreign_hosts_are_refused(preview: tuple[int, str, SiteFolder]) -> None:
    port, base, _ = preview
    for host in ("example.org", "example.org:80", "localhost.example.org", "127.0.0.1.example.org", ""):
        assert ask(port, f"{base}id/", Host=host)[0] == 400
    for host in ("localhost", f"localhost:{port}", "127.0.0.1"):
        assert ask(port, f"{base}id/", Host=host)[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "../site.toml",
        "%2e%2e/site.toml",
        "..%2fsite.toml",
        "..%5csite.toml",
        "..\\site.toml",
        "id/../../site.toml",
        "//site.toml",
        "%00",
        "link/site.toml",
        "/etc/passwd",
        "%2fetc%2fpasswd",
    ],
)
def test_nothing_outside_the_finished_site_is_served(preview: tuple[int, str, SiteFolder], path: str) -> None:
    port, base, site = preview
    (site.public / "link").symlink_to(site.root)
    status, _, body = ask(port, base + path)
    assert status == 404
    assert b"base_url" not in body
    assert b"root:" not in body


def test_only_reading_is_allowed(preview: tuple[int, str, SiteFolder]) -> None:
    port, base, _ = preview
    assert ask(port, f"{base}id/", "POST")[0] == 405
    status, _, body = ask(port, f"{base}id/", "HEAD")
    assert (status, body) == (200, b"")


def test_an_unchanged_page_is_not_sent_again(preview: tuple[int, str, SiteFolder]) -> None:
    port, base, _ = preview
    tag = ask(port, f"{base}id/")[1]["etag"]
    assert ask(port, f"{base}id/", If_None_Match=tag)[0] == 304


def test_a_site_that_is_not_built_is_said(make_site: MakeSite) -> None:
    with pytest.raises(SitegenError, match="is not there yet; build the site first"):
        serve(make_site().site, 0)


def test_a_taken_port_is_said(make_site: MakeSite) -> None:
    site = make_site()
    site.render()
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(SitegenError, match=r"port \d+ cannot be used .*; choose another with --port"),
    ):
        serve(site.site, taken.getsockname()[1])


def test_it_listens_on_this_machine_only_says_where_and_stops_on_interrupt(make_site: MakeSite) -> None:
    site = make_site(base_url="https://example.org/news/")
    site.render()
    program = (
        "import sys; from pathlib import Path; from sitegen.config import load_site; "
        "from sitegen.preview.server import serve; "
        "serve(load_site(Path(sys.argv[1])), 0, lambda address: print(address, flush=True))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(site.root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        assert address.endswith("/news/")
        port = int(address.split(":")[2].split("/")[0])
        status, _, _ = ask(port, "/news/id/")
        assert status == 200
        listening = Path("/proc/net/tcp")
        if listening.exists():
            local = {
                line.split()[1]
                for line in listening.read_text(encoding="ascii").splitlines()[1:]
                if line.split()[3] == "0A"
            }
            assert {entry for entry in local if entry.endswith(f":{port:04X}")} == {f"0100007F:{port:04X}"}
        while process.poll() is None:
            process.send_signal(signal.SIGINT)
            time.sleep(0.1)
        _, errors = process.communicate()
        assert "Traceback" not in errors
    finally:
        process.kill()
        process.wait()
