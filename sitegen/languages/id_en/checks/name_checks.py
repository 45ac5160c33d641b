"""Are the names of the source in its translation, and no others?

What a capital stands for is not always known: *Pasar Grosir Huanan* is a market and *Menteri Gunawan* a man. So words
that may be translated are weighed against the capitalised English words that may translate them: a name is new only
where there are more capitals than the source accounts for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from sitegen.languages import english, indonesian
from sitegen.languages.id_en.checks.names import Entry, Names, entries, is_acronym, is_english
from sitegen.languages.id_en.checks.naming.altered_names import is_copied
from sitegen.languages.issues import Issue, IssueKind, lost_and_new
from sitegen.languages.words import Words
from sitegen.messages import say

_OTHER = frozenset({*indonesian.TIME_ZONES.lower().split("|"), *english.MONTH_NUMBERS, *english.WEEKDAY_NUMBERS})
# Learned words are spelt by sound in Indonesian: klimatologi, fase, Bizantium.
_SPELLINGS = ((re.compile("ph"), "f"), (re.compile("[cq]"), "k"), (re.compile("x"), "ks"), (re.compile("y"), "i"),
              (re.compile("th"), "t"), (re.compile("ae|oe"), "e"), (re.compile(r"(.)\1"), r"\1"))  # fmt: skip
_SAME = 4
"""Words whose spelling by sound begins with as many same letters are forms of one word."""


@dataclass(frozen=True)
class _Capitals:
    """The capitalised words of a translation: those that the source accounts for are in neither list."""

    english: tuple[str, ...]
    unknown: tuple[str, ...]


def check_names(names: Names, source: Words, target: Words, known: AbstractSet[str]) -> Iterator[Issue]:
    """Yield issues for names that were lost or changed, and for names that the source has not.

    ``known`` are words that a translation may have without its source: a glossary's.
    """
    capitals = _capitals(names, source, target, known)
    lost = [" ".join(entry.words) for entry in names.translated if not entry.is_in(target.joined, target.capitals)]
    lost += _lost_copies(names, target, capitals, known)
    lost += [acronym for acronym in names.acronyms if not _has_acronym(acronym, target)]
    new = ", ".join(dict.fromkeys(capitals.unknown))
    if lost:
        detail = lost_and_new(", ".join(lost), new)
        yield Issue(IssueKind.NAME, detail, tuple(lost), tuple(dict.fromkeys(capitals.unknown)))
    elif left := [entry.words[0] for entry in names.translated if _is_left(entry, target)]:
        yield Issue(IssueKind.NAME, say("{words} is Indonesian", words=", ".join(left)))
    spare = names.other_capitals + len(lost) - len(capitals.english)
    if len(capitals.unknown) > max(0, spare) and not target.is_title:
        yield Issue(IssueKind.INVENTED, say("{words} is not in the source", words=new))


def _lost_copies(names: Names, target: Words, capitals: _Capitals, known: AbstractSet[str]) -> list[str]:
    lost = [name for name in names.copied if not is_copied(name.lower(), target)]
    if not lost:
        return lost
    translations = [
        word for word in target.vocabulary if len(word) >= _SAME and (word in target.forms or is_english(word))
    ]
    forms = {_fold(word)[:_SAME] for word in translations}
    lost = [name for name in lost if name in known or len(name) < _SAME or _fold(name.lower())[:_SAME] not in forms]
    # As many English words with a capital as there are Indonesian ones: the name of an institution was translated.
    places = names.other_capitals + len(lost)
    if names.other_capitals and len(capitals.english) + len(capitals.unknown) >= places and not target.is_title:
        lost = [name for name in lost if name in known or name in names.titled]
    return lost


def _has_acronym(acronym: str, target: Words) -> bool:
    return acronym in target.capitals or f"{acronym}s" in target.capitals or acronym.lower() in target.vocabulary


def _is_left(entry: Entry, target: Words) -> bool:
    """Whether a name stands there in Indonesian, too: U.S. (AS)."""
    word = entry.words[0]
    is_form = word in entry.capitals or any(f" {word.lower()}".startswith(form) for form in entry.beginnings)
    return entry.is_always_translated and len(entry.words) == 1 and word in target.capitals and not is_form


@lru_cache(maxsize=4096)
def _fold(word: str) -> str:
    for pattern, letters in _SPELLINGS:
        word = pattern.sub(letters, word)
    return word


def _capitals(names: Names, source: Words, target: Words, known: AbstractSet[str]) -> _Capitals:
    english: list[str] = []
    unknown: list[str] = []
    # To readers abroad, the police of Indonesia are the Indonesian police.
    has_institution = bool(names.translated or names.acronyms or names.other_capitals)
    for place, form in enumerate(target.forms):
        if not form[0].isupper() or target.lower[place] in source.vocabulary:
            continue
        for part in form.replace("’", "'").partition("'")[0].split("-"):
            if target.begins_sentence(place) and not is_acronym(part):
                continue
            lower = part.lower()
            if len(part) < 3 or not part[0].isupper() or not part.isalpha() or part in known or lower in _OTHER:
                continue
            if lower in source.vocabulary or lower.rstrip("s") in source.vocabulary or names.account_for(part):
                continue
            if is_english(lower) or (has_institution and lower.startswith("indonesia")):
                english.append(part)
            elif not _is_spelt_alike(lower, source):
                unknown.append(part)
    return _Capitals(tuple(english), tuple(unknown))


def _is_spelt_alike(word: str, source: Words) -> bool:
    """Whether the source has the word in another spelling: Zelensky, Palestinian, Chinese from *cina*."""
    folded = _fold(word)[:_SAME]
    index = entries()
    return any(_fold(other).startswith(folded) for other in source.vocabulary) or any(
        entry.is_in(f" {word}", frozenset())
        for other in source.lower
        for entry in index.get(other.capitalize(), ())
        if len(entry.words) == 1
    )
