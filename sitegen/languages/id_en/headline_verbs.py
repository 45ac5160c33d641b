"""Indonesian headlines, which drop the prefix me- of verbs, in the full form that models read better.

*Gempa guncang Cianjur* becomes *Gempa mengguncang Cianjur*. The verbs are in headline_verbs.txt. Where a word may be
something else as well (an order, a passive, a noun), it stays: a bare verb does less harm than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from sitegen.languages.id_en.checks.names import no_names

_VOWELS = frozenset("aeiou")
# The prefix before letters that stay and before those that it takes the place of. Elsewhere it is me-.
_KEPT = {
    **dict.fromkeys("bfvp", "mem"),
    **dict.fromkeys("cdjzts", "men"),
    **dict.fromkeys("aeioughkq", "meng"),
}
_DROPPED = {"p": "mem", "t": "men", "s": "meny", "k": "meng"}
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W_]+(?:[-'’.][^\W_]+)*")
_SMALL = re.compile(r"[a-z]{3,}")
_KAN = re.compile(r"[a-z]{2,}(?:[b-df-hj-np-tv-z]kan|[a-z]{2}sikan)")
_PREFIXED = re.compile(r"(?:(?:se)?me|di|ber|ter|pe[mn]|ku|kau)[a-z]+")
# Words that begin a headline with a capital and have the form of a common word.
_COMMON = re.compile(r"(?:ber|me[mn]|pe[mnr]|ke|ter)[a-z]+|[a-z]+(?:an|nya|[aiun]si)")
_NO_OBJECT = re.compile(r"(?:ber|me[mn])[a-z]{4,}|me[a-z]{3,}(?:kan|i)")
# What stands between a verb and the word before it, and the one after it. Any other punctuation ends the sentence.
_ON = re.compile(r"""[%"'”’)\]]*,?["'”’]?\s+""")
_TO = re.compile(r"""\s+["'“‘]?[$€£¥]?""")
_OPENED = re.compile(r"""\s+["'“‘]""")
_CLOSED = re.compile(r"""["'”’]\s+""")
_NOT_PLAIN = re.compile(r"""["'”’,]""")


@dataclass(frozen=True)
class Lexicon:
    """The groups of headline_verbs.txt.

    ``none`` has pairs of a verb and a word beside it: the one before it with a space behind, or the one after it with
    a space in front.
    """

    groups: Mapping[str, frozenset[str]]
    irregular: Mapping[str, str]
    none: frozenset[tuple[str, str]]

    def has(self, group: str, word: str) -> bool:
        """Tell whether ``word``, in small letters, is in ``group``."""
        return word in self.groups[group]


@dataclass(frozen=True)
class _Place:
    """A word of a headline with what stands around it. ``first`` says which word begins its sentence."""

    words: tuple[str, ...]
    index: int
    gap_before: str
    gap_after: str
    first: int

    def beside(self, steps: int) -> str:
        """Return the word that many words further on, or nothing."""
        index = self.index + steps
        return self.words[index] if 0 <= index < len(self.words) else ""

    @property
    def word(self) -> str:
        return self.words[self.index]

    @property
    def previous(self) -> str:
        return self.beside(-1)

    @property
    def following(self) -> str:
        return self.beside(1)

    @property
    def begins(self) -> bool:
        return self.first == self.index

    @property
    def previous_begins(self) -> bool:
        return self.first == self.index - 1


@cache
def lexicon() -> Lexicon:
    """Return what headline_verbs.txt has."""
    lines: dict[str, list[str]] = {}
    for line in (resources.files(__package__) / "headline_verbs.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            group = lines.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            group.append(line)
    irregular = dict(line.split(": ") for line in lines.pop("irregular"))
    none = {
        (verb, pattern.replace("~", ""))
        for verb, patterns in (line.split(": ") for line in lines.pop("none"))
        for pattern in patterns.split(", ")
    }
    groups = {name: frozenset(" ".join(group).split()) for name, group in lines.items()}
    return Lexicon(groups, irregular, frozenset(none))


def me_form(root: str) -> str:
    """Return a verb without prefixes, in small letters, with me-: *menyerukan* for *serukan*, *mengecek* for *cek*."""
    irregular = lexicon().irregular.get(root)
    if irregular is not None:
        return irregular
    if _is_syllable(root) or (root.endswith("kan") and root[-4:-3] not in _VOWELS and _is_syllable(root[:-3])):
        return f"menge{root}"
    first, is_cluster = root[:1], root[1:2] not in _VOWELS
    if first in _DROPPED and not is_cluster and not root.startswith("per"):
        return f"{_DROPPED[first]}{root[1:]}"
    return f"{_KEPT.get(first, 'me')}{root}"


def full_verbs(headline: str) -> str:
    """Return a headline in sentence case with me- at its bare transitive verbs. All else stays as it is.

    *Blinken serukan NATO bersatu* gives *Blinken menyerukan NATO bersatu*. A headline without such verbs comes back
    unchanged.

    >>> full_verbs("Polisi tangkap pelaku")
    'Polisi menangkap pelaku'
    """
    matches = list(_WORD.finditer(headline))
    words = tuple(match[0] for match in matches)
    gaps = [
        headline[start:end]
        for start, end in zip(
            (0, *(match.end() for match in matches)),
            (*(match.start() for match in matches), len(headline)),
            strict=True,
        )
    ]
    pieces = [gaps[0]]
    first = 0
    for index, word in enumerate(words):
        before, after = gaps[index : index + 2]
        if not _goes_on(before, after):
            first = index
        is_bare_verb = _is_bare_verb(_Place(words, index, before, after, first))
        pieces += [me_form(word) if is_bare_verb else word, after]
    return "".join(pieces)


def _is_syllable(text: str) -> bool:
    return len(text) > 1 and sum(letter in _VOWELS for letter in text) == 1


def _goes_on(before: str, after: str) -> bool:
    """Whether a word continues a sentence. A quotation begins a new one, unless it is of this word alone."""
    return bool(_ON.fullmatch(before)) or _is_quoted_alone(before, after)


def _is_quoted_alone(before: str, after: str) -> bool:
    return bool(_OPENED.fullmatch(before) and _CLOSED.fullmatch(after))


def _is_bare_verb(place: _Place) -> bool:
    words = lexicon()
    word, previous = place.word, place.previous.lower()
    if place.begins or not _SMALL.fullmatch(word) or not _is_candidate(word):
        return False
    if words.has("agents", previous) or words.has("orders", previous) or _is_none(place):
        return False
    if _is_order(place):
        return False
    if words.has("reporting", word) and _NOT_PLAIN.search(place.gap_before):
        return False
    if _is_relative_passive(place):
        return False
    has_suffix = not words.has("roots", word) and not words.has("nouns", word)
    return place.following.lower() != "oleh" if has_suffix else _is_bare_root(place)


def _is_order(place: _Place) -> bool:
    """Whether a verb is an order because of what its sentence begins with, as in *Jaga jarak dan pakai masker*."""
    first = place.words[place.first].lower()
    if place.previous_begins and lexicon().has("begins an order", first):
        return True
    return (place.previous.lower() == "dan" or "," in place.gap_before) and _is_candidate(first)


def _is_candidate(word: str) -> bool:
    words = lexicon()
    if any(words.has(group, word) for group in ("roots", "nouns", "kan", "i", "begins like a prefix")):
        return True
    return bool(_KAN.fullmatch(word)) and not words.has("no kan", word) and not _PREFIXED.fullmatch(word)


def _is_none(place: _Place) -> bool:
    """Whether the word beside this one makes it something else than a verb with me-."""
    previous, following = _key(place.previous), _key(place.following)
    none = lexicon().none
    return bool(
        {(place.word, f"{previous} "), (place.word, f" {following}"), (place.word, f" {place.following}")} & none
    )


def _key(word: str) -> str:
    return "#" if word[:1].isdigit() else word.lower()


def _is_relative_passive(place: _Place) -> bool:
    """Whether a verb is passive, as in *tol yang (akan) Presiden Jokowi resmikan*."""
    words = lexicon()
    index = place.index - 1
    while index >= 0 and (place.words[index][0].isupper() or words.has("subjects", place.words[index])):
        index -= 1
    if index == place.index - 1:
        return False
    while index >= 0 and words.has("helpers", place.words[index]):
        index -= 1
    return index >= 0 and place.words[index] == "yang"


def _is_bare_root(place: _Place) -> bool:
    """Whether a verb without a suffix has an object after it, and nothing before it that makes it a noun."""
    words = lexicon()
    if words.has("not after", place.previous.lower()) or not _has_object(place):
        return False
    return not words.has("nouns", place.word) or _is_between_subject_and_object(place)


def _has_object(place: _Place) -> bool:
    """Whether an object may follow: no preposition, no passive verb, and no conjunction but *dan* with another verb."""
    following = place.following.lower()
    if not _TO.fullmatch(place.gap_after) and not _is_quoted_alone(place.gap_before, place.gap_after):
        return False
    if following.startswith("di") and _is_candidate(following[2:]):
        return False
    if following == "dan" and _is_candidate(place.beside(2)):
        return True
    return bool(following) and not lexicon().has("not before", following)


def _is_between_subject_and_object(place: _Place) -> bool:
    words = lexicon()
    previous, following = place.previous, place.following
    if words.has("no objects", following.lower()) or "," in place.gap_before:
        return False
    is_verb = _NO_OBJECT.fullmatch(following) or (following.startswith("me") and _is_candidate(following[2:]))
    if is_verb and not words.has("subjects", following):
        return False
    lower = previous.lower()
    if words.has("subjects", lower) or words.has("helpers", lower):
        return True
    if not previous[:1].isupper():
        return False
    if not place.previous_begins or previous.isupper():
        return True
    return lower not in no_names() and not words.has("no subjects", lower) and not _COMMON.fullmatch(lower)


def may_be_verb(word: str) -> bool:
    """Tell whether a word, in small letters, is one that headlines have as a bare verb."""
    return bool(_SMALL.fullmatch(word)) and _is_candidate(word)
