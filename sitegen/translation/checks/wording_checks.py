"""Does a translation repeat itself, or leave words in Indonesian?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from sitegen.translation.checks.flags import Flag, FlagKind
from sitegen.translation.checks.names import indonesian_words
from sitegen.translation.checks.words import Words

# Words that good English may have twice in a row.
_DOUBLED = frozenset({"that", "had", "very", "is", "bye", "ha", "no", "so", "far", "knock", "hear", "there", "now"})
_LONGEST_LOOP = 10
_LONGEST_STAMMER = 12
_SHOWN = 40
_MOST_TIMES = 3
_AFFIXED = re.compile(
    r"(?:ke|pe[mnr]|peng|peny|per)\w{3,}an|me(?:ng|ny|m[bp]|n[dtjc])\w{3,}|\w{3,}nya|\w{3,}kan|ber\w{4,}|"
    r"(?:di|ter)\w{3,}(?:kan|i)"
)
_LONGEST_QUOTED_TERM = 4
_MOST_SHARED = 0.5


def check_repetition(source: Words, target: Words) -> Iterator[Flag]:
    """Yield a flag for words, phrases or syllables that go round in a loop which the source has not."""
    loop = _word_loop(target)
    if loop and not _word_loop(source):
        yield Flag(FlagKind.REPETITION, f"“{loop}” is repeated")
    elif len(target.lower) >= 4 * _MOST_TIMES and (phrase := _worn_phrase(source, target)):
        yield Flag(FlagKind.REPETITION, f"“{phrase}” comes again and again")
    for form in target.lower:
        word = form.replace("’", "'").partition("'")[0]
        if len(word) > 5 and "-" not in word and word not in source.vocabulary and _is_stammer(word, source):
            yield Flag(FlagKind.REPETITION, f"“{word[:_SHOWN]}” repeats its own end")
            return


def _word_loop(words: Words) -> str:
    """The first phrase that stands twice in a row, or the first word that does so and hardly ever may."""
    lower = words.lower
    last: dict[str, int] = {}
    for place, word in enumerate(lower):
        earlier = last.get(word)
        last[word] = place
        if earlier is None:
            continue
        gap = place - earlier
        if gap > _LONGEST_LOOP or lower[earlier:place] != lower[place : place + gap] or not word.isalpha():
            continue
        if gap == 1 and word in _DOUBLED and lower[place + 1 : place + 2] != (word,):
            continue
        if all(words.touch(following) for following in range(earlier + 1, place + gap)):
            return " ".join(lower[earlier:place])
    return ""


def _worn_phrase(source: Words, target: Words) -> str:
    """Four words that come three times, and more often than anything in the source."""
    if len(target.lower) - len(set(target.lower)) < 4 * (_MOST_TIMES - 1):
        return ""
    phrase, count = _phrases(target.lower).most_common(1)[0]
    if count < _MOST_TIMES or count <= max(_phrases(source.lower).values(), default=0):
        return ""
    return " ".join(phrase)


def _phrases(words: Sequence[str]) -> Counter[tuple[str, ...]]:
    return Counter(zip(words, words[1:], words[2:], words[3:], strict=False))


def _is_stammer(word: str, source: Words) -> bool:
    """Whether a word ends in syllables said twice: ``Zelenskiynskiy``, ``Widododo``."""
    for length in range(2, min(_LONGEST_STAMMER, len(word) // 2) + 1):
        if word[-length:] != word[-2 * length : -length]:
            continue
        thrice = word[-3 * length : -2 * length] == word[-length:]
        if thrice or length > 3 or word[:-length] in source.vocabulary:
            return True
    return False


def check_untranslated(source: Words, target: Words, english: AbstractSet[str] = frozenset()) -> Iterator[Flag]:
    """Yield a flag for words that were left in Indonesian; ``english`` are words that the source has in English."""
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
        yield Flag(FlagKind.UNTRANSLATED, f"{', '.join(left)} is Indonesian")


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
