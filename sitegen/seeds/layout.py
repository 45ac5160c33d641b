"""The lines of a seed to its paragraphs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from typing import Literal

Place = Literal["alone", "own", "with previous", ""]
"""Whether a line is a paragraph, begins one, belongs to the line before it, or is to be judged by its length."""

_WIDEST = 120  # columns to which the lines of one block may be broken, where the whole text does not tell
_NARROWEST = 40
_LEAST = 16  # columns to which any text is broken
_LONGEST_BROKEN = 200  # letters of a line that goes on on the next within a sentence
_LONGEST_HEADLINE = 200
_FEWEST_BREAKS = 2
_ENDS_SENTENCE = re.compile(r"[.!?…:;][\"”'’»)\]*_]*$")
_NEXT_DASH = re.compile(r"(?<=[\w.,)%])-\s(?=[A-Z])")
_LONE_DASH = re.compile(r"(?<=[^\s])[ ]*\n[ ]*([–—-])[ ]*\n[ ]*(?=[^\s])")
_LONE_MARK = re.compile(r"(?<=[^\W_])[ ]*\n[ ]*([,;.)](?=\s))")
_CONTINUES = re.compile(r"[^\W\d_](?![.)])")  # with a small letter; a. begins an item


def paragraphs(text: str, place: Callable[[str], Place]) -> list[str]:
    """Return the paragraphs of ``text``, the headline first; they may still have line breaks in them.

    Blank lines part paragraphs. Of the lines of one block those are joined that were broken because the next word did
    not fit, or that go on within a sentence. ``place`` tells of a line what its form says of that.
    """
    # Programs part what a page has around a link by line breaks: Jakarta, -, Luna Maya, and a comma.
    text = _LONE_MARK.sub(r"\1", _LONE_DASH.sub(r" \1 ", text))
    lines = [" ".join(line.split()) for line in text.split("\n")]
    blocks = _blocks(lines)
    first, *others = blocks
    places = {line: place(line) for block in blocks if len(block) > 1 for line in block}
    width = _text_width(blocks, places)
    columns = width or (_width(first) if others else 0)
    lines_of_headline = _headline_lines(first, columns) or (len(first) if others else 1)
    headline = _join(first, places, columns, headline_lines=lines_of_headline)
    if len(headline[0]) > _LONGEST_HEADLINE:
        headline = _join(first, places, width, headline_lines=1)
    return [*headline, *(part for block in others for part in _join(block, places, width or _width(block)))]


def items(paragraph: str) -> list[str]:
    """Return the items of a list that lost its line breaks, as ``1. Gambir2. Menteng`` did, or the paragraph."""
    if paragraph.startswith("- "):
        starts = [found.start() for found in _NEXT_DASH.finditer(paragraph)]
    elif paragraph.startswith("1. "):
        starts = _numbers(paragraph)
    else:
        return [paragraph]
    return [paragraph[start:end].strip() for start, end in itertools.pairwise([0, *starts, len(paragraph)])]


def _numbers(paragraph: str) -> list[int]:
    """Where the second and further numbers of a list are that follow a word without a space; none if there are few."""
    starts: list[int] = []
    while found := re.compile(rf"(?<=\S){len(starts) + 2}\. (?=[^\W\d])").search(
        paragraph, starts[-1] if starts else 0
    ):
        starts.append(found.start())
    return starts if len(starts) >= _FEWEST_BREAKS else []


def _blocks(lines: list[str]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _text_width(blocks: Sequence[Sequence[str]], places: dict[str, Place]) -> int:
    """The number of columns to which all lines of a text were broken; 0 if they were not.

    Where they were, nearly every line that ends within a sentence is so long that the next word did not fit.
    """
    pairs = [(line, after) for block in blocks for line, after in itertools.pairwise(block)]
    pairs = [pair for pair in pairs if not any(places[line] for line in pair) and pair[0] is not blocks[0][0]]
    width = max((len(line) for pair in pairs for line in pair), default=0)
    broken = [pair for pair in pairs if not _ENDS_SENTENCE.search(pair[0])]
    full = sum(_is_full(*pair, width) for pair in broken)
    return width if width >= _LEAST and full >= _FEWEST_BREAKS and full * 10 >= len(broken) * 9 else 0


def _width(lines: list[str]) -> int:
    """The number of columns to which the lines of a block were broken; 0 if each is a paragraph."""
    width = max(map(len, lines))
    if not _NARROWEST <= width <= _WIDEST or all(_ENDS_SENTENCE.search(line) for line in lines[:-1]):
        return 0
    return width


def _is_full(line: str, following: str, width: int) -> bool:
    return len(line) + 1 + len(following.partition(" ")[0]) > width > 0


def _goes_on(line: str, following: str) -> bool:
    """Whether a sentence goes on on the following line."""
    is_broken = len(line) <= _LONGEST_BROKEN and not _ENDS_SENTENCE.search(line)
    return is_broken and following[0].islower() and _CONTINUES.match(following) is not None


def _headline_lines(block: Sequence[str], width: int) -> int:
    """How many lines of the first block are the headline; 0 if nothing tells where it ends."""
    for number, (line, following) in enumerate(itertools.pairwise(block), start=1):
        if _ENDS_SENTENCE.search(line):
            return 1  # what follows the first line is text
        if not _is_full(line, following, width):
            return number
    return 0


def _join(lines: list[str], places: dict[str, Place], width: int, *, headline_lines: int = 0) -> list[str]:
    joined: list[list[str]] = []
    previous = ""
    previous_place: Place = "own"
    for number, line in enumerate(lines):
        line_place = places.get(line, "")
        if number < headline_lines:
            continues = number > 0
        elif number == headline_lines:
            continues = False
        elif line_place == "with previous":
            continues = previous_place == ""
        else:
            continues = line_place == "" and previous_place not in {"alone", "with previous"}
            continues = continues and (_is_full(previous, line, width) or _goes_on(previous, line))
        if continues:
            # Anak-anak may be broken after its hyphen.
            space = "" if re.search(r"[^\W\d_]-$", previous) and line[0].islower() else "\n"
            joined[-1].append(space + line)
        else:
            joined.append([line])
        previous, previous_place = line, line_place
    return ["".join(pieces) for pieces in joined]
