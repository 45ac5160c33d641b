"""Whatever people do at the desk, in the files and with the program in between: no word that was typed is ever lost."""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
import threading
import traceback
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import pytest
from desks import Client, at_the_desk, write_story
from fake_engine import BackwardEngine
from hypothesis import given, settings
from hypothesis import strategies as st
from sites import SiteFolder, write_site

from sitegen.translation.run import translate_site

SESSIONS = int(os.environ.get("SITEGEN_SESSIONS", "10"))
WHAT = (
    "type",
    "type_unseen",
    "accept",
    "by_hand",
    "source",
    "insert",
    "move",
    "translate",
    "other_model",
    "restart",
    "review",
    "term",
    "split_by_hand",
    "split",
    "join",
    "killed_type",
    "killed_accept",
    "killed_split",
    "killed_join",
    "killed_review",
    "killed_translate",
)
MOMENTS = 120_000
"""Calls of functions: more than a request has, so that some processes are killed when it is done."""
STEPS = st.lists(
    st.tuples(st.sampled_from(WHAT), st.integers(0, 30), st.integers(1, MOMENTS)),
    min_size=4,
    max_size=25,
)


@dataclass
class Session:
    """A site, a desk over it, and the words that people have typed into its translation and not replaced themselves."""

    site: SiteFolder
    desk: Client
    typed: set[str] = field(default_factory=set)
    count: int = 0
    version: int = 1

    @property
    def original(self) -> Path:
        return self.site.root / "content" / "id" / "hujan.md"

    @property
    def translation(self) -> Path:
        return self.site.root / "content" / "en" / "hujan.md"

    def word(self) -> str:
        self.count += 1
        return f"Word{self.count}x"

    def units(self) -> list[Any]:
        """The sentences that can be typed, if lines pair up."""
        return [unit for unit in self.desk.units("hujan") if unit["kind"] not in {"blank", "fixed"}]

    def replaced(self, text: str) -> None:
        """What stood in a sentence is not there any more because a person has replaced it."""
        self.typed -= {word for word in self.typed if word in text}


def edit_file(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def step(session: Session, what: str, number: int) -> None:
    """Do one thing to the sentence of this number, counted around."""
    units = session.units()
    body = [unit for unit in units if unit["kind"] == "sentence"]
    if what in {"translate", "other_model"}:
        session.version += what == "other_model"
        translate_site(session.site.site, BackwardEngine(version=str(session.version)))
    elif what == "term":
        row = {"indonesian": f"warga {number}", "english": f"citizen {number}", "dry_run": False}
        session.desk.send("POST", "terms", row, 422 if f"warga {number}," in _glossary(session.site) else 200)
    elif body and what in {"type", "accept", "review", "split", "join"}:
        at_desk(session, what, units, number)
    elif body:
        in_files(session, what, body[number % len(body)])


def at_desk(session: Session, what: str, units: list[Any], number: int) -> None:
    """Do something that the desk can do. Splitting, joining and reviewing are refused where they make no sense."""
    desk, place = session.desk, number % len(units)
    unit = units[place]
    if what == "type":
        word = session.word()
        desk.type("hujan", unit["number"], f"{word} typed.", seen=unit["seen"])
        session.replaced(unit["target"])
        session.typed.add(word)
    elif what == "accept":
        desk.send("PUT", f"stories/hujan/units/{unit['number']}/accept", {"seen": unit["seen"]})
    else:
        at = {f"{side}_at": [unit[side].find(" ") + 1] for side in ("source", "target")}
        given = {
            "review": {"version": desk.get("stories/hujan")["version"], "by": "Sari"},
            "split": {"number": unit["number"], "seen": unit["seen"], **at},
            "join": {"number": unit["number"], "seen": [other["seen"] for other in units[place : place + 2]]},
        }[what]
        desk.ask("POST", f"/_desk/api/stories/hujan/{what}", json.dumps(given).encode(), **desk.headers())


def in_files(session: Session, what: str, line: Any) -> None:
    """Do something in the files that a person does in an editor; what is typed at the desk then comes too late."""
    source, target = f"\n{line['source']}\n", f"\n{line['target']}\n"
    if what in {"by_hand", "type_unseen"}:
        word = session.word()
        edit_file(session.translation, target, f"\n{word} by hand.\n")
        session.replaced(line["target"])
        session.typed.add(word)
        if what == "type_unseen":
            answer = session.desk.type("hujan", line["number"], "Too late.", 409, line["seen"])
            assert answer["mine"] == "Too late."
    elif what == "source":
        edit_file(session.original, source, f"\nSumber {session.word().lower()} berubah.\n")
    elif what == "insert":
        edit_file(session.original, source, f"{source}Sisipan {session.word().lower()}.\n")
    elif what == "move":
        edit_file(session.original, source, "\n")
        session.original.write_text(session.original.read_text(encoding="utf-8") + source, encoding="utf-8")
    else:
        edit_file(session.original, source, f"{source}Bagian kedua.\n")
        edit_file(session.translation, target, f"{target}Second part.\n")


def killed(session: Session, what: str, step_at: tuple[int, int], units: list[Any]) -> None:
    """Do a step in another process, which is killed at a moment of it; after that, all or nothing of it is done."""
    number, moment = step_at
    if not any(unit["kind"] == "sentence" for unit in units):
        return
    before, word = units[number % len(units)]["target"], f"Word{session.count + 1}x"
    process = os.fork()
    if process == 0:
        _die_in(session, what, number, moment)
    _, status = os.waitpid(process, 0)
    is_done = os.WIFEXITED(status)
    assert (os.WEXITSTATUS(status) if is_done else -os.WTERMSIG(status)) in {0, -signal.SIGKILL}
    if what == "type":
        session.count += 1
        has_word = word in session.translation.read_text(encoding="utf-8")
        assert has_word or not is_done
        if has_word:
            session.replaced(before)
            session.typed.add(word)


def _die_in(session: Session, what: str, number: int, moment: int) -> NoReturn:
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1
        if calls == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    code = 1
    try:
        with at_the_desk(session.site) as session.desk:
            threading.setprofile(count)  # of the threads that do the desk's work
            sys.setprofile(count)
            step(session, what, number)
        code = 0
    except BaseException:  # noqa: BLE001  # nothing of this process may go on as a test
        traceback.print_exc()
    finally:
        os._exit(code)


def _glossary(site: SiteFolder) -> str:
    path = site.root / "glossary.csv"
    return path.read_text(encoding="utf-8") if path.exists() else ""


@pytest.mark.slow
@settings(max_examples=SESSIONS)
@given(STEPS)
def test_no_typed_word_is_lost_in_any_session(steps: list[tuple[str, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as desks:
        site = write_site(Path(folder) / "site", search=False)
        write_story(site)
        session = Session(site, desks.enter_context(at_the_desk(site)))
        for what, number, moment in steps:
            if what == "restart" or what.startswith("killed_"):
                units = session.units()
                desks.close()
                if what != "restart":
                    killed(session, what.removeprefix("killed_"), (number, moment), units)
                session.desk = desks.enter_context(at_the_desk(site))
            else:
                step(session, what, number)
            text = session.translation.read_text(encoding="utf-8")
            assert sorted(word for word in session.typed if word not in text) == []
        translate_site(site.site, BackwardEngine(version="last"))
        text = session.translation.read_text(encoding="utf-8")
        assert sorted(word for word in session.typed if word not in text) == []
