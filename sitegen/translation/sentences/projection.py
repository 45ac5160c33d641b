"""Marks and atoms move from the words of a sentence to the words that translate them.

Attention says which source token each translated token looked at. A mark goes to the one run of translated words
whose attention lies most on the marked words; a name that was copied is found by its letters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sitegen.content.body.inline import ATOM, Inline, Mark
from sitegen.translation.engines.engine import Link
from sitegen.translation.sentences.alignment import WORD, Span, shares_of, word_spans
from sitegen.translation.sentences.unmasking import Restored

_READABLE = re.compile(r"[^\W_]")
# Words that are no names, and so need no capital within a sentence.
_SMALL_WORD = re.compile(
    r"(?:An?|And|As|At|Because|But|By|For|From|He|Her|His|If|In|Its?|Of|On|Or|She|That|The|Their|These|They|This|Those|To|"
    r"We|When|Where|Which|While|Who|With|You)\b"
)
FAIR_SHARE = 0.5
"""A word joins a mark when more than this share of it belongs to the marked words."""
_OUT, _NEVER = -1.0, float("-inf")
QUOTES = frozenset("\"'“”‘’")


@dataclass(frozen=True)
class _Target:
    """The translation of a whole text so far. ``links`` are in the coordinates of ``inline.text`` and ``text``."""

    text: str
    links: tuple[Link, ...]
    atoms: tuple[int, ...]
    sentences: tuple[tuple[Span, Span], ...]


def project(inline: Inline, sentences: Sequence[Span], translated: Sequence[Restored | None]) -> Inline:
    """Return the translation of ``inline`` with each of its marks and atoms on the words that they belong to.

    ``sentences`` are ranges of ``inline.text``, and ``translated`` has one item for each; None keeps the source text.
    """
    target = _join(inline, sentences, translated)
    target = _hang_atoms(inline, target)
    marks = _place_marks(inline, target)
    return Inline(target.text, marks, tuple(inline.atoms[number] for number in target.atoms))


def _join(inline: Inline, sentences: Sequence[Span], translated: Sequence[Restored | None]) -> _Target:
    text = ""
    links: list[Link] = []
    atoms: list[int] = []
    places: list[tuple[Span, Span]] = []
    for (begin, end), restored in zip(sentences, translated, strict=True):
        if text:
            text += " "
        start = len(text)
        first = inline.text.count(ATOM, 0, begin)
        if restored is None:
            text += inline.text[begin:end]
            atoms += range(first, first + inline.text.count(ATOM, begin, end))
        else:
            text += _continued(restored.text) if text and inline.text[begin].islower() else restored.text
            atoms += [first + number for number in restored.atoms]
            links += [
                Link(
                    (link.source[0] + begin, link.source[1] + begin),
                    (link.target[0] + start, link.target[1] + start),
                    link.weight,
                )
                for link in restored.links
            ]
        places.append(((begin, end), (start, len(text))))
    return _Target(text, tuple(links), tuple(atoms), tuple(places))


def _continued(text: str) -> str:
    """The translation of the rest of a long sentence, which the engine took for a sentence."""
    return text[0].lower() + text[1:] if _SMALL_WORD.match(text) else text


def _hang_atoms(inline: Inline, target: _Target) -> _Target:
    """Put back the atoms that the engine did not see, after the word that translates the word before them."""
    missing = [number for number in range(len(inline.atoms)) if number not in target.atoms]
    places = [match.start() for match in re.finditer(ATOM, inline.text)]
    for number in missing:
        place, space = _hanging_place(inline, target, places[number])
        atom = inline.atoms[number]
        target = _insert(target, place, number, space=space or atom.word or atom.alt is not None)
    return target


def _hanging_place(inline: Inline, target: _Target, place: int) -> tuple[int, bool]:
    """Where in the translation an atom hangs, and whether a space goes before it."""
    source, sentence = next(
        ((source, sentence) for source, sentence in target.sentences if source[0] <= place < source[1]),
        ((0, len(inline.text)), (0, len(target.text))),
    )
    before = inline.text[source[0] : place]
    after = inline.text[place + 1 : source[1]]
    space = before[-1:].isspace()
    if not _READABLE.search(before):
        return sentence[0], False
    if not _READABLE.search(after):
        ending = re.search(r"[^\w\s\ufffc]*$", target.text[sentence[0] : sentence[1]]) if after.strip(ATOM) else None
        return sentence[1] - len(ending[0]) if ending else sentence[1], space
    word = list(WORD.finditer(before))[-1]
    words = word_spans(target.text, *sentence)
    span = (source[0] + word.start(), source[0] + word.end())
    shares = shares_of((inline.text, *source), (target.text, words), target.links, [span])
    if words and max(shares) > 0:
        return words[shares.index(max(shares))][1], space
    proportional = round(len(words) * len(before) / max(1, source[1] - source[0]))
    return (words[max(0, proportional - 1)][1], space) if words else (sentence[1], space)


def _insert(target: _Target, place: int, number: int, *, space: bool) -> _Target:
    start_of_text = place == 0 or target.text[place - 1].isspace()
    added = ATOM
    if space and not start_of_text:
        added = " " + ATOM
    elif start_of_text and target.text[place : place + 1].strip():
        added = ATOM + " "
    length = len(added)

    def moved(span: Span) -> Span:
        return (span[0] + length if span[0] >= place else span[0], span[1] + length if span[1] > place else span[1])

    order = target.text.count(ATOM, 0, place)
    return _Target(
        target.text[:place] + added + target.text[place:],
        tuple(replace(link, target=moved(link.target)) for link in target.links),
        (*target.atoms[:order], number, *target.atoms[order:]),
        tuple(
            (source, (start if start <= place else start + length, end + length if end >= place else end))
            for source, (start, end) in target.sentences
        ),
    )


def _place_marks(inline: Inline, target: _Target) -> tuple[Mark, ...]:
    """Every mark's place in the translation; marks that were nested stay nested, and others do not overlap."""
    if inline.text == target.text and not target.links:
        return inline.marks
    placed: list[tuple[Mark, Mark]] = []
    for mark in inline.marks:
        parents = [new for old, new in placed if old.start <= mark.start and mark.end <= old.end]
        bounds = (parents[-1].start, parents[-1].end) if parents else (0, len(target.text))
        taken = [(new.start, new.end) for old, new in placed if old.end <= mark.start or mark.end <= old.start]
        start, end = _trimmed(inline, target, _place(inline, target, mark, bounds, taken))
        placed.append((mark, replace(mark, start=start, end=end)))
    return tuple(sorted((new for _, new in placed), key=lambda mark: (mark.start, -mark.end)))


