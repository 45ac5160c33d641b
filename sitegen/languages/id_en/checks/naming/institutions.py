"""Is the name of an institution translated, and all of it?

*Yayasan Kanker Belanda* is the Dutch Cancer Foundation, not the Dutch Kanker Foundation. A glossary has the names of
the best known institutions; of all others this asks that each word of the name that can be translated is.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import pairwise

from sitegen.languages.id_en.checks.names import entry_words, is_listed, no_names
from sitegen.languages.id_en.coverage.word_table import known_root, stem_of
from sitegen.languages.issues import Issue, IssueKind
from sitegen.languages.words import Words, word_set
from sitegen.messages import say

_TRANSLATED = word_set(
    """akademi asosiasi badan balai departemen dewan dinas direktorat federasi himpunan institut ikatan kementerian
    komisi komite konfederasi lembaga mahkamah majelis organisasi otoritas pengadilan perhimpunan persatuan pusat
    serikat"""
)
"""With these an institution's name begins, and the rest of it says what it is for."""
_ABROAD = word_set("gerakan harian jurnal koran liga majalah museum partai universitas yayasan")
"""So do these, where the name ends in a country; others may have any name: *Universitas Pelita Harapan*."""
_AT_HOME = word_set("Aceh Indonesia Papua RI")
_ABBREVIATED = word_set("DPD DPR MA MK MPR")
"""English readers know these of Indonesia's institutions at most."""
_JOINT = word_set("atas bagi bidang dan untuk")
_SHORTEST = 4
_SAME = 5
"""Letters at the beginning that two forms of a word share: *electoral* and *elections*."""


def check_institutions(source: Words, target: Words, terms: AbstractSet[str]) -> Iterator[Issue]:
    """Yield issues for institutions of which a word was left as it is, or has nothing that stands for it.

    ``terms`` are words of the source that a glossary translates.
    """
    if source.is_title:
        return
    there = {stem_of(word) for word in target.vocabulary}
    for first, after in _institutions(source):
        name = " ".join(source.forms[first:after])
        content = [place for place in range(first + 1, after) if _is_content(source.forms[place], terms)]
        lacking = [place for place in content if not _is_there(source.lower[place], there)]
        left = [source.forms[place] for place in lacking if source.lower[place] in target.vocabulary]
        lost = [source.forms[place] for place in lacking if source.lower[place] not in target.vocabulary]
        # A name may be left as a whole.
        if left and name not in target.text:
            yield Issue(
                IssueKind.UNTRANSLATED, say("“{words}” of “{name}” is Indonesian", words=", ".join(left), name=name)
            )
        if lost:
            yield Issue(
                IssueKind.NAME, say("nothing stands for “{words}” of “{name}”", words=", ".join(lost), name=name)
            )
    for short, country in pairwise(source.forms):
        if short in _ABBREVIATED and is_listed(country) and country not in _AT_HOME and short in target.forms:
            yield Issue(
                IssueKind.UNTRANSLATED,
                say("“{words}” of “{name}” is Indonesian", words=short, name=f"{short} {country}"),
            )


def _institutions(source: Words) -> Iterator[tuple[int, int]]:
    """Where names of institutions are: the place of the first word and that after the last."""
    after = 0
    for first, word in enumerate(source.lower):
        if first < after or word not in _TRANSLATED | _ABROAD or not source.forms[first][0].isupper():
            continue
        after = first + 1
        while after < len(source.forms) and source.touch(after) and _goes_on(source, after):
            after += 1
        if word in _TRANSLATED or is_listed(source.forms[after - 1]):
            yield first, after


def _goes_on(source: Words, place: int) -> bool:
    if source.lower[place] in _JOINT:
        return place + 1 < len(source.forms) and source.forms[place + 1][0].isupper()
    return source.forms[place][0].isupper()


def _is_content(form: str, terms: AbstractSet[str]) -> bool:
    """Whether a word of a name says what an institution is for, so that English translates it."""
    lower = form.lower()
    is_word = (lower in no_names() or bool(known_root(lower).usual)) and lower not in entry_words()
    return is_word and len(form) >= _SHORTEST and lower not in _JOINT and form not in terms


def _is_there(word: str, there: AbstractSet[str]) -> bool:
    known = known_root(word).known
    beginnings = tuple(stem[:_SAME] for stem in known if len(stem) >= _SAME)
    return not known or not known.isdisjoint(there) or any(other.startswith(beginnings) for other in there)
