"""A large site's articles are looked at by another process, while this one looks at its pages."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
from sites import MakeSite

from sitegen.building import site as building
from sitegen.building.processes import aside
from sitegen.building.processes.aside import Aside
from sitegen.errors import SitegenError


@pytest.fixture(autouse=True)
def _two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "cores", lambda: 2)
    monkeypatch.setattr(aside, "has_one_thread", lambda: True)  # those of other tests are idle


def refuse() -> int:
    raise SitegenError("cannot be read: it is locked", Path("content/id"))


def stop() -> int:
    if os.getpid() != THIS:
        os.kill(os.getpid(), signal.SIGKILL)
    return 3


THIS = os.getpid()


def test_another_process_calls_the_function_where_that_is_worthwhile() -> None:
    with Aside(os.getpid, worthwhile=True) as there, Aside(os.getpid, worthwhile=False) as here:
        assert there.result() != os.getpid() == here.result()


def test_a_large_answer_comes_whole() -> None:
    with Aside(lambda: list(range(300_000)), worthwhile=True) as there:
        assert there.result() == list(range(300_000))


def test_what_is_expected_to_go_wrong_there_is_said_as_here() -> None:
    with Aside(refuse, worthwhile=True) as there, pytest.raises(SitegenError) as raised:
        there.result()
    assert str(raised.value) == "content/id: cannot be read: it is locked"


def test_where_the_process_is_ended_from_outside_this_one_does_its_work() -> None:
    with Aside(stop, worthwhile=True) as there:
        assert there.result() == 3


def test_a_process_that_nobody_waits_for_any_more_is_ended() -> None:
    with Aside(lambda: time.sleep(600), worthwhile=True) as there:
        process = there._process
        assert process is not None
        assert process.is_alive()
    assert not process.is_alive()


def test_a_large_site_is_built_as_a_small_one_is(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    site = make_site()
    site.pair("gempa", ("Gempa", "Quake"))
    assert site.render().written
    monkeypatch.setattr(building, "LARGE", 1)
    assert building._is_large(site.site)
    assert site.render().written == 0
    site.pair("banjir", ("Banjir", "Flood"))
    assert site.render().published
    assert "id/banjir/index.html" in site.files()
