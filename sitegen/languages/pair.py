"""What the translation asks of a pair of languages. ``translation/`` itself knows no language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sitegen.languages.issues import Issue

Spells = Callable[[str], bool]
"""Tells whether an engine's vocabulary has all characters of a text."""
Tokens = Callable[[str], int]
"""Counts the tokens that an engine reads a text as: the fewer, the better it knows the words."""


@dataclass(frozen=True)
class Mask:
    """``text[start:end]`` of a source sentence can be hidden from the engine; ``words`` take its place afterwards."""

    start: int
    end: int
    words: str

    def fitted(self, before: str, after: str) -> tuple[str, str]:  # noqa: ARG002  # for masks that need it
        """Return the translation ``before`` the words and the words, as they go together; ``after`` follows them."""
        return before, self.words


@dataclass(frozen=True)
class KnownTerm:
    """``text[start:end]`` of a source sentence is a term of the glossary, to be one of ``english``, the best first."""

    start: int
    end: int
    english: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Replacement:
    """``words`` take the place of ``text[start:end]`` of a translation."""

    start: int
    end: int
    words: str


@dataclass(frozen=True)
class RetryMasks:
    """What a second attempt does with parts of a sentence: some are ``hidden``, some ``shown`` in other words.

    No two of them overlap.
    """

    hidden: tuple[Mask, ...] = ()
    shown: tuple[Mask, ...] = ()


class SourceSentence(Protocol):
    """A source sentence without markup, as its pair of languages understands it."""

    @property
    def always(self) -> tuple[Mask, ...]:
        """What no engine is shown, in the order of the text: addresses, code, characters that it cannot spell."""

    def full_headline(self) -> tuple[Mask, ...]:
        """Return what the sentence needs to be a full one, if it is a headline: words and what to show instead."""

    def check(self, translation: str) -> tuple[Issue, ...]:
        """Return the issues of a translation of the sentence."""

    def retry(self, translation: str, issues: Sequence[Issue], room: int) -> RetryMasks:
        """Return the masks for another attempt, at most ``room`` of them hidden; ``issues`` are the translation's."""

    def corrections(self, translation: str) -> tuple[Replacement, ...]:
        """Return certain corrections. Each applies to the text that those before it have left."""

    def repair(self, translation: str, issue: Issue) -> Replacement | None:
        """Return a repair of an issue of the translation, if it is certain."""

    def evidence(self, translation: str) -> Mapping[str, float]:
        """Return numbers that may say how good a translation is, by name: see `sitegen.translation.quality`."""


class LanguagePair(Protocol):
    """The rules for translation from ``source`` to ``target``."""

    @property
    def source(self) -> str:
        """The code of the language of the originals."""

    @property
    def target(self) -> str:
        """The code of the language of the translations."""

    @property
    def fingerprint(self) -> str:
        """Fingerprint of the pair's code, its data and the site's glossary."""

    @property
    def sample(self) -> str:
        """A sentence of the source language that an engine is tried out with."""

    @property
    def related_label(self) -> str | None:
        """What a translated file says before a related headline; None leaves the outlet's own words."""

    def analyse(self, sentence: str, spells: Spells | None = None) -> SourceSentence:
        """Analyse a source sentence without markup.

        ``spells`` tells of words whether the engine knows their characters; without it, all count as known.
        """

    def sentence_case(self, text: str, article: str, tokens: Tokens, *, headline: bool, own: bool) -> str:
        """Return a headline in title case, or a text in capitals, as a sentence; any other as it is.

        ``article`` is its running text, which shows what is a name. ``own`` tells that ``text`` is the article's own
        headline. The length of the text stays.
        """

    def term(self, words: str) -> str | None:
        """Return what the glossary says for ``words``, such as a tag, if they are one of its terms as a whole."""

    def terms(self, sentence: str) -> tuple[KnownTerm, ...]:
        """Return the terms of the glossary in a source sentence without markup, in their order."""
