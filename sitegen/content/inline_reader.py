"""Takes inline Markdown apart.

The syntax is Python-Markdown's: code spans, links, images, footnote references, automatic links, raw HTML tags,
entities, backslash escapes and emphasis. Emphasis is paired by CommonMark's rules (section 6.2 of the specification,
version 0.31). Markup that begins or ends on another line of its paragraph is kept as half a mark.
"""

from __future__ import annotations

import html
import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from markdown.inlinepatterns import LINK_RE, LinkInlineProcessor

from sitegen.content.escaping import ESCAPABLE
from sitegen.content.inline import ATOM, Atom, Inline, Mark

# Stand for each character of escapes and of code, which Python-Markdown takes away before it looks for anything else.
_ESCAPE, _CODE = "\x02\x03"

_ATTRIBUTE = r"""\s+[^\s"'=<>]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>]+))?"""
_TAG = rf"""</?(?P<name>[A-Za-z][^\s"'<>@/]*)[^\s"'<>@]*(?:{_ATTRIBUTE})*\s*/?>"""
_INDEX = r"<(?P<{0}>su[bp])>[^<>]*</(?P={0})>"
_IN_ADDRESS = rf"(?:[^\s<>()\[\]{_ESCAPE}{_CODE}{ATOM}]|\([^\s<>()\[\]{_ESCAPE}{_CODE}{ATOM}]*\))"
_TOKEN = re.compile(
    rf"""
      (?P<escape> {_ESCAPE}{{2}} )
    | (?P<code> {_CODE}+ )
    | (?P<footnote> \[\^[^\]]+\] )
    | (?P<link> !?\[ )
    | (?P<closing> \] )
    | (?P<address> <[A-Za-z][A-Za-z0-9+.-]*://[^<>]*> | <[^<>\s!]+@[^<>\s]+>
        | \b(?:https?://|www\.){_IN_ADDRESS}+(?<![.,;:!?'"*_]) | \b[\w.+-]+@[\w-]+(?:\.[\w-]+)+ )
    | (?P<hidden> <!--.*?--> | <\?.*?\?> | <!\[CDATA\[.*?\]\]> )
    | (?P<formula> (?<![^\W_])(?:[^\W_]{{0,3}}{_INDEX.format("index")})+(?:[^\W_]{{0,3}}(?![^\W_]))? )  # H<sub>2</sub>O
    | (?P<attached> (?<=[^\W_]){_INDEX.format("above")} )
    | (?P<tag> {_TAG} )
    | (?P<entity> &(?:\#(?:\d+|[xX][0-9a-fA-F]+);?|[A-Za-z0-9]+;) )
    | (?P<placeholder> [⟦⟧{ATOM}] )
    | (?P<run> \*+ | _+ )
    """,
    re.VERBOSE,
)
_TICKS = re.compile(r"`+")
_ESCAPE_OR_TICKS = re.compile(rf"\\[{re.escape(ESCAPABLE)}]|`+")
_REFERENCE = re.compile(r"\s?\[([^\]]*)\]")
_VOID_ELEMENTS = frozenset({"br", "hr", "img", "input", "wbr"})


class _Links(LinkInlineProcessor):
    def unescape(self, text: str) -> str:
        return text


_LINKS = _Links(LINK_RE)


def parse_inline(markdown: str, references: AbstractSet[str] = frozenset()) -> Inline:
    """Take apart one line's inline Markdown; ``references`` are the names of the link definitions, in small letters."""
    reader = _Reader(references)
    # Python-Markdown removes the two as well.
    reader.read(markdown.replace(_ESCAPE, "").replace(_CODE, ""))
    return reader.result()


def code_span(text: str, start: int) -> int | None:
    """Return where the code ends that the backticks at ``start`` begin; None where they begin none.

    The rule is that of Python-Markdown's ``BacktickInlineProcessor``: where no run of as many backticks follows, the
    longest of those that are shorter ends the code.
    """
    opening = _TICKS.match(text, start)
    if opening is None:
        return None
    width, longest, end = len(opening[0]), 0, None
    for run in _TICKS.finditer(text, opening.end()):
        if len(run[0]) == width:
            return run.end()
        if len(run[0]) > longest:
            longest, end = len(run[0]), run.end()
    return end if longest < width else None


@dataclass
class _Run:
    """A run of emphasis characters; ``piece`` is its place among the pieces.

    ``half`` says what it is (``opening`` or ``closing``) if its other half is on another line.
    """

    character: str
    count: int
    piece: int
    opens: bool
    closes: bool
    length: int
    half: str


@dataclass
class _Level:
    """What is open in a text or in the label of a link. ``masked`` is its Markdown with code and escapes hidden."""

    start: int
    masked: str
    runs: list[_Run] = field(default_factory=list)
    tags: list[tuple[str, str, int]] = field(default_factory=list)
    pairs: list[tuple[int, int, str, str]] = field(default_factory=list)
    halves: list[tuple[int, str, str]] = field(default_factory=list)


