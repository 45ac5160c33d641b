"""A sentence on its way through the engine: what has been tried, what came back, and what to try next."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sitegen.content.inline import ATOM
from sitegen.translation.checks.checking import check
from sitegen.translation.checks.flags import Flag, FlagKind
from sitegen.translation.checks.names import is_copied_name
from sitegen.translation.engine import FIRST, Decoding
from sitegen.translation.glossary.entries import Entry
from sitegen.translation.glossary.honouring import missing_terms
from sitegen.translation.glossary.terms import Term
from sitegen.translation.headline_verbs import full_verbs
from sitegen.translation.masking import Mask, Maskable, Span, overlaps, term_mask, without_overlaps
from sitegen.translation.segments import MOST_PLACEHOLDERS, EngineInput, cut, make_input
from sitegen.translation.unmasking import Restored

AGAIN = Decoding(wider=-2, hypotheses=2)
"""For second attempts: half the beam costs half, and loses nothing where masks hold what matters."""

# A wrong number or name misleads; a clumsy sentence only annoys.
_WEIGHTS = {
    FlagKind.EMPTY: 27, FlagKind.NUMBER: 3, FlagKind.DATE: 3, FlagKind.NAME: 3, FlagKind.INVENTED: 3,
    FlagKind.ALTERED: 3,
}  # fmt: skip
_LONG = 60
"""Tokens of a sentence that fails, from which on it is also given in parts."""
_SHORTEST = 12
"""Tokens of a part of a sentence at least."""
_FORM = frozenset({FlagKind.LENGTH, FlagKind.REPETITION, FlagKind.EMPTY})
"""Doubts that come from a sentence which is too long for the model."""
_WORD = re.compile(r"\w+")
_NUMERAL = re.compile(r"(?<![\w.,-])(?:\d+|(?=[\w-]*\d)[A-Za-z\d]+(?:-[A-Za-z\d]+)*)(?![\w-]|[.,]\d)")
_SPACED = re.compile(r"\S+")
_CAPITALISED = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*\.?")

Piece = tuple[Span, Restored]
"""A part of the sentence, most often all of it, and its translation."""


@dataclass(frozen=True)
class Key:
    """What makes two sentences the same to the translator.

    ``is_word`` tells of each atom whether it plays a part; ``align`` asks for links.
    """

    sentence: str
    is_word: tuple[bool, ...]
    headline: bool
    align: bool


@dataclass(frozen=True)
class Try:
    """One way to give a sentence to the engine: an input for each of its ``spans``."""

    spans: tuple[Span, ...]
    inputs: tuple[EngineInput, ...]
    decoding: Decoding = FIRST


@dataclass
class Work:
    """A sentence on its way: the best translation so far and the doubts about it, and what has been tried already."""

    key: Key
    maskable: Maskable
    best: tuple[Piece, ...] = ()
    flags: tuple[Flag, ...] = (Flag(FlagKind.EMPTY, "there is no translation"),)
    tried: set[Try] = field(default_factory=set)

    @cached_property
    def readable(self) -> bool:
        """Whether there is anything to translate."""
        return any(map(str.isalnum, self.key.sentence))

    @property
    def passes(self) -> bool:
        """Whether nothing is wrong with the best translation."""
        return not self.flags

    @property
    def kinds(self) -> tuple[FlagKind, ...]:
        """The kinds of what is wrong with it."""
        return tuple(dict.fromkeys(flag.kind for flag in self.flags))

    @property
    def text(self) -> str:
        """The best translation so far."""
        return " ".join(restored.text for _, restored in self.best)

    @property
    def score(self) -> float:
        """The score of its worst piece; 0 where there is none."""
        return _score(self.best)

    def consider(self, pieces: tuple[Piece, ...]) -> tuple[Flag, ...]:
        """Take ``pieces`` if there are fewer doubts about them than about the best so far, or the score is better.

        Returns the doubts about them.
        """
        flags = doubts(self.key.sentence, " ".join(restored.text for _, restored in pieces), self.maskable)
        if not self.best or (weight(flags), -_score(pieces)) < (weight(self.flags), -self.score):
            self.best, self.flags = pieces, flags
        return flags


def _score(pieces: Sequence[Piece]) -> float:
    return min((restored.score for _, restored in pieces), default=0.0)


def doubts(source: str, translation: str, maskable: Maskable) -> tuple[Flag, ...]:
    """Return what may be wrong with a sentence's translation; ``maskable`` is what `find_maskable` found in it."""
    may_be_new = frozenset(word for term in maskable.terms for word in _WORD.findall(term.english))
    found = frozenset(word for term in maskable.terms for word in _WORD.findall(source[term.start : term.end]))
    flags = check(source.replace(ATOM, " "), translation.replace(ATOM, " "), may_be_new, found)
    if lost := tuple(mask.english for mask in maskable.always if mask.english not in translation):
        flags = (*flags, Flag(FlagKind.ALTERED, f"{', '.join(lost)} is missing", lost))
    if twice := [term.english for term in maskable.terms if _is_twice(source, translation, term)]:
        flags = (*flags, Flag(FlagKind.REPETITION, f"“{', '.join(twice)}” is also there in Indonesian"))
    if terms := missing_terms(maskable.terms, translation):
        detail = ", ".join(f"“{source[term.start : term.end]}” is not “{term.english}”" for term in terms)
        flags = (*flags, Flag(FlagKind.TERM, detail))
    return flags


