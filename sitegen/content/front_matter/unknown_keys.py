"""Keys in front matter that sitegen does not know: near-misses, and other generators' words for holding a story back.

Their words are in unknown_keys.toml. What looks like an attempt to hold a story back
holds it back, with a warning, until a person says which it is: a story too few can be mended, a story too many cannot.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from sitegen.articles import Article
from sitegen.content.front_matter.source_keys import SOURCE_KEYS
from sitegen.messages import say

IMPORTED_KEYS = ("date_line", "byline_line")
"""Keys under which the import keeps lines of a seed that were understood, as they stand there."""
COLUMNS = "columns"
"""The key under which the import keeps columns that were not understood, of which one may hold the story back."""

_CAPITALS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NO_WORD = re.compile(r"[^\w]+|_+")


@dataclass(frozen=True)
class _Words:
    """What unknown_keys.toml says."""

    holds: frozenset[str]
    shows: frozenset[str]
    states: frozenset[str]
    hold_words: frozenset[str]
    strong_words: frozenset[str]
    withdrawn_words: frozenset[str]
    false_words: frozenset[str]
    expires: frozenset[str]
    key_of: Mapping[str, str]
    source_key_of: Mapping[str, str]


@cache
def _words() -> _Words:
    data = tomllib.loads((resources.files(__package__) / "unknown_keys.toml").read_text("utf-8"))
    key_of = _by_word({**data.pop("synonyms"), "withdrawn": data["withdrawn_words"]})
    source_key_of = _by_word(data.pop("source_synonyms"))
    words = {name: frozenset(words) for name, words in data.items()}
    return _Words(**words, key_of=key_of, source_key_of=source_key_of)


def _by_word(synonyms: Mapping[str, Collection[str]]) -> dict[str, str]:
    return {word: key for key, words in synonyms.items() for word in words}


@dataclass(frozen=True)
class UnknownKey:
    """A key, dotted where it stands below another, what is said of it, and whether it ``holds_back`` the story."""

    key: str
    message: str
    holds_back: bool


def unknown_keys(article: Article, known: Collection[str], allowed: Collection[str]) -> Iterator[UnknownKey]:
    """Yield suspicious keys among those that are not ``known``; those in ``allowed`` are the site's own."""
    for key, value in article.extra.items():
        if key not in allowed and key not in IMPORTED_KEYS:
            yield from _unknown_below(key, key, value, known)
    for key in article.source.extra if article.source else ():
        path = f"source.{key}"
        right = _near_miss(_word(key), SOURCE_KEYS, _words().source_key_of)
        if right and path not in allowed:
            yield _unknown_key(path, say("write {key}:", key=right), own=path)


def _unknown_below(path: str, key: str, value: object, known: Collection[str]) -> Iterator[UnknownKey]:
    word, right = _word(key), _right_key(key, known)
    if _holds_back(key, value, known):
        words = {right, _words().key_of.get(word), _words().key_of.get(_word(str(value)))}
        meant = "withdrawn: true" if words & {"withdrawn", "withdrawn_reason"} else "draft: true"
        meant = say("date: with the day on which it is due") if _is_date(value) else meant
        yield _unknown_key(path, say("if the story is to be held back, write {meant}", meant=meant), holds_back=True)
    elif word in _words().expires:
        yield _unknown_key(path, say("sitegen takes no story away on a day; withdraw it when it is due"))
    elif right:
        yield _unknown_key(path, say("write {key}:", key=right))
    elif word in _words().shows | _words().holds | _words().states:
        yield _unknown_key(path, say("what has no draft: true is published; remove the line"))
    elif isinstance(value, Mapping):
        for inner, part in value.items():
            # Only what holds back: everything else below a key of one's own is one's own.
            if isinstance(part, Mapping) or _holds_back(inner, part, known):
                yield from _unknown_below(f"{path}.{inner}", inner, part, known)


def _unknown_key(path: str, meant: str, *, holds_back: bool = False, own: str = "") -> UnknownKey:
    message = say(
        "{path}: sitegen does not know this key; {meant}, or, if it is the site's own, put '{own}' into allow under "
        "[front_matter] in site.toml{until}",
        path=path,
        meant=meant,
        own=own or path.partition(".")[0],
        until=say("; until then, the story is held back") if holds_back else "",
    )
    return UnknownKey(path, message, holds_back)


def _holds_back(key: str, value: object, known: Collection[str]) -> bool:
    """Tell whether a key with this value looks like an attempt to hold a story back."""
    word, text, right = _word(key), _word(str(value)), _right_key(key, known)
    if value is None:
        return False
    if isinstance(value, str) and text in (_words().hold_words if word in _words().states else _words().strong_words):
        return True
    if word in _words().shows:
        return text in _words().false_words
    is_hold = word in _words().holds or right in {"draft", "withdrawn", "withdrawn_reason"}
    return is_hold and text not in _words().false_words


def _right_key(key: str, known: Collection[str]) -> str | None:
    """The key of sitegen's that was probably meant."""
    word = _word(key)
    is_of_others = word in _words().shows | _words().holds | _words().states | _words().expires
    if is_of_others and word not in {*known, *_words().key_of}:
        return None
    return _near_miss(word, known, _words().key_of)


def _near_miss(word: str, known: Collection[str], key_of: Mapping[str, str]) -> str | None:
    """The key for which ``word`` is another spelling, another name or a mistake in typing."""
    if word in known:
        return word
    if word in key_of:
        return key_of[word]
    if len(word) < 3:
        return None
    near = min(known, key=lambda other: (_distance(word, other), other))
    return near if _distance(word, near) <= (1 if len(word) <= 5 else 2) else None


def _word(text: str) -> str:
    """``text`` in small letters with underscores between its words: ``Publish-Date`` and ``publishDate`` are one."""
    return _NO_WORD.sub("_", _CAPITALS.sub("_", text.strip())).casefold().strip("_")


def _is_date(value: object) -> bool:
    return re.match(r"\d{4}-\d\d?-\d\d?", str(value)) is not None


def _distance(one: str, other: str) -> int:
    """How many letters must be put in, taken out, changed or swapped with their neighbour to make one of the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [number]
        for place, counterpart in enumerate(other, start=1):
            best = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != counterpart))
            if place > 1 and number > 1 and letter == other[place - 2] and one[number - 2] == counterpart:
                best = min(best, earlier[place - 2] + 1)
            row.append(best)
    return row[-1]
