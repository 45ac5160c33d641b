"""Takes inline Markdown apart.

The syntax is Python-Markdown's: code spans, links, images, footnote references, automatic links, raw HTML tags,
entities, backslash escapes and emphasis. Markup that begins or ends on another line of its paragraph is kept as half a
mark.
"""

from __future__ import annotations

import html
import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from markdown.inlinepatterns import LINK_RE, LinkInlineProcessor

from sitegen.content.body.code_spans import CODE, ESCAPE, masked
from sitegen.content.body.emphasis import Run, make_run, pair_emphasis
from sitegen.content.body.escaping import escape_inline
from sitegen.content.body.inline import ATOM, Atom, Inline, Mark
from sitegen.content.body.inline_tokens import ENTITY_OR_PLACEHOLDER, PLACEHOLDER, TOKEN

_REFERENCE = re.compile(r"\s?\[([^\]]*)\]")
_BRACKET = re.compile(r"[\[\]]")
_DEEPEST = 8
"""Links and images inside each other, beyond which brackets are text."""
_VOID_ELEMENTS = frozenset({"br", "hr", "img", "input", "wbr"})


class _Links(LinkInlineProcessor):
    def unescape(self, text: str) -> str:
        return text


_LINKS = _Links(LINK_RE)


def parse_inline(markdown: str, references: AbstractSet[str] = frozenset()) -> Inline:
    """Take apart one line's inline Markdown; ``references`` are the names of the link definitions, in small letters.

    >>> inline = parse_inline("Ia **tidak** datang.")
    >>> inline.text, inline.marks
    ('Ia tidak datang.', (Mark(start=3, end=8, opening='**', closing='**'),))
    """
    return _parse(markdown, references, 0)


def parse_plain(text: str, *, entities: bool = False) -> Inline:
    """Parse text without markup: a headline, or (with ``entities``) the text between two HTML tags."""
    reader = _Reader(frozenset(), 0)
    position = 0
    for token in (ENTITY_OR_PLACEHOLDER if entities else PLACEHOLDER).finditer(text):
        reader.pieces.append(text[position : token.start()])
        position = token.end()
        if token[0].startswith("&"):
            reader.entity(token[0])
        else:
            reader.atom(Atom(token[0], word=True))
    reader.pieces.append(text[position:])
    return reader.result()


def _parse(markdown: str, references: AbstractSet[str], depth: int) -> Inline:
    reader = _Reader(references, depth)
    # Python-Markdown removes the two as well.
    reader.read(markdown.replace(ESCAPE, "").replace(CODE, ""))
    return reader.result()


@dataclass
class _Level:
    """What is open in a text or in the label of a link.

    ``masked`` is its Markdown with code and escapes hidden, ``brackets`` where each square bracket is closed.
    """

    start: int
    masked: str
    brackets: dict[int, int]
    runs: list[Run] = field(default_factory=list)
    tags: list[tuple[str, str, int]] = field(default_factory=list)
    pairs: list[tuple[int, int, str, str]] = field(default_factory=list)
    halves: list[tuple[int, str, str]] = field(default_factory=list)


