"""Headings, lists and tables of a story, for the formats that know them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sitegen.content.body.escaping import escape_inline, escape_line
from sitegen.content.body.sentences import split_sentences
from sitegen.seeds.decoding.decode import mend_line

BlockKind = Literal["text", "title", "heading", "item", "number", "row", "caption"]
"""``item`` and ``number`` are of a list, whose text has its mark; ``row`` is of a table, its cells between bars."""

_MARKED = frozenset({"heading", "item", "number", "row"})


@dataclass(frozen=True)
class Block:
    """A paragraph of a story and its role."""

    text: str
    kind: BlockKind = "text"


def list_item(text: str, number: int | None = None) -> Block:
    """Return an item of a list, by its number if it has one."""
    return Block(f"- {text}", "item") if number is None else Block(f"{number}. {text}", "number")


def table_row(cells: Sequence[str]) -> Block:
    """Return a row of a table."""
    plain = (" ".join(cell.replace("|", "/").split()) for cell in cells)
    return Block(f"| {' | '.join(plain)} |", "row")


def text_of(blocks: Iterable[Block]) -> str:
    """Return the text of a story, with empty lines between its paragraphs."""
    return "\n\n".join(block.text for block in blocks)


def kinds_of(blocks: Iterable[Block]) -> Mapping[str, BlockKind]:
    """Return what those paragraphs are that are more than text, by their text as the import will have mended it."""
    return {mend_line(block.text): block.kind for block in blocks if block.kind in _MARKED}


def markdown_of(text: str, kind: BlockKind, before: BlockKind, lang: str) -> list[str]:
    """Return the Markdown lines of a paragraph that is more than text, and follows one of the kind ``before``."""
    if kind == "heading":
        return ["", f"## {escape_inline(text)}"]
    if kind == "row":
        cells = [escape_inline(cell.strip()) for cell in text.removeprefix("|").removesuffix("|").split("|")]
        line = f"| {' | '.join(cells)} |"
        return [line] if before == "row" else ["", line, f"|{'---|' * len(cells)}"]
    mark, _, rest = text.partition(" ")
    first, *others = map(escape_line, split_sentences(rest, lang))
    return [*([] if kind == before else [""]), f"{mark} {first}", *(f"  {line}" for line in others)]
