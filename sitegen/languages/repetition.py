"""Does a translation repeat itself?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from sitegen.languages.issues import Issue, IssueKind
from sitegen.languages.words import Words
from sitegen.messages import say

_LONGEST_LOOP = 10
_LONGEST_STAMMER = 12
_SHOWN = 40
_MOST_TIMES = 3


def check_repetition(source: Words, target: Words, doubled: AbstractSet[str] | None = None) -> Iterator[Issue]:
    """Yield an issue for words, phrases or syllables that go round in a loop which the source has not.

    ``doubled`` are words that good texts have twice in a row; None stands for all words.
    """
    loop = _word_loop(target, doubled)
    if loop and not _word_loop(source, doubled):
        yield Issue(IssueKind.REPETITION, say("“{words}” is repeated", words=loop))
    elif len(target.lower) >= 4 * _MOST_TIMES and (phrase := _worn_phrase(source, target)):
        yield Issue(IssueKind.REPETITION, say("“{words}” comes again and again", words=phrase))
    for form in target.lower:
        word = form.replace("’", "'").partition("'")[0]
        if len(word) > 5 and "-" not in word and word not in source.vocabulary and _is_stammer(word, source):
            yield Issue(IssueKind.REPETITION, say("“{word}” repeats its own end", word=word[:_SHOWN]))
            return


def _word_loop(words: Words, doubled: AbstractSet[str] | None) -> str:
    """The first phrase that is repeated in a row, or the first doubled word that good texts do not double."""
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
        if gap == 1 and (doubled is None or word in doubled) and lower[place + 1 : place + 2] != (word,):
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
