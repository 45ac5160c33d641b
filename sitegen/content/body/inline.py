"""A line's inline Markdown as plain text, the marks on its words, and the atoms between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sitegen.content.body.escaping import escape_inline

ATOM = "\ufffc"
"""Stands in the plain text where an atom was (Unicode's object replacement character)."""


@dataclass(frozen=True)
class Mark:
    """Markup around ``text[start:end]``: emphasis, a link, or a pair of HTML tags.

    Where the other half of the markup is on another line, ``opening`` or ``closing`` is empty.
    """

    start: int
    end: int
    opening: str
    closing: str


@dataclass(frozen=True)
class Atom:
    """A stretch of Markdown that is never translated.

    ``word`` tells an atom that plays a part in its sentence (code, an address) from one that hangs on a word (a
    footnote reference, a lone tag, an image). For an image, ``alt`` is its alternative text, which is translated
    separately, and ``markdown`` is what follows it.
    """

    markdown: str
    word: bool
    alt: Inline | None = None


@dataclass(frozen=True)
class Inline:
    """Plain text with marks (outer before inner) and atoms; the n-th `ATOM` in ``text`` is ``atoms[n]``."""

    text: str
    marks: tuple[Mark, ...] = ()
    atoms: tuple[Atom, ...] = ()


def format_inline(inline: Inline) -> str:
    """Return the Markdown of ``inline``, the inverse of `sitegen.content.body.inline_reader.parse_inline`.

    Marks must nest.

    >>> format_inline(Inline("Ia tidak datang.", (Mark(3, 8, "**", "**"),)))
    'Ia **tidak** datang.'
    """
    events: dict[int, tuple[list[str], list[str]]] = {}
    for mark in inline.marks:
        if mark.start == mark.end:
            if mark.opening == mark.closing:
                continue  # four stars in a row emphasise nothing
            events.setdefault(mark.start, ([], []))[1].append(mark.opening + mark.closing)
            continue
        events.setdefault(mark.end, ([], []))[0].insert(0, mark.closing)
        events.setdefault(mark.start, ([], []))[1].append(mark.opening)
    atoms = iter(inline.atoms)
    output: list[str] = []
    position = 0
    for place, (closings, openings) in sorted(events.items()):
        output += [_format_text(inline.text[position:place], atoms), *closings, *openings]
        position = place
    return "".join([*output, _format_text(inline.text[position:], atoms)])


def format_plain(inline: Inline, escape: Callable[[str], str] = str) -> str:
    """Return ``inline`` without its marks: its atoms as they are, and its text as ``escape`` gives it."""
    texts = [escape(text) for text in inline.text.split(ATOM)]
    return texts[0] + "".join(atom.markdown + text for atom, text in zip(inline.atoms, texts[1:], strict=True))


def _format_text(text: str, atoms: Iterator[Atom]) -> str:
    parts = text.split(ATOM)
    output = [escape_inline(parts[0])]
    for part in parts[1:]:
        output += [format_atom(next(atoms)), escape_inline(part)]
    return "".join(output)


def format_atom(atom: Atom) -> str:
    """Return the Markdown of one atom."""
    return atom.markdown if atom.alt is None else f"![{format_inline(atom.alt)}{atom.markdown}"
