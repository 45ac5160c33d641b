"""An Indonesian sentence, as translation into English asks about it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from sitegen.languages.id_en.checks.checking import check
from sitegen.languages.id_en.copied_figures import english_figures
from sitegen.languages.id_en.coverage.coverage import check_coverage, evidence_of
from sitegen.languages.id_en.glossary.entries import Entry, Glossary
from sitegen.languages.id_en.glossary.term_checks import missing_terms
from sitegen.languages.id_en.glossary.terms import Term
from sitegen.languages.id_en.headline_verbs import full_verbs
from sitegen.languages.id_en.masking import Maskable, find_maskable
from sitegen.languages.id_en.retry import repair, retry_masks
from sitegen.languages.issues import Issue, IssueKind
from sitegen.languages.masks import check_copies, overlaps
from sitegen.languages.pair import Mask, Replacement, RetryMasks, Spells
from sitegen.languages.words import split_words
from sitegen.messages import joined, say

_WORD = re.compile(r"\w+")
_SPACED = re.compile(r"\S+")


class IndonesianSentence:
    """A `sitegen.languages.pair.SourceSentence` of Indonesian, to become English."""

    def __init__(self, text: str, glossary: Glossary, spells: Spells | None = None) -> None:
        """Take a sentence without markup; ``spells`` as `LanguagePair.analyse` has it."""
        self._text = text
        self._maskable: Maskable = find_maskable(text, glossary, spells)

    @cached_property
    def _term_words(self) -> frozenset[str]:
        """The words of the glossary's terms, in both languages."""
        terms = self._maskable.terms
        texts = (text for term in terms for text in (self._text[term.start : term.end], *term.entry.english))
        return frozenset(word for text in texts for word in _WORD.findall(text))

    @property
    def always(self) -> tuple[Mask, ...]:
        """What no engine is shown."""
        return self._maskable.always

    def full_headline(self) -> tuple[Mask, ...]:
        """Return the bare verbs of a headline with their full forms, which have as many words; ``&`` is one, too."""
        taken = [(mask.start, mask.end) for mask in self.always]
        full = _SPACED.finditer(full_verbs(self._text).replace(" & ", " dan "))
        masks = [
            Mask(*word.span(), other[0])
            for word, other in zip(_SPACED.finditer(self._text), full, strict=True)
            if word[0] != other[0]
        ]
        return tuple(mask for mask in masks if not overlaps(mask, taken))

    def check(self, translation: str) -> tuple[Issue, ...]:
        """Return the issues of a translation: failed checks, lost copies, and the glossary's terms."""
        terms = self._maskable.terms
        may_be_new = frozenset(word for term in terms for word in _WORD.findall(term.english))
        found = frozenset(word for term in terms for word in _WORD.findall(self._text[term.start : term.end]))
        issues = check(self._text, translation, may_be_new, found)
        issues = (*issues, *check_copies(self.always, translation))
        if not any(issue.kind is IssueKind.EMPTY for issue in issues):
            issues = (*issues, *check_coverage(split_words(self._text), split_words(translation), self._term_words))
        if twice := [term.english for term in terms if _is_twice(self._text, translation, term)]:
            issues = (
                *issues,
                Issue(IssueKind.REPETITION, say("“{words}” is also there in Indonesian", words=", ".join(twice))),
            )
        return (*issues, *self._term_issues(translation))

    def _term_issues(self, translation: str) -> Iterator[Issue]:
        """Yield an issue for terms that are not there, and one for those of which there is only the abbreviation.

        A person may think the abbreviation enough: *NATO* for *Pakta Pertahanan Atlantik Utara (NATO)*.
        """
        missing = missing_terms(self._maskable.terms, translation)
        bare = [dataclasses.replace(term, english=(*term.entry.english, term.english)[0]) for term in missing]
        gone = {term.start for term in missing_terms(bare, translation)}
        for guessed in (False, True):
            said = [
                say("“{word}” is not “{english}”", word=self._text[term.start : term.end], english=term.english)
                for term in missing
                if (term.start not in gone) is guessed
            ]
            if said:
                yield Issue(IssueKind.TERM, joined(", ", said), guessed=guessed)

    def retry(self, translation: str, issues: Sequence[Issue], room: int) -> RetryMasks:
        """Return masks for what the translation has lost."""
        return retry_masks(self._text, translation, issues, self._maskable, room)

    def corrections(self, translation: str) -> tuple[Replacement, ...]:
        """Return the figures that were copied from the source, in English."""
        return english_figures(translation, self._text, self._maskable.figures)

    def repair(self, translation: str, issue: Issue) -> Replacement | None:
        """Return what puts a name or number back that was changed."""
        return repair(self._text, translation, issue, self._maskable)

    def evidence(self, translation: str) -> Mapping[str, float]:
        """Return how well the table of words knows the sentence, and how well it accounts for the translation."""
        return evidence_of(split_words(self._text), split_words(translation), self._term_words)


def _is_twice(source: str, translation: str, term: Term) -> bool:
    """Whether a translation has an abbreviation beside the words that were put in for it: *the House DPR*."""
    written = source[term.start : term.end]
    ends = "|".join(re.escape(" ".join(words.split()[-2:])) for words in term.entry.english if " " in words)
    if written.isupper() and ends and re.search(rf"\b(?i:{ends})\s{re.escape(written)}\b", translation):
        return True
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