def _place(inline: Inline, target: _Target, mark: Mark, bounds: Span, taken: Sequence[Span]) -> Span:
    marked = word_spans(inline.text, mark.start, mark.end)
    if not marked:
        return bounds[0], bounds[0]
    sentences = [(s, t) for s, t in target.sentences if s[0] < mark.end and mark.start < s[1]]
    whole = [(s, t) for s, t in sentences if mark.start <= s[0] and _nothing_between(inline.text, mark.end, s[1])]
    if whole and len(whole) == len(sentences):
        return _clip((whole[0][1][0], _end_like(mark.end, target.text, whole[-1])), bounds)
    low = max(bounds[0], sentences[0][1][0])
    high = min(bounds[1], sentences[-1][1][1])
    if copied := _copied(inline.text[mark.start : mark.end], target.text, (low, high), taken):
        return copied
    words = word_spans(target.text, low, high)
    shares = shares_of(
        (inline.text, sentences[0][0][0], sentences[-1][0][1]), (target.text, words), target.links, marked
    )
    free = [
        None if any(word[0] < end and start < word[1] for start, end in taken) else share
        for word, share in zip(words, shares, strict=True)
    ]
    gains = _gains(inline, target, marked, words, free)
    if max(gains, default=_NEVER) <= _OUT:
        return high, high
    first, last = _best_run(gains)
    return _with_quotes(inline.text[mark.start : mark.end], target.text, (words[first][0], words[last][1]), (low, high))


