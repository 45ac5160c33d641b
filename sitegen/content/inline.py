"""Inline Markdown taken apart into plain text, the marks on its words, and the atoms between them; and put together.

The syntax is Python-Markdown's: code spans, links, images, footnote references, automatic links, raw HTML tags,
entities, backslash escapes and emphasis. Emphasis is paired by CommonMark's rules (section 6.2 of the specification,
version 0.31).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from sitegen.content.escaping import ESCAPABLE, escape_inline

ATOM = "\ufffc"
"""Stands in the plain text where an atom was (Unicode's object replacement character)."""


@dataclass(frozen=True)
class Mark:
    """Markup around ``text[start:end]``: emphasis, a link, or a pair of HTML tags."""

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


_TOKEN = re.compile(
    rf"""
      \\(?P<escaped>[{re.escape(ESCAPABLE)}])
    | (?P<code> (?P<ticks>`+)(?!`) .+? (?<!`)(?P=ticks)(?!`) )
    | (?P<footnote> \[\^[^\]\s]+\] )
    | (?P<image> !\[ )
    | (?P<link> \[ )
    | (?P<address> <[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*> | <[^<>\s!]+@[^<>\s]+>
        | \b(?:https?://|www\.)[^\s<>()\[\]{ATOM}]+[^\s<>()\[\]{ATOM}.,;:!?'"*_] | \b[\w.+-]+@[\w-]+(?:\.[\w-]+)+ )
    | (?P<comment> <!--.*?--> )
    | (?P<formula> [^\W_]*<(?P<index>su[bp])>[^<>]*</(?P=index)>[^\W_]* )  # H<sub>2</sub>O is one word
    | (?P<tag> </?(?P<name>[A-Za-z][A-Za-z0-9-]*)(?:\s[^<>]*)?/?> )
    | (?P<entity> &(?:\#\d+|\#x[0-9a-fA-F]+|[A-Za-z]\w*); )
    | (?P<placeholder> [⟦⟧{ATOM}] )
    | (?P<run> \*+ | _+ )
    """,
    re.VERBOSE,
)
_TARGET = re.compile(r"\(\s*(?:<[^<>]*>|(?:[^()\s]|\([^()]*\))*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)")
_BRACKET = re.compile(r"\\.|`[^`]*`|[\[\]]")
_REFERENCE = re.compile(r"[ ]?\[([^\]]*)\]")


@dataclass
class _Run:
    """A run of emphasis characters; ``piece`` is its place among the pieces."""

    character: str
    count: int
    piece: int
    opens: bool
    closes: bool
    length: int


class _Reader:
    def __init__(self, references: AbstractSet[str]) -> None:
        self.references = references
        self.pieces: list[str] = []
        self.runs: list[_Run] = []
        self.tags: list[tuple[str, str, int]] = []
        self.marks: list[tuple[int, int, str, str]] = []
        self.atoms: list[Atom] = []

    def read(self, source: str) -> None:
        position = 0
        first_run = len(self.runs)
        while token := _TOKEN.search(source, position):
            self.pieces.append(source[position : token.start()])
            position = self._token(source, token)
        self.pieces.append(source[position:])
        self._pair_emphasis(first_run)

    def _token(self, source: str, token: re.Match[str]) -> int:
        """Take in one token and return where the next begins."""
        if token["escaped"]:
            self.pieces.append(token["escaped"])
        elif token["code"] or token["address"] or token["formula"] or token["placeholder"]:
            self._atom(Atom(token[0], word=True))
        elif token["footnote"] or token["comment"]:
            self._atom(Atom(token[0], word=False))
        elif token["image"] or token["link"]:
            return self._link(source, token, image=bool(token["image"]))
        elif token["tag"]:
            self._tag(token[0], token["name"].lower())
        elif token["entity"]:
            self.pieces.append(html.unescape(token[0]))
        else:
            self._run(source, token)
        return token.end()

    def _atom(self, atom: Atom) -> None:
        self.pieces.append(ATOM)
        self.atoms.append(atom)

    def _link(self, source: str, token: re.Match[str], *, image: bool) -> int:
        end = _closing_bracket(source, token.end())
        target = self._target(source, token.end(), end) if end is not None else None
        if end is None or target is None:
            self.pieces.append(token[0])
            return token.end()
        label = source[token.end() : end]
        if image:
            self._atom(Atom(f"]{target}", word=False, alt=parse_inline(label, self.references)))
        else:
            start = len(self.pieces)
            self.read(label)
            self.marks.append((start, len(self.pieces), "[", f"]{target}"))
        return end + 1 + len(target) if source.startswith(target, end + 1) else end + 1

    def _target(self, source: str, start: int, end: int) -> str | None:
        """What follows a link's text: ``(address)`` or ``[reference]``; None where the brackets are no link."""
        if match := _TARGET.match(source, end + 1):
            return match[0]
        label = source[start:end]
        match = _REFERENCE.match(source, end + 1)
        if match and (match[1] or label).lower() in self.references:
            return match[0] if match[1] else f"[{label}]"
        # A translated label would no longer name its definition, so a short reference is written in full.
        return f"[{label}]" if label.lower() in self.references else None

    def _tag(self, tag: str, name: str) -> None:
        if tag.startswith("</"):
            for number in range(len(self.tags) - 1, -1, -1):
                if self.tags[number][0] == name:
                    _, opening, piece = self.tags[number]
                    del self.tags[number:]
                    self.pieces[piece] = ""
                    self.marks.append((piece + 1, len(self.pieces), opening, tag))
                    return
        elif not tag.endswith("/>") and name not in {"br", "img", "wbr", "hr"}:
            # The piece becomes an atom if the tag is never closed.
            self.tags.append((name, tag, len(self.pieces)))
            self.pieces.append("")
            return
        self._atom(Atom(tag, word=False))

    def _run(self, source: str, token: re.Match[str]) -> None:
        before = source[token.start() - 1] if token.start() else " "
        after = source[token.end()] if token.end() < len(source) else " "
        left = not after.isspace() and (_is_word(after) or not _is_word(before))
        right = not before.isspace() and (_is_word(before) or not _is_word(after))
        if token[0][0] == "_":
            left, right = left and not (right and _is_word(before)), right and not (left and _is_word(after))
        length = len(token[0])
        self.runs.append(_Run(token[0][0], length, len(self.pieces), left, right, length))
        self.pieces.append(token[0])

    def _pair_emphasis(self, first: int) -> None:
        openers: list[_Run] = []
        for run in self.runs[first:]:
            while run.closes and run.count and (opener := _opener(openers, run)):
                width = 2 if min(run.count, opener.count) >= 2 else 1
                self.marks.append((opener.piece + 1, run.piece, run.character * width, run.character * width))
                del openers[openers.index(opener) + 1 :]
                for side in (opener, run):
                    side.count -= width
                    self.pieces[side.piece] = side.character * side.count
                if not opener.count:
                    openers.remove(opener)
            if run.opens and run.count:
                openers.append(run)
        del self.runs[first:]

    def result(self) -> Inline:
        for _, tag, place in self.tags:
            self.atoms.insert(self.pieces[:place].count(ATOM), Atom(tag, word=False))
            self.pieces[place] = ATOM
        offsets = [0]
        for piece in self.pieces:
            offsets.append(offsets[-1] + len(piece))
        marks = [
            Mark(offsets[start], offsets[end], opening, closing)
            for start, end, opening, closing in reversed(self.marks)
        ]
        marks.sort(key=lambda mark: (mark.start, -mark.end))
        return Inline("".join(self.pieces), tuple(marks), tuple(self.atoms))


def _is_word(character: str) -> bool:
    return character.isalnum() or character in "\\`"


def _opener(openers: list[_Run], closer: _Run) -> _Run | None:
    for opener in reversed(openers):
        if opener.character != closer.character:
            continue
        both = opener.closes or closer.opens
        if both and (opener.length + closer.length) % 3 == 0 and not opener.length % 3 == closer.length % 3 == 0:
            continue
        return opener
    return None


def _closing_bracket(source: str, position: int) -> int | None:
    depth = 1
    while token := _BRACKET.search(source, position):
        depth += {"[": 1, "]": -1}.get(token[0], 0)
        if not depth:
            return token.start()
        position = token.end()
    return None


def parse_inline(markdown: str, references: AbstractSet[str] = frozenset()) -> Inline:
    """Take apart one line's inline Markdown; ``references`` are the names of the link definitions, in small letters."""
    reader = _Reader(references)
    reader.read(markdown)
    return reader.result()


def format_inline(inline: Inline) -> str:
    """Return the Markdown of ``inline``, the inverse of `parse_inline`. Marks must nest."""
    events: dict[int, tuple[list[str], list[str]]] = {}
    for mark in inline.marks:
        if mark.start == mark.end:
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


def _format_text(text: str, atoms: Iterator[Atom]) -> str:
    parts = text.split(ATOM)
    output = [escape_inline(parts[0])]
    for part in parts[1:]:
        output += [format_atom(next(atoms)), escape_inline(part)]
    return "".join(output)


def format_atom(atom: Atom) -> str:
    """Return the Markdown of one atom."""
    return atom.markdown if atom.alt is None else f"![{format_inline(atom.alt)}{atom.markdown}"