class _Reader:
    """Cuts Markdown into pieces of plain text. Its marks are ranges of pieces, so that even empty ones are told apart."""

    def __init__(self, references: AbstractSet[str]) -> None:
        self.references = references
        self.pieces: list[str] = []
        self.marks: list[tuple[int, int, str, str]] = []
        self.atoms: dict[int, Atom] = {}

    def read(self, source: str) -> None:
        level = _Level(len(self.pieces), _masked(source))
        position = 0
        while token := _TOKEN.search(level.masked, position):
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
            self._atom(Atom(markdown, word=True))
        elif token["footnote"] or token["hidden"] or token["attached"]:
            self._atom(Atom(markdown, word=False))
        elif token["link"] or token["closing"]:
            return self._bracket(source, token, level)
        elif token["tag"]:
            self._tag(markdown, token["name"].lower(), level)
        elif token["entity"]:
            self._entity(markdown)
        else:
            self._run(token, level)
        return token.end()

    def _atom(self, atom: Atom) -> None:
        self.pieces.append(ATOM)
        self.atoms[len(self.pieces) - 1] = atom

    def _mark(self, start: int, end: int, opening: str, closing: str, *, filled: bool = False) -> None:
        """Add a mark, or an atom where there is nothing to mark."""
        if filled or any(self.pieces[start:end]):
            self.marks.append((start, end, opening, closing))
        else:
            self.atoms[start] = Atom(opening + closing, word=False)
            self.pieces[start] = ATOM

    def _half(self, level: _Level, opening: str, closing: str) -> None:
        level.halves.append((len(self.pieces), opening, closing))
        self.pieces.append("")

    def _entity(self, entity: str) -> None:
        text = html.unescape(entity)
        if (text.isprintable() or text == "\u00a0") and not set(text) & set(f"⟦⟧{ATOM}"):
            self.pieces.append(text)
        else:
            self._atom(Atom(entity, word=False))

    def _bracket(self, source: str, token: re.Match[str], level: _Level) -> int:
        """Take in a link or an image, or the half of one."""
        end = token.start() if token["closing"] else _closing_bracket(level.masked, token.end())
        if end is None:
            self._half(level, token[0], "")
            return token.end()
        label = source[token.end() : end]
        target, position = self._target(level.masked, source, label, end + 1)
        if not target:
            self.pieces.append(token[0])
            return token.end()
        if token["closing"]:
            self._half(level, "", f"]{target}")
        elif token[0] == "[":
            start = len(self.pieces)
            self.read(label)
            self._mark(start, len(self.pieces), "[", f"]{target}")
        else:
            self._atom(Atom(f"]{target}", word=False, alt=parse_inline(label, self.references)))
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
            self._atom(Atom(tag, word=False))
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
        opens, closes = not after.isspace(), not before.isspace()
        if token[0][0] == "_":
            opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
        half = "opening" if opens and not (closes and before.isalnum()) else "closing" if closes else ""
        if before.isalnum() and after.isalnum():
            half = ""  # 2*3
        length = len(token[0])
        level.runs.append(_Run(token[0][0], length, len(self.pieces), opens, closes, length, half))
        self.pieces.append(token[0])

    def _pair_emphasis(self, level: _Level) -> None:
        openers: list[_Run] = []
        for run in level.runs:
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
        for run in level.runs:
            if run.count and run.half:
                half = run.character * run.count
                level.halves.append((run.piece, half, "") if run.half == "opening" else (run.piece, "", half))
                self.pieces[run.piece] = ""

    def _add_marks(self, level: _Level) -> None:
        """Make marks of the level's tags and halves; a pair of tags that does not nest with emphasis is two halves."""
        for start, end, opening, closing in level.pairs:
            if any((start < first - 1 < end) != (start < last < end) for first, last, *_ in self.marks):
                level.halves += [(start, opening, ""), (end, "", closing)]
            else:
                filled = any(start < piece < end for piece, *_ in level.halves)
                self._mark(start + 1, end, opening, closing, filled=filled)
        whole = (level.start, len(self.pieces))
        around = [mark for mark in self.marks if mark[0] >= level.start]
        openers = {start - 1 for start, *_ in around} | {piece for piece, opening, _ in level.halves if opening}
        for piece, opening, closing in level.halves:
            holders = [(start, end) for start, end, *_ in around if start <= piece < end]
            start, end = min(holders, key=lambda bounds: bounds[1] - bounds[0], default=whole)
            start, end = (piece + 1, end) if opening else (start, piece)
            if any(self.pieces[start:end]) and (opening or self._follows_text(piece, openers)):
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
        marks = sorted(reversed(self.marks), key=lambda mark: (mark[0], -mark[1]))
        return Inline(
            "".join(self.pieces),
            tuple(Mark(offsets[start], offsets[end], opening, closing) for start, end, opening, closing in marks),
            tuple(atom for _, atom in sorted(self.atoms.items())),
        )


def _masked(source: str) -> str:
    """``source``, of the same length, with `_ESCAPE` and `_CODE` for escapes and code."""
    output: list[str] = []
    position = 0
    while found := _ESCAPE_OR_TICKS.search(source, position):
        end = code_span(source, found.start()) or found.end()
        mask = _ESCAPE if found[0][0] == "\\" else _CODE if end > found.end() else ""
        output += [source[position : found.start()], mask * (end - found.start()) or found[0]]
        position = end
    return "".join([*output, source[position:]])


def _opener(openers: list[_Run], closer: _Run) -> _Run | None:
    for opener in reversed(openers):
        if opener.character != closer.character:
            continue
        # Python-Markdown's way with runs that could be either: not quite CommonMark's.
        if closer.opens and (opener.length + closer.length) % 3 == 0 and not opener.length % 3 == closer.length % 3 == 0:
            continue
        if opener.closes and opener.count > closer.count and opener.count != 3:
            continue
        return opener
    return None


def _closing_bracket(masked: str, position: int) -> int | None:
    depth = 1
    for match in re.compile(r"[\[\]]").finditer(masked, position):
        depth += 1 if match[0] == "[" else -1
        if not depth:
            return match.start()
    return None
