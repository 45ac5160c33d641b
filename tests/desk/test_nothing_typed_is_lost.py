"""Whatever people do at the desk, in the files and with the program in between: no word that was typed is ever lost."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

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
)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(WHAT),
        st.integers(0, 30),
    ),
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

    def units(self) -> list[dict[str, object]]:
        """The sentences that can be typed, if lines pair up."""
        return [unit for unit in self.desk.units("hujan") if unit["kind"] not in {"blank", "fixed"}]

    def replaced(self, text: str) -> None:
        """What stood in a sentence is not there any more because a person has replaced it."""
        self.typed -= {word for word in self.typed if word in text}


def edit_file(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def step(session: Session, what: str, number: int) -> None:  # noqa: PLR0912  # all that people do
    desk, units = session.desk, session.units()
    unit = units[number % len(units)] if units else None
    body = [unit for unit in units if unit["kind"] == "sentence"]
    line = body[number % len(body)] if body else None
    if what == "translate":
        translate_site(session.site.site, BackwardEngine(version=str(session.version)))
    elif what == "other_model":
        session.version += 1
        translate_site(session.site.site, BackwardEngine(version=str(session.version)))
    elif what == "term":
        row = {"indonesian": f"warga {number}", "english": f"citizen {number}", "dry_run": False}
        desk.send("POST", "terms", row, 422 if f"warga {number}," in _glossary(session.site) else 200)
    elif unit is None or line is None:
        return
    elif what == "type":
        word = session.word()
        desk.type("hujan", int(str(unit["number"])), f"{word} typed.", seen=unit["seen"])
        session.replaced(str(unit["target"]))
        session.typed.add(word)
    elif what == "type_unseen":
        word = session.word()
        edit_file(session.translation, f"\n{line['target']}\n", f"\n{word} by another.\n")
        session.replaced(str(line["target"]))
        session.typed.add(word)
        answer = desk.type("hujan", int(str(line["number"])), "Too late.", 409, line["seen"])
        assert (answer["mine"], answer["unit"]["target"]) == ("Too late.", f"{word} by another.")
    elif what == "accept":
        desk.send("PUT", f"stories/hujan/units/{unit['number']}/accept", {"seen": unit["seen"]})
    elif what == "by_hand":
        word = session.word()
        edit_file(session.translation, f"\n{line['target']}\n", f"\n{word} by hand.\n")
        session.replaced(str(line["target"]))
        session.typed.add(word)
    elif what == "source":
        edit_file(session.original, f"\n{line['source']}\n", f"\nSumber {session.word().lower()} berubah.\n")
    elif what == "insert":
        edit_file(session.original, f"\n{line['source']}\n", f"\n{line['source']}\nSisipan {session.word().lower()}.\n")
    elif what == "move":
        source = f"\n{line['source']}\n"
        text = session.original.read_text(encoding="utf-8")
        session.original.write_text(text.replace(source, "\n", 1) + source, encoding="utf-8")
    elif what == "review":
        version = desk.get("stories/hujan")["version"]
        body_of = json.dumps(
            {"version": version, "by": "Sari"}
        ).encode()  # refused where the original has changed since
        desk.ask("POST", "/_desk/api/stories/hujan/review", body_of, **desk.headers())
    elif what == "split":  # refused where one of the two has no second word
        at = {f"{side}_at": [str(line[side]).find(" ") + 1] for side in ("source", "target")}
        cut = json.dumps({"number": line["number"], "seen": line["seen"], **at}).encode()
        desk.ask("POST", "/_desk/api/stories/hujan/split", cut, **desk.headers())
    elif what == "join":  # refused where the next line is none of the paragraph
        place = next(place for place, other in enumerate(units) if other["number"] == line["number"])
        both = json.dumps({"number": line["number"], "seen": [other["seen"] for other in units[place : place + 2]]})
        desk.ask("POST", "/_desk/api/stories/hujan/join", both.encode(), **desk.headers())
    elif what == "split_by_hand":
        edit_file(session.original, f"\n{line['source']}\n", f"\n{line['source']}\nBagian kedua.\n")
        edit_file(session.translation, f"\n{line['target']}\n", f"\n{line['target']}\nSecond part.\n")


def _glossary(site: SiteFolder) -> str:
    path = site.root / "glossary.csv"
    return path.read_text(encoding="utf-8") if path.exists() else ""


@pytest.mark.slow
@settings(max_examples=SESSIONS)
@given(STEPS)
def test_no_typed_word_is_lost_in_any_session(steps: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as desks:
        site = write_site(Path(folder) / "site", search=False)
        write_story(site)
        session = Session(site, desks.enter_context(at_the_desk(site)))
        for what, number in steps:
            if what == "restart":
                desks.close()
                session.desk = desks.enter_context(at_the_desk(site))
            else:
                step(session, what, number)
            text = session.translation.read_text(encoding="utf-8")
            assert sorted(word for word in session.typed if word not in text) == []
        translate_site(site.site, BackwardEngine(version="last"))
        text = session.translation.read_text(encoding="utf-8")
        assert sorted(word for word in session.typed if word not in text) == []
