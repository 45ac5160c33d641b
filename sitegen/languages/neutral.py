"""Any pair of languages without a package of its own: plain translation, and checks of form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from sitegen.languages.fingerprints import pair_fingerprint
from sitegen.languages.form_checks import (
    ANY_LENGTHS,
    check_length,
    check_pairs,
    check_presence,
)
from sitegen.languages.issues import Issue
from sitegen.languages.masks import apart, check_copies, copies, start_of, unspellable
from sitegen.languages.pair import KnownTerm, Mask, Replacement, RetryMasks, Spells, Tokens
from sitegen.languages.repetition import check_repetition
from sitegen.languages.words import split_words


class NeutralSentence:
    """A `sitegen.languages.pair.SourceSentence` of any language."""

    def __init__(self, text: str, spells: Spells | None = None) -> None:
        """Take a sentence without markup; ``spells`` as `LanguagePair.analyse` has it."""
        self.text = text
        self.always: tuple[Mask, ...] = tuple(sorted(apart([*copies(text), *unspellable(text, spells)]), key=start_of))

    def full_headline(self) -> tuple[Mask, ...]:
        """Return nothing: headlines are not rewritten."""
        return ()

    def check(self, translation: str) -> tuple[Issue, ...]:
        """Return issues that any language can have: empty text, lost copies, loops, unpaired marks."""
        if empty := tuple(check_presence(self.text, translation)):
            return empty
        source, target = split_words(self.text), split_words(translation)
        return (
            *check_pairs(self.text, translation),
            *check_length(source, target, ANY_LENGTHS),
            *check_repetition(source, target),
            *check_copies(self.always, translation),
        )

    def retry(self, translation: str, issues: Sequence[Issue], room: int) -> RetryMasks:
        """Return no masks: nothing is known of the words."""
        return RetryMasks()

    def corrections(self, translation: str) -> tuple[Replacement, ...]:
        """Return nothing."""
        return ()

    def repair(self, translation: str, issue: Issue) -> Replacement | None:
        """Return nothing."""
        return None

    def evidence(self, translation: str) -> Mapping[str, float]:
        """Return nothing: no dictionary is at hand."""
        return {}


class NeutralPair:
    """The `sitegen.languages.pair.LanguagePair` for languages without rules of their own."""

    sample = "Jakarta, 3.1.2022."
    related_label = None

    def __init__(self, source: str, target: str) -> None:
        """Take the codes of the languages."""
        self.source = source
        self.target = target

    @cached_property
    def fingerprint(self) -> str:
        """Stands for the code."""
        return pair_fingerprint(type(self))

    def analyse(self, sentence: str, spells: Spells | None = None) -> NeutralSentence:
        """Analyse a sentence; see `LanguagePair.analyse`."""
        return NeutralSentence(sentence, spells)

    def sentence_case(self, text: str, article: str, tokens: Tokens, *, headline: bool, own: bool) -> str:
        """Return the text as it is."""
        return text

    def term(self, words: str) -> str | None:
        """Return None: there is no glossary."""
        return None

    def terms(self, sentence: str) -> tuple[KnownTerm, ...]:
        """Return nothing: there is no glossary."""
        return ()
