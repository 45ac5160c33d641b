"""Glossary terms: those in a sentence, and a new one with its effects."""

from __future__ import annotations

import csv
import io
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from sitegen.content.body.inline_reader import parse_inline
from sitegen.desk.editing import one_line
from sitegen.desk.stories import JSON
from sitegen.desk.suggestions.matches import quoted
from sitegen.desk.wire import Given
from sitegen.errors import SitegenError
from sitegen.languages.issues import IssueKind
from sitegen.languages.pair import LanguagePair
from sitegen.languages.registry import GLOSSARY, language_pair, site_pair
from sitegen.messages import say
from sitegen.settings.site import Site
from sitegen.storage.files import write_if_changed
from sitegen.translation.sentences.translator import issues_of

_COLUMNS = ("indonesian", "english", "forms", "case", "use", "note")
_AROUND = ' ,;:!?"“”‘’«»…*_'
_MOST = 2000
"""Sentences with a new term that are looked at."""


class NewTerm(Given):
    """A row for the glossary. While ``dry_run``, it is only said what it would change."""

    indonesian: str
    english: str
    forms: str = ""
    case: str = ""
    use: str = ""
    note: str = ""
    dry_run: bool = True


class Place(NamedTuple):
    """A sentence with its place in a story."""

    slug: str
    number: int
    source: str
    target: str


def terms_in(site: Site, source: str) -> list[JSON]:
    """Return the terms in a sentence, each once, with the words for them, the best first.

    Raises:
        SitegenError: the glossary has a mistake.
    """
    text = parse_inline(source).text
    found = {(text[term.start : term.end], term.english, term.note): None for term in site_pair(site).terms(text)}
    return [{"indonesian": words, "english": list(english), "note": note} for words, english, note in found]


def add_term(site: Site, given: NewTerm, sentences: Callable[[list[str]], list[Place]]) -> JSON:
    """Write a term into the site's glossary, at its end, and return its line and the machine's sentences that lack it.

    ``sentences`` finds the machine's sentences in which one of some words stands. With ``dry_run``, nothing is written.

    Raises:
        SitegenError: the row is no term, or the term is there already; or the file cannot be read or written.
    """
    path = site.root / GLOSSARY
    before = _bytes(path)
    row = {name: one_line(getattr(given, name)) for name in _COLUMNS}
    row |= {name: _selected(row[name]) for name in ("indonesian", "english")}
    after, line = _with_row(before, row)
    pair = _checked(site, after, path)
    words = [row["indonesian"], *filter(None, map(str.strip, row["forms"].split("|")))]
    found = list(_lacking(site_pair(site), pair, sentences(words)))
    if not given.dry_run:
        write_if_changed(path, after)
    return {
        "line": line,
        "affected": [{"slug": slug, "number": number} for slug, number, *_ in found],
        "total": len(found),
    }


def machine_sentences(connection: sqlite3.Connection, words: list[str]) -> list[Place]:
    """Return the machine's sentences in which some of ``words`` stand, also with an ending."""
    wanted = " OR ".join(f"{quoted(word)} *" for word in words if any(map(str.isalnum, word)))
    if not wanted:
        return []
    query = (
        "SELECT slug, number, sentence.source, sentence.target FROM words JOIN sentence ON sentence.id = words.rowid"
        " WHERE words MATCH ? AND NOT person ORDER BY slug, number LIMIT ?"
    )
    return [*map(Place._make, connection.execute(query, (f"source : ({wanted})", _MOST)))]


def _selected(words: str) -> str:
    """Words without the punctuation that was selected with them, as where a sentence ends."""
    words = " ".join(words.split()).strip(_AROUND)
    return words.removesuffix(".") if words.count(".") == 1 else words


def _lacking(old: LanguagePair, new: LanguagePair, places: list[Place]) -> Iterator[Place]:
    """The sentences that lack a term with the new glossary and did not with the old one, or have one no more."""
    for place in places:
        plain = parse_inline(place.source).text, parse_inline(place.target).text
        details = [
            {issue.detail for issue in issues_of(*plain, pair) if issue.kind is IssueKind.TERM} for pair in (old, new)
        ]
        if details[1] - details[0] or len(new.terms(plain[0])) < len(old.terms(plain[0])):
            yield place


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise SitegenError(say("cannot be read: {reason}", reason=error.strerror or error), path) from error


def _with_row(data: bytes, row: dict[str, str]) -> tuple[bytes, str]:
    """A glossary's file with a row at its end, in the form that its first row has; and the row's line."""
    text = data.decode("utf-8-sig", "replace")
    header = text.splitlines()[0] if text.strip() else ",".join(_COLUMNS)
    delimiter = ";" if header.count(";") > header.count(",") else ","
    columns = [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter))]
    if missing := [name for name, value in row.items() if value and name not in columns]:
        message = say("has no column '{name}' to write into; add it to the first row", name=missing[0])
        raise SitegenError(message, Path(GLOSSARY), 1)
    output = io.StringIO()
    csv.writer(output, delimiter=delimiter, lineterminator="").writerow([row.get(name, "") for name in columns])
    end = "\r\n" if "\r\n" in text else "\n"
    before = data if text.strip() else f"{header}{end}".encode()
    gap = b"" if before.endswith((b"\n", b"\r")) else end.encode()
    return before + gap + f"{output.getvalue()}{end}".encode(), output.getvalue()


def _checked(site: Site, data: bytes, path: Path) -> LanguagePair:
    """The site's languages with a glossary of these bytes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / GLOSSARY
        file.write_bytes(data)
        try:
            return language_pair(site.original_language, site.target_language, file)
        except SitegenError as error:
            raise SitegenError(error.problem.message, path, error.problem.line) from error
