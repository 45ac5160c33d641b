"""The people in the lines of a news text about who made it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sitegen.seeds.form_patterns import any_of, folded

_SEPARATORS = r"[\s|/;,•·()\[\]–—-]"
_BETWEEN_NAMES = re.compile(r"\s*(?:[,;/|&]|\s[–—-]\s*|\s(?:dan|and)\s)\s*", re.IGNORECASE)
_TITLE = re.compile(r"(?=.*\.)[A-Z][\w.\s]{0,11}")  # such as S.H. or M.Si, after a comma
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[\s.,'’-])*")
_SMALL_WORDS = frozenset({"bin", "binti", "van", "von", "de", "da", "al", "el", "ibn"})
_MOST_WORDS = 7
_SHORTEST = 2


@dataclass(frozen=True)
class People:
    """Who made a story.

    ``byline`` is what names nobody, such as the desk's initials; ``lines`` are those that name people, as they stand.
    """

    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Roles:
    """The labels of roles, ready to be used. ``is_outlet`` tells a name of an outlet from a person's."""

    label: re.Pattern[str]
    authors: frozenset[str]
    editors: frozenset[str]
    outlets: frozenset[str]
    domains: re.Pattern[str]

    def people(self, lines: Iterable[str]) -> People:
        """Return the people in ``lines``, each of which is the byline of a story or a part of it."""
        authors: list[str] = []
        editors: list[str] = []
        byline: list[str] = []
        named: list[str] = []
        for line in lines:
            rest: list[str] = []
            for label, text, part in self._parts(line):
                names = self._names(text)
                if names and label in self.authors:
                    authors += names
                elif names and label in self.editors:
                    editors += names
                else:
                    rest.append(part)
            if rest == [line]:
                byline.append(line)
            else:
                named.append(line)
                byline += rest
        return People(
            tuple(dict.fromkeys(authors)), tuple(dict.fromkeys(editors)), tuple(filter(None, byline)), tuple(named)
        )

    def _parts(self, line: str) -> list[tuple[str, str, str]]:
        """The label, the text after it, and both as they stand, of each part of a line."""
        labels = [found for found in self.label.finditer(line) if found["mark"] or not found.start()]
        if not labels or labels[0].start():
            return [("", "", line)]
        ends = [*(found.start() for found in labels[1:]), len(line)]
        return [
            (folded(found["label"]), line[found.end() : end], line[found.start() : end].strip(" |/;,•·–—-"))
            for found, end in zip(labels, ends, strict=True)
        ]

    def _names(self, text: str) -> list[str]:
        """The names in a text; none if anything in it is no name."""
        names: list[str] = []
        for piece in _BETWEEN_NAMES.split(re.sub(rf"\A{_SEPARATORS}+|{_SEPARATORS}+\Z", "", text).rstrip(".")):
            if names and _TITLE.fullmatch(piece):
                names[-1] += f", {piece}"
            elif folded(piece) in self.outlets or self.domains.fullmatch(piece) or (names and piece[:1].islower()):
                continue  # also who somebody is, as in Budi, peserta magang
            elif not is_name(piece):
                return []
            else:
                names.append(piece)
        return names


def begins_with_name(text: str) -> bool:
    """Tell whether a text is a name, or one and who that is, as ``Budi Santoso, peserta magang di Jakarta.`` is."""
    name, comma, description = text.partition(",")
    if not comma:
        return is_name(text)
    is_description = description.strip()[:1].islower() and " " in name
    return is_name(name) and (is_description or is_name(text))


def is_name(text: str) -> bool:
    """Tell whether a text may be a person's name: a few words with capitals and nothing else."""
    words = text.split()
    if not _NAME.fullmatch(text) or not 0 < len(words) <= _MOST_WORDS or text.endswith(",") or len(text) < _SHORTEST:
        return False
    return all(word[0].isupper() or word in _SMALL_WORDS for word in words)


def is_full_name(text: str) -> bool:
    """Tell whether a text may be a person's name of two or more words."""
    return " " in text.strip() and is_name(text.strip())


def roles(
    authors: tuple[str, ...],
    editors: tuple[str, ...],
    others: tuple[str, ...],
    outlets: frozenset[str],
    domains: re.Pattern[str],
) -> Roles:
    """Return the roles for the labels of authors, editors and ``others``, ready to be used."""
    words = any_of((*authors, *editors, *others))
    label = re.compile(rf"(?:\A|(?<={_SEPARATORS}))(?P<label>{words})\s*(?P<mark>:?)\s*", re.IGNORECASE)
    return Roles(label, frozenset(map(folded, authors)), frozenset(map(folded, editors)), outlets, domains)
