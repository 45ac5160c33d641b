"""Indonesian to English, as the translation asks for it."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.languages.fingerprints import pair_fingerprint
from sitegen.languages.id_en.glossary.english import with_capital
from sitegen.languages.id_en.glossary.entries import Glossary, load_glossary
from sitegen.languages.id_en.glossary.terms import find_terms
from sitegen.languages.id_en.headlines import common_words, from_capitals, is_shouted, sentence_case, written_forms
from sitegen.languages.pair import KnownTerm, Spells, Tokens

if TYPE_CHECKING:
    from sitegen.languages.id_en.sentence import IndonesianSentence


class IndonesianEnglish:
    """The `sitegen.languages.pair.LanguagePair` for Indonesian originals and English translations."""

    sample = "Presiden tiba di Jakarta, Senin (3/1)."
    related_label = "READ ALSO: "

    def __init__(self, source: str, target: str, glossary: Path | None) -> None:
        """Take the codes of the languages, such as ``id`` and ``en-GB``, and the site's own glossary, if it has one.

        Raises:
            SitegenError: the glossary has a mistake.
        """
        self.source = source
        self.target = target
        self._glossary: Glossary = load_glossary([glossary] if glossary else [])

    @cached_property
    def fingerprint(self) -> str:
        """Stands for the code, the lists and the glossaries."""
        return pair_fingerprint(type(self), self._glossary.texts)

    def analyse(self, sentence: str, spells: Spells | None = None) -> IndonesianSentence:
        """Analyse an Indonesian sentence; see `LanguagePair.analyse`."""
        # Slow to load, with all checks; rendering asks for the terms alone.
        from sitegen.languages.id_en.sentence import IndonesianSentence  # noqa: PLC0415

        return IndonesianSentence(sentence, self._glossary, spells)

    def sentence_case(self, text: str, article: str, tokens: Tokens, *, headline: bool, own: bool) -> str:
        """Return a headline, or a text in capitals, as a sentence; see `LanguagePair.sentence_case`."""
        if is_shouted(text):
            return from_capitals(text, written_forms(article), tokens)
        return sentence_case(text, common_words(text, article, tokens, own=own)) if headline else text

    def term(self, words: str) -> str | None:
        """Return the English of a term of the glossary, with a capital where ``words`` have one."""
        terms = find_terms(words, self._glossary)
        if len(terms) != 1 or not terms[0].whole or (terms[0].start, terms[0].end) != (0, len(words)):
            return None
        return terms[0].english if words[0].islower() else with_capital(terms[0].english)

    def terms(self, sentence: str) -> tuple[KnownTerm, ...]:
        """Return the terms in a sentence; see `LanguagePair.terms`."""
        found = find_terms(sentence, self._glossary)
        return tuple(
            KnownTerm(term.start, term.end, tuple(dict.fromkeys((term.english, *term.entry.english))), term.entry.note)
            for term in found
        )