def _trimmed(inline: Inline, target: _Target, span: Span) -> Span:
    """The span without what its mark cannot begin or end with.

    Beside white space, stars and underscores mean nothing; and what hangs on the word before the mark belongs there.
    """
    start, end = span
    text = target.text
    while start < end - 1 and text[start] == ATOM and start > 0 and not text[start - 1].isspace():
        atom = inline.atoms[target.atoms[text.count(ATOM, 0, start)]]
        if atom.word or atom.alt is not None:
            break
        start += 1
    marked = text[start:end]
    return (start + len(marked) - len(marked.lstrip()), start + len(marked.rstrip())) if marked.strip() else span


def _nothing_between(text: str, start: int, end: int) -> bool:
    return not _READABLE.search(text, start, end) and ATOM not in text[start:end]


def _clip(span: Span, bounds: Span) -> Span:
    start = max(span[0], bounds[0])
    return start, max(start, min(span[1], bounds[1]))


def _end_like(mark_end: int, text: str, sentence: tuple[Span, Span]) -> int:
    """The end of a mark over a whole sentence: before the final punctuation if the source's mark ended before it."""
    (_, source_end), (start, end) = sentence
    if mark_end >= source_end:
        return end
    ending = re.search(r"[^\w\s\ufffc]*$", text[start:end])
    return end - len(ending[0]) if ending else end


def _copied(marked: str, text: str, bounds: Span, taken: Sequence[Span]) -> Span | None:
    """Where the marked words stand unchanged, if that is one place."""
    if ATOM in marked:
        return None
    pattern = re.compile(rf"(?<!\w){re.escape(marked.strip())}(?!\w)")
    found = [match.span() for match in pattern.finditer(text, *bounds)]
    found = [span for span in found if not any(span[0] < end and start < span[1] for start, end in taken)]
    return found[0] if len(found) == 1 else None


def _gains(
    inline: Inline, target: _Target, marked: Sequence[Span], words: Sequence[Span], shares: Sequence[float | None]
) -> list[float]:
    """What each translated word adds to a run: its share above a fair one; an atom is in or out for certain.

    A word without a share belongs to another mark. What hangs on a word, such as a footnote's number, goes with it
    unless nothing else is marked.
    """
    atoms = {inline.text.count(ATOM, 0, start) for start, end in marked if inline.text[start:end] == ATOM}
    follows = len(atoms) < len(marked) or any(inline.atoms[number].word for number in atoms)
    gains: list[float] = []
    for span, share in zip(words, shares, strict=True):
        atom = target.atoms[target.text.count(ATOM, 0, span[0])] if target.text[slice(*span)] == ATOM else None
        if share is None:
            gain = _NEVER
        elif atom is None:
            gain = share - FAIR_SHARE
        elif atom not in atoms:
            gain = _OUT
        elif follows and not inline.atoms[atom].word:
            gain = 0.01 if gains and gains[-1] > 0 else _NEVER
        else:
            gain = 1.0
        gains.append(gain)
    return gains


def _best_run(gains: Sequence[float]) -> tuple[int, int]:
    """The first and last number of the run with the greatest sum; the earlier and shorter of equals."""
    best = (_NEVER, 0, 0)
    total, first = 0.0, 0
    for number, gain in enumerate(gains):
        if total <= 0:
            total, first = 0.0, number
        total += gain
        best = max(best, (total, -first, -number))
    return -best[1], -best[2]


def _with_quotes(marked: str, text: str, span: Span, bounds: Span) -> Span:
    """The span with the quotation marks around it, where the source's mark had them inside."""
    start, end = span
    if marked[:1] in QUOTES and start > bounds[0] and text[start - 1] in QUOTES:
        start -= 1
    if marked[-1:] in QUOTES and end < bounds[1] and text[end] in QUOTES:
        end += 1
    return start, end
