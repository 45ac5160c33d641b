"""Masks for an Indonesian sentence: parts to hide from the engine behind placeholders, with their English.

In the first attempt, the engine gets the sentence unmasked, but for text that its vocabulary cannot spell or would not
copy: addresses, file names, handles, tags, formulas, raised digits, other scripts. Figures and terms of the glossary
are hidden only in a second attempt, where a check has found that the first one lost them. Each placeholder costs a
little of the rest of the sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sitegen.languages.id_en.checks.foreign import english_spans
from sitegen.languages.id_en.figures.finding import Figure, FigureKind, find_figures
from sitegen.languages.id_en.glossary.entries import Glossary
from sitegen.languages.id_en.glossary.fitting import fitted
from sitegen.languages.id_en.glossary.terms import Term, find_terms
from sitegen.languages.masks import apart, copies, overlaps, start_of, unspellable
from sitegen.languages.pair import Mask, Spells

_RAISED_OR_FRACTION = re.compile(r"[¹²³⁰⁴-⁹¼-¾⅐-⅞]")


@dataclass(frozen=True)
class TermMask(Mask):
    """Hides a term of the glossary."""

    term: Term

    @classmethod
    def of(cls, term: Term) -> TermMask:
        """Return the mask that puts ``term`` into the translation."""
        return cls(term.start, term.end, term.english, term)

    def fitted(self, before: str, after: str) -> tuple[str, str]:
        """Return the text before the term and its words, with the article and the capitals that English needs."""
        return fitted(before, self.term, after)


@dataclass(frozen=True)
class Maskable:
    """What can be masked in a sentence: each group in the order of the text, without overlaps.

    ``always`` is never shown to the engine. ``figures`` and ``terms`` are hidden where a translation lacks them, and
    ``foreign``, which is English already, where it was changed.
    """

    always: tuple[Mask, ...] = ()
    figures: tuple[Mask, ...] = ()
    terms: tuple[Term, ...] = ()
    foreign: tuple[Mask, ...] = ()


def find_maskable(text: str, glossary: Glossary | None, spells: Spells | None = None) -> Maskable:
    """Return the possible masks in ``text``, one Indonesian sentence without markup.

    ``spells`` tells of a word whether the engine knows its characters; without it, all words count as known.
    """
    figures = find_figures(text)
    certain = [Mask(item.start, item.end, item.english) for item in figures if _is_unspeakable(text, item, spells)]
    always = sorted(apart([*copies(text), *certain, *unspellable(text, spells)]), key=start_of)
    others = [Mask(figure.start, figure.end, figure.english) for figure in figures]
    others = [mask for mask in others if mask.words != text[mask.start : mask.end]]
    foreign = [Mask(start, end, text[start:end]) for start, end in english_spans(text)]
    taken = [(mask.start, mask.end) for mask in always]
    terms = [term for term in find_terms(text, glossary) if not overlaps(term, taken)] if glossary else []
    inside = [(mask.start, mask.end) for mask in (*others, *foreign)]
    return Maskable(
        tuple(always),
        tuple(mask for mask in others if not overlaps(mask, taken)),
        tuple(term for term in terms if not overlaps(term, inside)),
        tuple(mask for mask in foreign if not overlaps(mask, taken)),
    )


def _is_unspeakable(text: str, figure: Figure, spells: Spells | None) -> bool:
    """Whether a figure is a code, or has raised digits, fractions or signs that the engine would lose: £5."""
    written = text[figure.start : figure.end]
    is_lost = bool(_RAISED_OR_FRACTION.search(written)) or (spells is not None and not spells(written))
    return is_lost or figure.kind is FigureKind.CODE
