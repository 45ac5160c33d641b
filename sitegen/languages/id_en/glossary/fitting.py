"""The words of a term as they fit into an English sentence."""

from __future__ import annotations

import re

from sitegen.languages.id_en.glossary.english import as_title, indefinite_article, with_capital
from sitegen.languages.id_en.glossary.terms import Term

_WORD_BEFORE = re.compile(r"([\w']+)\s+$")
_INDEFINITE_BEFORE = re.compile(r"\b([Aa])n?\s+$")
_STARTS_SENTENCE = re.compile(r"(?:^|[.!?:]\s)[\s\"'(\[]*$")
_NAME_AFTER = re.compile(r"\s+[A-Z]")
_DETERMINERS = frozenset({
    "the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my", "your", "each",
    "every", "no", "any", "some", "another", "which", "whose",
})  # fmt: skip


def fitted(before: str, term: Term, after: str) -> tuple[str, str]:
    """Return the text before a term with its indefinite article put right, and the term's words as they fit there."""
    words = term.english
    if term.title and _NAME_AFTER.match(after):
        words = as_title(words)
    elif term.entry.article and not _determined(before):
        words = "the " + words
    if indefinite := _INDEFINITE_BEFORE.search(before):
        article = indefinite_article(words)
        before = before[: indefinite.start()] + (article if indefinite[1] == "a" else article.capitalize()) + " "
    return before, with_capital(words) if _STARTS_SENTENCE.search(before) else words


def _determined(before: str) -> bool:
    word = _WORD_BEFORE.search(before)
    return word is not None and (
        word[1].lower() in _DETERMINERS or word[1].isdecimal() or word[1].endswith(("'s", "s'"))
    )
