"""What in an Indonesian sentence has a certain English: figures and the glossary's terms.

They are given to the engine as placeholders, or terms in English words. Each placeholder costs a little of the rest of
the sentence (about 0.6 chrF, measured with the starter model), so that only a few are used: for dates and times first,
then for institutions and names, then for other figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.translation.figures.finding import Figure, FigureKind, find_figures
from sitegen.translation.glossary.entries import Glossary
from sitegen.translation.glossary.terms import Term, find_terms

DATE, NAME, NUMBER, NOUN = range(4)
"""Ranks: dates and times, institutions and names, other figures, and terms that are common nouns."""

_TIMES = frozenset({FigureKind.DATE, FigureKind.TIME, FigureKind.DECADE, FigureKind.RANGE, FigureKind.SCORE})
_COPIED = frozenset({"placeholder", "copy"})


@dataclass(frozen=True)
class Protected:
    """``text[start:end]`` is ``english``; ``term`` is the glossary's, None for a figure. Lower ``rank`` goes first."""

    start: int
    end: int
    english: str
    rank: int
    term: Term | None = None


@dataclass(frozen=True)
class Protection:
    """What is protected in a sentence, in its order, and all of its terms, which the translation must honour."""

    protected: tuple[Protected, ...] = ()
    terms: tuple[Term, ...] = ()


def protect(text: str, glossary: Glossary | None) -> Protection:
    """Return what is certain in ``text``, one Indonesian sentence without markup. Nothing overlaps."""
    figures = [_figure(figure) for figure in find_figures(text) if figure.english != text[figure.start : figure.end]]
    terms = find_terms(text, glossary) if glossary else ()
    free = [term for term in terms if not any(term.start < item.end and item.start < term.end for item in figures)]
    return Protection(tuple(sorted([*figures, *_terms(free)], key=lambda item: item.start)), tuple(free))


def _figure(figure: Figure) -> Protected:
    return Protected(figure.start, figure.end, figure.english, DATE if figure.kind in _TIMES else NUMBER)


def _terms(terms: list[Term]) -> Iterator[Protected]:
    for term in terms:
        if term.whole:
            rank = NAME if term.entry.use in _COPIED else NOUN
            yield Protected(term.start, term.end, term.english, rank, term)
