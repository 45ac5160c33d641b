"""The names in an Indonesian sentence.

A capital in the middle of a sentence marks a name, a title or an institution. Names that English writes differently
are in names.toml; words that are translated (Presiden, Departemen) are known by common_words_id.txt and by their
affixes; what is left, and acronyms, must be copied.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from importlib import resources

from sitegen.languages import english, indonesian
from sitegen.languages.english_lexicon import is_english_word
from sitegen.languages.id_en.coverage.word_table import known_root, root_in
from sitegen.languages.words import Words, word_set

# Affixes that only translatable words have, and endings of learned words, which English spells in its own way.
_TRANSLATED = re.compile(
    r"(?:ke|pe[mnr]?|peng|peny|per)\w{3,}an|(?:me[mn]|meng|meny|memper)\w{3,}(?:kan|i)|(?:ber|di|ter)\w{3,}kan|"
    r"\w{2,}nya|\w{2,}(?:asi|isi|usi|logi|grafi|itas|isme|istik|ika|omi|onal|atif|itif|ual|ial)|\w{3,}ik"
)
_ENGLISH_ENDING = re.compile(
    r"\w{3}(?:[st]ion|ment|ness|ist|ism|ity|ance|ence|ship|ing|ous|ive|able|ible|ful|less|ology|ography|ture|ical|eur)s?$"
)
_POSSESSIVE = re.compile(r"(?:nya|ku|mu)$")
_ROMAN = re.compile(r"[IVXL]+")
TITLES = word_set(
    """bapak bicara bu bupati bung camat capres cawapres direktur dokter dr dubes gubernur gus habib hakim haji hj ibu
    imam insinyur jaksa jenderal kapten kiai kh kolonel komandan komisaris kopral lurah laksamana letnan marsekal mayor
    menko menkeu menlu menteri mr mrs nabi nyonya pak pangeran panglima paus pendeta perdana presiden prof profesor
    raja ratu romo sang senator sersan si sri sultan suster syekh tersangka tuan ustaz uskup wapres wartawan"""
)
_CURRENCIES = frozenset({"dolar", "dollar"})
_SHORTEST_UNKNOWN = 4


@dataclass(frozen=True)
class Entry:
    """A name and what may stand for it: beginnings of words, each after a space, and whole words in capitals."""

    words: tuple[str, ...]
    beginnings: tuple[str, ...]
    capitals: frozenset[str]
    is_always_translated: bool

    def is_in(self, text: str, capitals: AbstractSet[str]) -> bool:
        """Tell whether a translation has the name: ``text`` as `Words.joined`, ``capitals`` its capitalised words."""
        return not self.capitals.isdisjoint(capitals) or any(beginning in text for beginning in self.beginnings)

    def has(self, word: str) -> bool:
        """Tell whether a word of a translation, with its capital, belongs to what stands for the name."""
        start = f" {word.lower()}"
        return word in self.capitals or any(
            start in beginning or beginning.rpartition(" ")[2] in start[1:] for beginning in self.beginnings
        )


@dataclass(frozen=True)
class Names:
    """The names of a sentence.

    Some have an English form, others are copied, as acronyms are. ``titled`` are those to copy that stand after a
    title, so that they are people. ``other_capitals`` counts the words with a capital that are translated.
    """

    translated: tuple[Entry, ...]
    copied: tuple[str, ...]
    acronyms: tuple[str, ...]
    titled: frozenset[str]
    other_capitals: int

    def account_for(self, word: str) -> bool:
        """Tell whether a word of a translation, with its capital, belongs to the English form of one of the names."""
        return any(entry.has(word) for entry in self.translated)


@cache
def entries() -> dict[str, tuple[Entry, ...]]:
    """Return the entries of names.toml by their first words, the longest first."""
    data = tomllib.loads((resources.files(__package__) / "names.toml").read_text("utf-8"))
    copied = frozenset(data.pop("copied"))
    always_translated = data.keys() - copied
    found: dict[str, list[Entry]] = {}
    for table, names in data.items():
        for name, forms in names.items():
            words = tuple(name.split())
            beginnings = [form for form in forms if not form.isupper()] + ([name] if table in copied else [])
            entry = Entry(
                words,
                tuple(f" {form.lower().replace('-', ' ')}" for form in beginnings),
                frozenset(form for form in forms if form.isupper()),
                table in always_translated,
            )
            found.setdefault(words[0], []).append(entry)
    return {first: tuple(sorted(group, key=lambda entry: -len(entry.words))) for first, group in found.items()}


@cache
def entry_words() -> frozenset[str]:
    """Return the words of all names of names.toml, in small letters: *saudi* of Arab Saudi."""
    return frozenset(word.lower() for group in entries().values() for entry in group for word in entry.words)


def _read_list(name: str) -> list[frozenset[str]]:
    """The words of a list, by the blocks between comments."""
    blocks: list[set[str]] = [set()]
    for line in (resources.files(__package__) / name).read_text("utf-8").splitlines():
        if line.startswith("#"):
            blocks.append(set())
        else:
            blocks[-1].update(line.split())
    return [frozenset(block) for block in blocks if block]


@cache
def indonesian_words() -> frozenset[str]:
    """Return common Indonesian words that no English sentence has."""
    return _read_list("common_words_id.txt")[0]


@cache
def no_names() -> frozenset[str]:
    """Return Indonesian words that are no names although they may have a capital."""
    only_indonesian, other = _read_list("common_words_id.txt")
    calendar = {*indonesian.MONTHS, *indonesian.SHORT_MONTHS, *indonesian.WEEKDAYS}
    return only_indonesian | other | indonesian.NUMBERS.words | calendar


@cache
def english_words() -> frozenset[str]:
    """Return common English words that may have a capital without being names."""
    return _read_list("capitalised_words_en.txt")[0] | english.NUMBERS.words


def is_english(word: str) -> bool:
    """Tell whether a word, in small letters, may have a capital in English without being a name."""
    words = english_words()
    return word in words or word.rstrip("s") in words or bool(_ENGLISH_ENDING.search(word))


def find_names(words: Words, known: AbstractSet[str], terms: AbstractSet[str] = frozenset()) -> Names:
    """Return the names of an Indonesian sentence.

    ``known`` are words that are names wherever they stand, ``terms`` words that are none: a glossary translates them.
    """
    translated: dict[Entry, None] = {}
    copied: dict[str, None] = {}
    acronyms: dict[str, None] = {}
    titled: set[str] = set()
    others = after = 0
    for place, form in enumerate(words.forms):
        if place < after or not form[0].isupper():
            continue
        if entry := _entry_at(words.forms, place):
            after = place + len(entry.words)
            # The dollar of a country is a unit, and checked as one.
            if place == 0 or words.lower[place - 1] not in _CURRENCIES:
                translated[entry] = None
            continue
        for part in form.split("-"):
            if entry := _entry_at((part,), 0):
                translated[entry] = None
            elif part in terms:
                others += 1
            elif part in known or _shows_name(part, words, place):
                copied[part] = None
                if place > 0 and words.lower[place - 1] in TITLES:
                    titled.add(part)
            elif is_acronym(part) and part.lower() not in no_names():
                if not words.text.isupper() and not _is_explained(words, place):
                    acronyms[part] = None
            elif not words.begins_sentence(place):
                others += 1
    return Names(tuple(translated), tuple(copied), tuple(acronyms), frozenset(titled), others)


def _shows_name(part: str, words: Words, place: int) -> bool:
    """Whether a word is a name by its capital, or in a title, where all have one, because no list or table knows it."""
    if not _is_name(part) or (words.begins_sentence(place) and not words.is_title):
        return False
    return not words.is_title or (len(part) >= _SHORTEST_UNKNOWN and _is_unknown(part))


def _is_unknown(part: str) -> bool:
    lower = part.lower()
    return part[1:].islower() and not known_root(lower).known and root_in(lower) == lower and not is_english_word(lower)


def _entry_at(forms: tuple[str, ...], place: int) -> Entry | None:
    """The longest entry that begins at ``place``, also with a possessive ending: *Inggrismu*."""
    index = entries()
    form = forms[place]
    for entry in index.get(form) or index.get(_POSSESSIVE.sub("", form), ()):
        if forms[place + 1 : place + len(entry.words)] == entry.words[1:]:
            return entry
    return None


def may_be_name(word: str) -> bool:
    """Tell whether a word with a capital may be a name: neither a list nor its affixes say that it is translated."""
    return is_listed(word) or _is_name(word)


def is_listed(word: str) -> bool:
    """Tell whether names.toml has a word as a whole name, as it has Indonesia, and not Suara of Suara Amerika."""
    return any(len(entry.words) == 1 for entry in entries().get(word, ()))


def is_copied_name(name: str) -> bool:
    """Tell whether a name that `find_names` found stays as it is in English."""
    return not any(entry.is_always_translated for entry in entries().get(name.split(maxsplit=1)[0], ()))


def is_acronym(part: str) -> bool:
    """Tell whether a word has capitals only, and is no Roman number."""
    return len(part) > 1 and part.isupper() and part.isalpha() and not _ROMAN.fullmatch(part)


def _is_explained(words: Words, place: int) -> bool:
    """Whether an acronym stands in brackets after the words that it is short for, or is a currency's: US$."""
    start, end = words.spans[place]
    return words.text[end : end + 1] == "$" or (
        words.text[start - 1 : start] == "(" and words.text[end : end + 1] == ")"
    )


def _is_name(part: str) -> bool:
    if len(part) < 3 or not part[0].isupper() or not part.isalpha() or part[:2].isupper():
        return False
    lower = part.lower()
    return lower not in no_names() and not _TRANSLATED.fullmatch(lower)
