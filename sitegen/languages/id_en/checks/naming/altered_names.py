"""Names that a model wrote otherwise: misspelt, said once too often or too rarely, or translated.

A model builds a name from parts of words, and so *Sumarwoto* may become *Sumarwato*. Such a word looks like a name of
the source that the translation lacks, but is neither that name, nor English, nor another form of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from sitegen.languages.english_lexicon import is_english_word
from sitegen.languages.id_en.checks.names import Names, english_words, entries, may_be_name, no_names
from sitegen.languages.id_en.coverage.word_table import known_root, stem_of
from sitegen.languages.issues import Issue, IssueKind
from sitegen.languages.words import Words
from sitegen.messages import say

# Jakartans, Javanese, Indonesian, Israeli: endings that English gives to a name.
ENDINGS = ("s", "es", "n", "ns", "an", "ans", "ian", "ians", "ese", "i", "is", "ite", "ites", "ic", "er", "ers")
_SHORTEST = 4
_LETTERS_PER_CHANGE = 3
"""A name that was misspelt has at most one changed letter among as many."""


def is_copied(name: str, target: Words) -> bool:
    """Tell whether a translation has a name, in small letters, or a form of it."""
    return name in target.vocabulary or any(name + ending in target.vocabulary for ending in ENDINGS)


def check_altered(names: Names, source: Words, target: Words, known: AbstractSet[str]) -> Iterator[Issue]:
    """Yield an issue for each name that became another word.

    ``known`` are words of the translation that need no other issue: a glossary's, and those that have one.
    """
    new = [word for word in dict.fromkeys(_capitalised(target)) if _is_unknown(word, names, source, known)]
    lost = [name for name in dict.fromkeys(_capitalised(source)) if not is_copied(name.lower(), target)]
    for word in new:
        close = [name for name in lost if _are_close(name.lower(), word.lower())]
        if close and not known_root(close[0].lower()).known:
            yield _became(close[0], word, close[0], word)
        elif close or _is_first(word, target):
            yield Issue(IssueKind.NONWORD, say("“{words}” is no English word", words=word))
    yield from _repeated(source, target)
    yield from _translated(names, source, target)


def _became(name: str, form: str, lost: str, *new: str) -> Issue:
    return Issue(IssueKind.NAME, say("“{old}” became “{new}”", old=name, new=form), (lost,), new)


def _capitalised(words: Words) -> Iterator[str]:
    """The words with a capital first and small letters after it, and such parts of compounds."""
    for form in words.forms:
        for part in form.replace("’", "'").partition("'")[0].split("-"):
            if len(part) >= _SHORTEST and part.isalpha() and part[0].isupper() and part[1:].islower():
                yield part


def _is_unknown(word: str, names: Names, source: Words, known: AbstractSet[str]) -> bool:
    lower = word.lower()
    return not (
        word in known
        or lower in source.vocabulary
        or lower.removesuffix("s") in source.vocabulary
        or lower in english_words()
        or is_english_word(lower)
        or any(lower == name + ending for name in source.vocabulary for ending in ENDINGS)
        or names.account_for(word)
        or any(_is_translation(word, name) for name in _capitalised(source))
    )


def _is_translation(word: str, name: str) -> bool:
    return any(entry.has(word) for entry in entries().get(name, ()) if len(entry.words) == 1)


def _is_first(word: str, target: Words) -> bool:
    """Whether a word has a capital only for its place; inside a sentence it may be a name that is new there."""
    return all(target.begins_sentence(place) for place, form in enumerate(target.forms) if word in form)


def _are_close(name: str, word: str) -> bool:
    most = max(1, len(name) // _LETTERS_PER_CHANGE)
    return abs(len(name) - len(word)) <= most and Levenshtein.distance(name, word) <= most


def _repeated(source: Words, target: Words) -> Iterator[Issue]:
    """Yield issues for names of the same word several times, such as Ri Ri, that are longer or shorter now."""
    there = _runs(target)
    for word, count in _runs(source).items():
        if count > 1 and word.lower() in target.vocabulary and there.get(word, 1) != count:
            yield _became(" ".join([word] * count), " ".join([word] * there.get(word, 1)), word)


def _runs(words: Words) -> dict[str, int]:
    """How often each word with a capital stands directly after itself, and is there at all."""
    longest: dict[str, int] = {}
    length = 1
    for place, form in enumerate(words.forms):
        follows = place > 0 and form == words.forms[place - 1] and words.touch(place)
        length = length + 1 if follows else 1
        if form[0].isupper():
            longest[form] = max(length, longest.get(form, 0))
    return longest


def _translated(names: Names, source: Words, target: Words) -> Iterator[Issue]:
    """Yield issues for second words of names that were translated: *Kumala Hijau* is not *Kumala Green*.

    Where it is no name, English has the words the other way round.
    """
    there = {(first, second) for first, second in pairwise(target.forms) if second[0].isupper()}
    for place, (first, second) in enumerate(pairwise(source.forms), start=1):
        lower = second.lower()
        if first not in names.copied or not second[0].isupper() or not source.touch(place):
            continue
        if lower in no_names() and lower not in target.vocabulary and not may_be_name(second):
            known = known_root(lower).known
            for _, other in sorted(pair for pair in there if pair[0] == first and stem_of(pair[1].lower()) in known):
                yield _became(f"{first} {second}", f"{first} {other}", second, other)
