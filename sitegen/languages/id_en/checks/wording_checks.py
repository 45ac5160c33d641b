"""Does a translation leave words in Indonesian, or make words up?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from sitegen.languages.english_lexicon import is_english_word
from sitegen.languages.id_en.checks.names import indonesian_words
from sitegen.languages.issues import Issue, IssueKind
from sitegen.languages.words import Words
from sitegen.messages import say

_AFFIXED = re.compile(
    r"(?:ke|pe[mnr]|peng|peny|per)\w{3,}an|me(?:ng|ny|m[bp]|n[dtjc])\w{3,}|\w{3,}nya|\w{3,}kan|ber\w{4,}|"
    r"(?:di|ter)\w{3,}(?:kan|i)"
)
_LONGEST_QUOTED_TERM = 4
_MOST_SHARED = 0.5
_SHORTEST_NONWORD = 4


def check_untranslated(source: Words, target: Words, english: AbstractSet[str] = frozenset()) -> Iterator[Issue]:
    """Yield an issue for words that were left in Indonesian; ``english`` are words that the source has in English."""
    left = [word for word in target.vocabulary & indonesian_words() if _is_left(word, source, target)]
    left += [word for word in target.vocabulary if word[-1] == "s" and len(word) > 5 and _is_plural(word, source)]
    shared = target.vocabulary & source.vocabulary
    small = {form for form in target.forms if form.islower()}
    left += [word for word in shared & small if len(word) > 5 and _AFFIXED.fullmatch(word) and word not in left]
    if not left and len(small) > 3:
        same = {word for word in small & shared if len(word) > 2 and word not in english}
        left = sorted(same) if len(same) >= _MOST_SHARED * len(small) else []
    left = [word for word in left if word not in english and not _is_quoted(word, target.text)]
    if left:
        places = {word: place for place, word in enumerate(target.lower)}
        left.sort(key=lambda word: places.get(word, 0))
        yield Issue(IssueKind.UNTRANSLATED, say("{words} is Indonesian", words=", ".join(left)))


def check_nonwords(source: Words, target: Words, known: AbstractSet[str] = frozenset()) -> Iterator[Issue]:
    """Yield an issue for words that are neither English nor in the source; ``known`` are words of a glossary's terms.

    A capital makes a name, which the check of names looks at.
    """
    allowed = {word.lower() for word in known} | source.vocabulary
    made_up = [part for form in target.forms for part in _common_words(form) if not _is_known(part, allowed)]
    if made_up:
        words = ", ".join(dict.fromkeys(made_up))
        yield Issue(IssueKind.NONWORD, say("“{words}” is no English word", words=words))


def _common_words(form: str) -> Iterator[str]:
    """The parts of a word that are in small letters, without a possessive ending."""
    for part in form.replace("’", "'").partition("'")[0].split("-"):
        if len(part) >= _SHORTEST_NONWORD and part.isalpha() and part.islower():
            yield part


def _is_known(word: str, allowed: AbstractSet[str]) -> bool:
    return word in allowed or word.removesuffix("s") in allowed or is_english_word(word)


def _is_plural(word: str, source: Words) -> bool:
    return word[:-1] in indonesian_words() and word[:-1] in source.vocabulary


def _is_left(word: str, source: Words, target: Words) -> bool:
    """Whether a common Indonesian word stands in the translation as such, and not as part of a name."""
    if word in target.forms:
        return True
    return word == target.lower[0] and word in source.vocabulary and target.forms[0][1:].islower()


def _is_quoted(word: str, text: str) -> bool:
    """Whether a word stands in quotation marks or brackets as a foreign term: “gotong royong”."""
    for match in re.finditer(r"[\"“‘'(*_]([^\"“”‘’'()*_]*)[\"”’')*_]", text):
        if word in match[1].lower().split() and len(match[1].split()) <= _LONGEST_QUOTED_TERM:
            return True
    return False
