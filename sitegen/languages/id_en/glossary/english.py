"""The little English grammar that a term needs when it is put into a sentence."""

from __future__ import annotations

import re

_IRREGULAR = {"man": "men", "person": "people", "child": "children"}
_PREPOSITION = re.compile(r" (?:of|in|for|to) ")
_VOWEL_SOUND = re.compile(r"[aio]|e(?!u)|u(?!n[aiou]|s[aeiou]|t[aeiou]|\b)|hour|hono|heir", re.IGNORECASE)
_VOWEL_LETTER_NAME = frozenset("AEFHILMNORSX")


def plural(words: str) -> str:
    """Return a noun phrase in the plural: ``heads of state``, ``general elections``."""
    preposition = _PREPOSITION.search(words)
    head, rest = (words[: preposition.start()], words[preposition.start() :]) if preposition else (words, "")
    return _plural_word(head) + rest


def _plural_word(word: str) -> str:
    if re.search(r"[^su]s$", word):
        return word  # It is plural already.
    for ending, ending_of_many in _IRREGULAR.items():
        if word.endswith(ending):
            return word.removesuffix(ending) + ending_of_many
    if re.search(r"[^aeiou]y$", word):
        return word.removesuffix("y") + "ies"
    return word + ("es" if re.search(r"(s|x|z|ch|sh)$", word) else "s")


def indefinite_article(words: str) -> str:
    """Return ``a`` or ``an``, as the sound of ``words`` asks."""
    first = re.split(r"[\s-]", words.lstrip("\"'"))[0]
    if first.replace(".", "").isupper() and len(first) > 1:
        return "an" if first[0] in _VOWEL_LETTER_NAME else "a"
    return "an" if _VOWEL_SOUND.match(first) else "a"


def with_capital(words: str) -> str:
    """Return ``words`` with a capital at the beginning."""
    return words[:1].upper() + words[1:]


def as_title(words: str) -> str:
    """Return an office as it is written before a name: ``Foreign Minister``, ``Head of State``."""
    return " ".join(word if word in {"of", "and", "for", "the", "to"} else with_capital(word) for word in words.split())
