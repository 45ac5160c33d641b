"""Reads the hand-made file of hard cases for sentence splitting, for the tests and the measurement."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parents[1] / "data" / "sentences_id.txt"


@dataclass(frozen=True)
class Case:
    """A text and the sentences a careful reader finds in it. ``line`` is where the case begins in the file."""

    text: str
    expected: tuple[str, ...]
    line: int


def read_cases(path: Path = FILE) -> list[Case]:
    """Return the cases of a file whose format its own head describes."""
    cases: list[Case] = []
    block: list[str] = []
    for number, line in enumerate([*path.read_text("utf-8").splitlines(), ""], start=1):
        if line:
            block.append(line)
            continue
        sentences = [entry for entry in block if not entry.startswith("##")]
        if sentences:
            cases.append(_case(sentences, number - len(sentences)))
        block = []
    return cases


def _case(sentences: list[str], line: int) -> Case:
    text = " ".join(sentences)
    if sentences[0].startswith("<<< "):
        text = sentences.pop(0).removeprefix("<<< ").replace("\\n", "\n").replace("\\u00a0", "\u00a0")
    return Case(text, tuple(sentences), line)
