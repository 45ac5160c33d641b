"""A sentence taken apart into words, once for all that look at it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}|\b[A-Z]\.[A-Z]\b")


def word_set(words: str) -> frozenset[str]:
    """Return the words of a text with white space between them."""
    return frozenset(words.split())


_SMALL_IN_TITLES = word_set(
    """di ke dari dan yang untuk pada dengan dalam oleh atau serta bagi tak atas per sebagai hingga
    a an and as at by for from in of on or the to with"""
)
_DIGIT = re.compile(r"\d")
_OPENS = re.compile(r"[\"“”.:!?;•|–—]|- ")


@dataclass(frozen=True)
class Words:
    """A sentence and its words. Capitals with full stops (``U.S.``) are written together (``US``)."""

    text: str
    forms: tuple[str, ...]

    @cached_property
    def lower(self) -> tuple[str, ...]:
        """The words in small letters."""
        return tuple(map(str.lower, self.forms))

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where in ``text`` the words are."""
        return tuple(match.span() for match in _WORD.finditer(self.text))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words in small letters, each once, also without a possessive ending and in the parts of a compound."""
        words = set(self.lower)
        if "'" in self.text or "’" in self.text:
            words.update(word.replace("’", "'").partition("'")[0] for word in self.lower)
        if "-" in self.text:
            for word in self.lower:
                if "-" in word:
                    words.update(word.split("-"))
                    words.add(word.replace("-", ""))
        return frozenset(words)

    @cached_property
    def joined(self) -> str:
        """The words in small letters with a space before and after each, the parts of compounds apart."""
        return f" {' '.join(self.lower).replace('-', ' ').replace('’', chr(39))} "

    @cached_property
    def capitals(self) -> frozenset[str]:
        """The words that begin with a capital, without possessive endings and the parts of compounds apart."""
        return frozenset(
            part
            for form in self.forms
            if form[0].isupper() or "-" in form
            for part in form.replace("’", "'").partition("'")[0].split("-")
        )

    @cached_property
    def has_digits(self) -> bool:
        """Tell whether there is any digit."""
        return bool(_DIGIT.search(self.text))

    @cached_property
    def is_title(self) -> bool:
        """Tell whether the sentence is in title case or in capitals, so that a capital says nothing about a word."""
        small = [form for form in self.forms if form[0].islower()]
        capitals = sum(form[0].isupper() for form in self.forms)
        return capitals > max(2, len(small)) and _SMALL_IN_TITLES.issuperset(small)

    def begins_sentence(self, place: int) -> bool:
        """Tell whether a capital says nothing about the word: at the start, or after a quotation mark or colon."""
        return place == 0 or bool(_OPENS.search(self.text, self.spans[place - 1][1], self.spans[place][0]))

    def touch(self, place: int) -> bool:
        """Tell whether only white space is between the word and the one before it."""
        return place > 0 and self.text[self.spans[place - 1][1] : self.spans[place][0]].isspace()


def split_words(text: str) -> Words:
    """Return the words of ``text``."""
    if "." in text[:-1]:
        text = _DOTTED.sub(lambda match: match[0].replace(".", ""), text)
    return Words(text, tuple(_WORD.findall(text)))