def _is_twice(source: str, translation: str, term: Term) -> bool:
    """Whether a translation has an abbreviation beside the words that were put in for it: *the House DPR*."""
    written = source[term.start : term.end]
    return (
        written.isupper()
        and written not in term.english
        and source.count(written) == 1
        and written in _WORD.findall(translation)
        and f"({written})" not in translation
        and not missing_terms([dataclasses.replace(term, entry=_only(term))], translation)
    )


def _only(term: Term) -> Entry:
    return dataclasses.replace(term.entry, english=(term.english,))


def weight(flags: Iterable[Flag]) -> int:
    """Return how much is wrong; 0 where nothing is."""
    return sum(_WEIGHTS.get(kind, 1) for kind in {flag.kind for flag in flags})


def first_try(work: Work) -> Try:
    """Return the sentence as it stands, but for what the engine would not copy; a headline with full verbs."""
    always = work.maskable.always
    verbs = _full_verbs(work.key.sentence) if work.key.headline else []
    taken = [(mask.start, mask.end) for mask in always]
    return _whole(work, always, [mask for mask in verbs if not overlaps(mask, taken)])


def further_tries(work: Work, tokens: Callable[[str], int], longest: int) -> Iterator[Try]:
    """Yield other ways for a sentence that does not pass, those that mend most first."""
    sentence, always = work.key.sentence, work.maskable.always
    hidden, shown = wrong(work)
    if hidden or shown:
        yield _whole(work, (*always, *hidden), shown, AGAIN)
    if work.key.headline:
        yield _whole(work, always)
    elif not _FORM.isdisjoint(work.kinds) or tokens(sentence) > _LONG:
        most = max(_SHORTEST, min(longest, tokens(sentence)) // 2)
        spans = tuple(cut(sentence, (0, len(sentence)), tokens, most))
        if len(spans) > 1:
            yield _in_parts(work, spans, (*always, *hidden))
    if not work.best:
        yield _whole(work, always[:1], (), AGAIN)
        yield _whole(work, (), (), AGAIN)
        yield _whole(work, (), (), AGAIN, atoms=False)


def wrong(work: Work) -> tuple[tuple[Mask, ...], tuple[Mask, ...]]:
    """Return what the best translation lacks, to be hidden, and the terms to be shown in English."""
    source, text, maskable = work.key.sentence, work.text, work.maskable
    lost = {kind: [text for flag in work.flags if flag.kind is kind for text in flag.lost] for kind in work.kinds}
    hidden: list[Mask] = []
    if FlagKind.ALTERED in lost:
        hidden += [mask for mask in maskable.foreign if mask.english in lost[FlagKind.ALTERED]]
    if FlagKind.DATE in lost or FlagKind.NUMBER in lost:
        hidden += [mask for mask in maskable.figures if is_lost(source[mask.start : mask.end], text)]
        hidden += _numerals(source, lost.get(FlagKind.NUMBER, []))
    terms = missing_terms(maskable.terms, text) if FlagKind.TERM in lost else ()
    hidden += [term_mask(term) for term in terms if term.whole and term.entry.use != "prefer"]
    hidden += _names(source, [name for name in lost.get(FlagKind.NAME, []) if is_copied_name(name)])
    shown = [term_mask(term) for term in terms if term.whole and term.entry.use == "prefer"]
    room = MOST_PLACEHOLDERS - len(maskable.always) - sum(work.key.is_word)
    chosen = without_overlaps([*maskable.always, *hidden], room + len(maskable.always))
    hidden = [mask for mask in chosen if mask not in maskable.always]
    chosen = without_overlaps([*maskable.always, *hidden, *shown], len(source))
    return tuple(hidden), tuple(mask for mask in chosen if mask in shown)


def is_lost(figure: str, translation: str) -> bool:
    """Tell whether a figure, as it stands in the source, is not said in the translation."""
    kinds = (FlagKind.DATE, FlagKind.NUMBER)
    return any(flag.lost for flag in check(figure, translation) if flag.kind in kinds)


def _numerals(source: str, lost: Sequence[str]) -> list[Mask]:
    """Numbers and codes such as H2O that are the same in both languages, and were lost."""
    numerals = [Mask(*match.span(), match[0]) for match in _NUMERAL.finditer(source)]
    return [mask for mask in numerals if mask.english in lost]


def _names(source: str, lost: Sequence[str]) -> list[Mask]:
    """The names with a word that was lost: the whole of each, as it is copied."""
    masks: list[Mask] = []
    run: list[re.Match[str]] = []
    for match in [*_CAPITALISED.finditer(source), None]:
        goes_on = match and run and source[run[-1].end() : match.start()].isspace() and match[0][0].isupper()
        if run and not goes_on:
            words = [part for word in run for part in re.split(r"[-'’.]", word[0])]
            if any(word in words for word in lost):
                masks.append(_name(source, run, lost))
            run = []
        if match and (match[0][0].isupper() or match[0] in lost):
            run.append(match)
    return masks


def _name(source: str, run: Sequence[re.Match[str]], lost: Sequence[str]) -> Mask:
    has = [any(part in lost for part in re.split(r"[-'’.]", word[0])) for word in run]
    first, last = has.index(True), len(has) - 1 - has[::-1].index(True)
    name = source[run[first].start() : run[last].end()]
    # The full stop of the sentence is no part of it; that of "Jl." is.
    name = name if has[last:] != [True] or last + 1 < len(run) else name.removesuffix(".")
    return Mask(run[first].start(), run[first].start() + len(name), name)


def _whole(
    work: Work,
    hidden: Sequence[Mask],
    shown: Sequence[Mask] = (),
    decoding: Decoding = FIRST,
    *,
    atoms: bool = True,
) -> Try:
    key = work.key
    given = make_input(key.sentence, key.is_word, hidden, shown, atoms=atoms)
    return Try(((0, len(key.sentence)),), (given,), decoding)


def _full_verbs(headline: str) -> list[Mask]:
    """The bare verbs of a headline with their full forms, which have as many words; ``&`` is a word, too."""
    full = _SPACED.finditer(full_verbs(headline).replace(" & ", " dan "))
    return [
        Mask(*word.span(), other[0])
        for word, other in zip(_SPACED.finditer(headline), full, strict=True)
        if word[0] != other[0]
    ]


def _in_parts(work: Work, spans: tuple[Span, ...], hidden: Sequence[Mask]) -> Try:
    sentence = work.key.sentence
    inputs = []
    for start, end in spans:
        first = sentence.count(ATOM, 0, start)
        is_word = work.key.is_word[first : first + sentence.count(ATOM, start, end)]
        inside = [
            dataclasses.replace(mask, start=mask.start - start, end=mask.end - start)
            for mask in hidden
            if start <= mask.start and mask.end <= end
        ]
        inputs.append(make_input(sentence[start:end], is_word, inside))
    return Try(spans, tuple(inputs))
