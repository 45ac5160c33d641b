"""``serve``: ports, addresses, the first build, and stopping."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from commands import trouble
from previewing import ask, until
from sites import MakeSite, SiteFolder

from sitegen.errors import SitegenError
from sitegen.preview import listening
from sitegen.preview.listening import address_in_network, listen

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


@contextmanager
def serving(site: SiteFolder, *options: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """The command as a person runs it."""
    command = [sys.executable, "-u", str(ROOT / "build.py"), "serve", *options]
    variables = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    with subprocess.Popen(
        command, cwd=site.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=variables
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def address(process: subprocess.Popen[str]) -> str:
    """The address that the command says first of all, when it listens."""
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        if line.startswith("http"):
            return line.split()[0]
        said.append(line)
    raise AssertionError(said, process.stderr and process.stderr.read())


def port_of(url: str) -> int:
    return urlsplit(url).port or 0


def wait_for_line(process: subprocess.Popen[str], start: str) -> str:
    assert process.stdout is not None
    return next(line for line in process.stdout if line.startswith(start))


# Ports


def test_the_first_free_port_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with ExitStack() as stack:
        taken = stack.enter_context(socket.create_server(("127.0.0.1", 0))).getsockname()[1]
        free = taken + 1
        while free < 65_000:
            try:
                socket.create_server(("127.0.0.1", free)).close()
                break
            except OSError:
                free += 1
        monkeypatch.setattr(listening, "_PORTS", range(taken, free + 1))
        listener = stack.enter_context(listen())
        assert listener.getsockname() == ("127.0.0.1", free)
        with pytest.raises(SitegenError, match=f"the ports {taken} to {free} are all taken; choose another"):
            listen()


def test_the_first_port_is_8000() -> None:
    assert listening._PORTS[0] == 8000


def test_a_taken_port_that_was_asked_for_is_said_before_anything_is_built(make_site: MakeSite) -> None:
    site = make_site(search=False)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        line = trouble(site.root, "serve", "--port", str(taken.getsockname()[1]))
    assert line.endswith("cannot be used (another program has it); choose another with --port")
    assert not site.public.exists()


def test_a_site_without_settings_is_said(tmp_path: Path) -> None:
    assert "there is no site.toml here" in trouble(tmp_path, "serve")


# Starting and stopping


def test_a_fresh_clone_is_built_first(make_site: MakeSite) -> None:
    site = make_site(search=False, base_url="https://example.org/news/")
    site.pair("a", ("Judul A", "Title A"))
    shutil.copytree(ROOT / "seeds", site.root / "seeds", dirs_exist_ok=True)
    shutil.copytree(ROOT / "content", site.root / "content", dirs_exist_ok=True)
    with serving(site, "--port", str(free_port())) as process:
        url = address(process)
        assert url.startswith("http://127.0.0.1:")
        assert url.endswith("/news/")
        assert ask(port_of(url), "/news/id/a/").status == 200


def test_it_listens_on_this_machine_only_and_stops_at_once_with_open_event_streams(make_site: MakeSite) -> None:
    site = make_site(search=False)
    site.render()
    with serving(site, "--port", str(free_port())) as process, ExitStack() as stack:
        port = port_of(address(process))
        assert ask(port, "/id/").status == 200
        assert listeners(port) <= {"0100007F"}
        streams = [stack.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(3)]
        for stream in streams:
            stream.sendall(b"GET /.sitegen/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert stream.recv(100).startswith(b"HTTP/1.1 200")
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate()
        assert process.returncode == 0
        assert errors == ""


def test_it_stops_in_the_middle_of_a_build(make_site: MakeSite) -> None:
    site = make_site(search=False)
    site.render()
    before = site.files()
    slow = site.root / "themes" / "harian" / "templates" / "404.html"
    slow.parent.mkdir(parents=True)
    # A build that would go on for hours.
    slow.write_text("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", encoding="utf-8")
    with serving(site, "--port", str(free_port())) as process:
        port = port_of(address(process))
        assert ask(port, "/id/").status == 200
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate()
        assert process.returncode == 0
        assert "Traceback" not in errors
    assert site.files() == before


def test_problems_are_said_on_the_terminal_too(make_site: MakeSite) -> None:
    site = make_site(search=False)
    site.pair("a", ("Judul A", "Title A"))
    site.render()
    with serving(site, "--port", str(free_port())) as process:
        address(process)
        site.write("en", "b", "No Original")
        assert process.stderr is not None
        assert process.stderr.readline().startswith("warning: content/en/b.md: has no original")
        (site.root / "content" / "en" / "b.md").unlink()
        wait_for_line(process, "All is well again")


def test_the_browser_is_opened_when_asked(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(search=False)
    site.render()
    browser = tmp_path / "browser"
    browser.write_text(
        f'#!/bin/sh\necho "$1" > "{tmp_path}/opened.part"\nmv "{tmp_path}/opened.part" "{tmp_path}/opened"\n'
    )
    browser.chmod(0o755)
    with serving(site, "--open", "--port", str(free_port()), BROWSER=f"{browser} %s") as process:
        url = address(process)
        until((tmp_path / "opened").exists)
        assert (tmp_path / "opened").read_text().strip() == url


# The network


def test_the_network_is_let_in_only_when_asked_with_a_warning_and_the_address(make_site: MakeSite) -> None:
    site = make_site(search=False)
    site.render()
    with serving(site, "--lan", "--port", str(free_port())) as process:
        url = address(process)
        assert process.stderr is not None
        assert process.stderr.readline().startswith("warning: everyone in your network can read this preview")
        line = wait_for_line(process, "On other devices: http://")
        assert line.strip().endswith(f":{port_of(url)}/")
        assert ask(port_of(url), "/id/").status == 200
        assert listeners(port_of(url)) <= {"00000000"}


def test_where_the_network_s_address_is_not_known_the_machine_s_name_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "_network_address", lambda: None)
    monkeypatch.setattr(socket, "gethostname", lambda: "desk")
    with listen(0, lan=True) as listener:
        assert address_in_network(listener, "/news/") == f"http://desk.local:{listener.getsockname()[1]}/news/"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def listeners(port: int) -> set[str]:
    """The addresses that anybody listens on with a port, as Linux writes them; empty on other systems."""
    table = Path("/proc/net/tcp")
    if not table.exists():
        return set()
    rows = [line.split() for line in table.read_text(encoding="ascii").splitlines()[1:]]
    return {row[1].split(":")[0] for row in rows if row[3] == "0A" and row[1].endswith(f":{port:04X}")}


# The desk


def test_the_desk_has_an_address_of_its_own(make_site: MakeSite) -> None:
    site = make_site(search=False)
    site.pair("a", ("Judul A", "Title A"))
    with serving(site, "--desk") as process:
        url = address(process)
        assert url.endswith("/_desk/")
        assert b"Title A" in ask(port_of(url), "/_desk/api/stories").body
        assert b"Title A" in ask(port_of(url), "/en/a/").body


def test_in_the_network_the_desk_asks_for_the_phrase_that_the_terminal_says(make_site: MakeSite) -> None:
    site = make_site(search=False)
    site.pair("a", ("Judul A", "Title A"))
    with serving(site, "--desk", "--lan") as process:
        url = address(process)
        phrase = wait_for_line(process, "Pass phrase for the desk: ").partition(": ")[2].split()
        assert len(phrase) == 5
        assert ask(port_of(url), "/_desk/api/stories").status == 401
        assert ask(port_of(url), "/_desk/").headers["location"] == "/_desk/phrase"