class _Reader:
    """Cuts Markdown into pieces of plain text. Marks are ranges of pieces, so that even empty ones are told apart."""

    def __init__(self, references: AbstractSet[str], depth: int) -> None:
        self.references = references
        self.depth = depth
        self.pieces: list[str] = []
        self.marks: list[tuple[int, int, str, str]] = []
        self.atoms: dict[int, Atom] = {}

    def read(self, source: str) -> None:
        hidden = masked(source)
        level = _Level(len(self.pieces), hidden, _brackets(hidden))
        position = 0
        while token := TOKEN.search(level.masked, position):
            self.pieces.append(source[position : token.start()])
            position = self._token(source, token, level)
        self.pieces.append(source[position:])
        level.halves += [(piece, tag, "") for _, tag, piece in level.tags]
        self._pair_emphasis(level)
        self._add_marks(level)

    def _token(self, source: str, token: re.Match[str], level: _Level) -> int:
        """Take in one token and return where the next begins."""
        markdown = source[slice(*token.span())]
        if token["escape"]:
            self.pieces.append(markdown[1])
        elif token["code"] or token["address"] or token["formula"] or token["placeholder"]:
            self.atom(Atom(markdown, word=True))
        elif token["footnote"] or token["hidden"] or token["attached"]:
            self.atom(Atom(markdown, word=False))
        elif token["link"] or token["closing"]:
            return self._bracket(source, token, level)
        elif token["tag"]:
            self._tag(markdown, token["name"].lower(), level)
        elif token["entity"]:
            self.entity(markdown)
        else:
            self._run(token, level)
        return token.end()

    def atom(self, atom: Atom) -> None:
        self.pieces.append(ATOM)
        self.atoms[len(self.pieces) - 1] = atom

    def _mark(self, start: int, end: int, opening: str, closing: str, level: _Level | None = None) -> None:
        """Add a mark; around no word at all it is an atom, since nothing would tell where to put it later.

        ``level`` may have tags and halves, not yet placed, among the pieces.
        """
        waiting = [half[0] for half in level.halves] + [pair[0] for pair in level.pairs] if level else []
        if self._has_words(start, end) or any(start <= piece < end for piece in waiting):
            self.marks.append((start, end, opening, closing))
        else:
            inside = (
                self.atoms.pop(piece).markdown if piece in self.atoms else escape_inline(self.pieces[piece])
                for piece in range(start, end)
            )
            self.atoms[start] = Atom(opening + "".join(inside) + closing, word=False)
            self.pieces[start:end] = [ATOM] + [""] * (end - start - 1)

    def _has_words(self, start: int, end: int) -> bool:
        return any(self._is_word(piece) for piece in range(start, end))

    def _is_word(self, piece: int) -> bool:
        atom = self.atoms.get(piece)
        return atom.word or atom.alt is not None if atom else any(map(str.isalnum, self.pieces[piece]))

    def _half(self, level: _Level, opening: str, closing: str) -> None:
        level.halves.append((len(self.pieces), opening, closing))
        self.pieces.append("")

    def entity(self, entity: str) -> None:
        text = html.unescape(entity)
        if (text.isprintable() or text == "\u00a0") and not PLACEHOLDER.search(text):
            self.pieces.append(text)
        else:
            self.atom(Atom(entity, word=False))

    def _bracket(self, source: str, token: re.Match[str], level: _Level) -> int:
        """Take in a link or an image, or the half of one."""
        end = token.start() if token["closing"] else level.brackets.get(token.end() - 1)
        if end is None:
            self._half(level, token[0], "")
            return token.end()
        label = source[token.end() : end]
        target, position = self._target(level.masked, source, label, end + 1)
        if not target or self.depth > _DEEPEST:
            self.pieces.append(token[0])
            return token.end()
        if token["closing"]:
            self._half(level, "", f"]{target}")
        elif token[0] == "[":
            start = len(self.pieces)
            self.depth += 1
            self.read(label)
            self.depth -= 1
            self._mark(start, len(self.pieces), "[", f"]{target}")
        else:
            self.atom(Atom(f"]{target}", word=False, alt=_parse(label, self.references, self.depth + 1)))
        return position

    def _target(self, masked: str, source: str, label: str, position: int) -> tuple[str, int]:
        """What follows a link's text, ``(address)`` or ``[reference]``, and where it ends; empty where it is no link.

        A translated label would no longer name its definition, so a short reference is written in full.
        """
        if match := _REFERENCE.match(source, position):
            if (match[1] or label).lower() in self.references:
                return match[0] if match[1] else f"[{label}]", match.end()
        elif masked.startswith("(", position):
            *_, end, handled = _LINKS.getLink(masked, position)
            # Some addresses with a quotation mark and no end confuse it.
            if handled and masked.endswith(")", position, end):
                return source[position:end], end
        return (f"[{label}]" if label.lower() in self.references else "", position)

    def _tag(self, tag: str, name: str, level: _Level) -> None:
        if tag.endswith("/>") or name in _VOID_ELEMENTS:
            self.atom(Atom(tag, word=False))
        elif not tag.startswith("</"):
            level.tags.append((name, tag, len(self.pieces)))
            self.pieces.append("")
        elif name in (opened := [name for name, *_ in level.tags]):
            number = len(opened) - 1 - opened[::-1].index(name)
            (_, opening, start), *unclosed = level.tags[number:]
            level.halves += [(piece, tag, "") for _, tag, piece in unclosed]
            del level.tags[number:]
            level.pairs.append((start, len(self.pieces), opening, tag))
            self.pieces.append("")
        else:
            self._half(level, "", tag)

    def _run(self, token: re.Match[str], level: _Level) -> None:
        before = level.masked[token.start() - 1] if token.start() else " "
        after = level.masked[token.end()] if token.end() < len(level.masked) else " "
        level.runs.append(make_run(token[0], len(self.pieces), before, after))
        self.pieces.append(token[0])

    def _pair_emphasis(self, level: _Level) -> None:
        pairs: list[tuple[int, int, str, str]] = []
        for opener, closer, characters in pair_emphasis(level.runs):
            pairs.append((opener.piece + 1, closer.piece, characters, characters))
        for run in level.runs:
            rest = run.character * run.count
            if rest and run.half:
                level.halves.append((run.piece, rest, "") if run.half == "opening" else (run.piece, "", rest))
            self.pieces[run.piece] = "" if run.half else rest
        for pair in pairs:
            self._mark(*pair, level)

    def _add_marks(self, level: _Level) -> None:
        """Make marks of the level's tags and halves; a pair of tags that does not nest with emphasis is two halves."""
        for start, end, opening, closing in level.pairs:
            if any((start < first - 1 < end) != (start < last < end) for first, last, *_ in self.marks):
                level.halves += [(start, opening, ""), (end, "", closing)]
            else:
                self._mark(start + 1, end, opening, closing, level)
        whole = (level.start, len(self.pieces))
        around = [mark for mark in self.marks if mark[0] >= level.start]
        openers = {start - 1 for start, *_ in around} | {piece for piece, opening, _ in level.halves if opening}
        for piece, opening, closing in level.halves:
            holders = [(start, end) for start, end, *_ in around if start <= piece < end]
            start, end = min(holders, key=lambda bounds: bounds[1] - bounds[0], default=whole)
            start, end = (piece + 1, end) if opening else (start, piece)
            if self._has_words(start, end) and (opening or self._follows_text(piece, openers)):
                self.marks.append((start, end, opening, closing))
            else:
                self.pieces[piece] = ATOM
                self.atoms[piece] = Atom(opening + closing, word=False)

    def _follows_text(self, piece: int, openers: AbstractSet[int]) -> bool:
        """Tell whether there is text between a piece and the last of ``openers`` before it."""
        while piece > 0:
            piece -= 1
            if self.pieces[piece]:
                return True
            if piece in openers:
                return False
        return False

    def result(self) -> Inline:
        offsets = [0]
        for piece in self.pieces:
            offsets.append(offsets[-1] + len(piece))
        # Of marks over the same pieces the later is the outer: emphasis is paired from the inside.
        newest_first = list(reversed(self.marks))
        ranges = sorted(newest_first, key=lambda mark: (mark[0], -mark[1]))
        marks = [Mark(offsets[start], offsets[end], opening, closing) for start, end, opening, closing in ranges]
        return Inline(
            "".join(self.pieces),
            tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end))),
            tuple(atom for _, atom in sorted(self.atoms.items())),
        )


def _brackets(masked: str) -> dict[int, int]:
    """Where the closing bracket is of each opening one that has one."""
    opened: list[int] = []
    closed: dict[int, int] = {}
    for match in _BRACKET.finditer(masked):
        if match[0] == "[":
            opened.append(match.start())
        elif opened:
            closed[opened.pop()] = match.start()
    return closed
