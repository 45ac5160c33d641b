"""Attempts at a sentence: those made, their results, and the next one."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sitegen.content.body.inline import ATOM
from sitegen.languages.issues import ISSUE_TYPES, Issue, IssueKind, weight
from sitegen.languages.masks import Span
from sitegen.languages.pair import LanguagePair, Mask, SourceSentence, Spells
from sitegen.translation.engines.engine import FIRST, Decoding, EngineOutput
from sitegen.translation.quality import Evidence
from sitegen.translation.sentences.confidence import evidence_of
from sitegen.translation.sentences.segments import MOST_PLACEHOLDERS, EngineInput, cut, make_input
from sitegen.translation.sentences.unmasking import Restored

AGAIN = Decoding(wider=-2, hypotheses=2)
"""For second attempts: half the beam costs half, and loses nothing where masks hold what matters."""

_LONG = 60
"""Tokens of a sentence that fails, from which on it is also given in parts."""
_SHORTEST = 12
"""Tokens of a part of a sentence at least."""
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
    """A sentence on its way: the best translation so far and its issues, and what has been tried already.

    ``source`` is what the pair of languages knows of it, ``hypotheses`` what the engine first gave back.
    """

    key: Key
    source: SourceSentence
    best: tuple[Piece, ...] = ()
    issues: tuple[Issue, ...] = (Issue(IssueKind.EMPTY, "there is no translation"),)
    tried: set[Try] = field(default_factory=set)
    hypotheses: tuple[EngineOutput, ...] = ()

    @classmethod
    def begin(cls, key: Key, pair: LanguagePair, spells: Spells) -> Work:
        """Return the work on a sentence that has not been translated yet."""
        return cls(key, pair.analyse(without_atoms(key.sentence), spells))

    @cached_property
    def readable(self) -> bool:
        """Whether there is anything to translate."""
        return any(map(str.isalnum, self.key.sentence))

    @property
    def passes(self) -> bool:
        """Whether nothing is wrong with the best translation."""
        return not self.issues

    @property
    def kinds(self) -> tuple[IssueKind, ...]:
        """The kinds of its issues."""
        return tuple(dict.fromkeys(issue.kind for issue in self.issues))

    @property
    def text(self) -> str:
        """The best translation so far."""
        return " ".join(restored.text for _, restored in self.best)

    @property
    def score(self) -> float:
        """The score of its worst piece; 0 where there is none."""
        return _score(self.best)

    @property
    def evidence(self) -> Evidence:
        """What is known of the best translation that may say how good it is."""
        known = self.source.evidence(without_atoms(self.text))
        return evidence_of(without_atoms(self.key.sentence), self.hypotheses, self.issues, known)

    def consider(self, pieces: tuple[Piece, ...]) -> tuple[Issue, ...]:
        """Take ``pieces`` if less is wrong with them than with the best so far, or the score is better.

        Returns their issues.
        """
        issues = self.source.check(without_atoms(" ".join(restored.text for _, restored in pieces)))
        if not self.best or (weight(issues), -_score(pieces)) < (weight(self.issues), -self.score):
            self.best, self.issues = pieces, issues
        return issues


def without_atoms(text: str) -> str:
    """Return a text of the same length with spaces where atoms are."""
    return text.replace(ATOM, " ")


def _score(pieces: Sequence[Piece]) -> float:
    return min((restored.score for _, restored in pieces), default=0.0)


def first_try(work: Work) -> Try:
    """Return the sentence as it stands, but for what the engine would not copy; a headline as a full sentence."""
    return _whole(work, work.source.always, work.source.full_headline() if work.key.headline else ())


def further_tries(work: Work, tokens: Callable[[str], int], longest: int) -> Iterator[Try]:
    """Yield other ways for a sentence that does not pass, those that mend most first."""
    sentence, always = work.key.sentence, work.source.always
    room = MOST_PLACEHOLDERS - len(always) - sum(work.key.is_word)
    masks = work.source.retry(without_atoms(work.text), work.issues, room)
    if masks.hidden or masks.shown:
        yield _whole(work, (*always, *masks.hidden), masks.shown, AGAIN)
    if work.key.headline:
        yield _whole(work, always)
    elif any(ISSUE_TYPES[kind].too_long for kind in work.kinds) or tokens(sentence) > _LONG:
        most = max(_SHORTEST, min(longest, tokens(sentence)) // 2)
        spans = tuple(cut(sentence, (0, len(sentence)), tokens, most))
        if len(spans) > 1:
            yield _in_parts(work, spans, (*always, *masks.hidden))
    if not work.best:
        yield _whole(work, always[:1], (), AGAIN)
        yield _whole(work, (), (), AGAIN)
        yield _whole(work, (), (), AGAIN, atoms=False)


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
