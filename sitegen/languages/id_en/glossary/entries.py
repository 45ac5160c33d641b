"""The glossary: which English words an Indonesian term is to have.

`glossary.csv` beside this file comes with the program; a site adds a file of the same form, whose rows count more.
Columns, named in the first row, in any order, separated by commas or semicolons:

``indonesian``
    The term.
``english``
    The words for it, with ``the`` if the term takes it; after a ``|`` other words that are right too. May be empty
    where ``use`` is ``copy``.
``forms``
    Other spellings of the term and other names for the same thing, with ``|`` between them.
``case``
    ``exact``: as it is written. ``sentence``: as it is written, or with a capital where a sentence begins. ``any``:
    in capitals and small letters alike. Empty is ``exact`` for a form in capitals and ``any`` for others.
``use``
    ``placeholder``: the term may be hidden from the model and put in afterwards, because English does not inflect it.
    ``prefer``: the model translates, and the result is checked. ``copy``: a name that stays as it is. ``leave``: the
    same term in the shipped glossary does not count. Empty is ``prefer``.
``note``
    For people.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast, get_args

from sitegen.errors import SitegenError
from sitegen.languages.id_en.glossary.tokens import surface, tokenize
from sitegen.messages import say
from sitegen.storage.files import read_text

Case = Literal["exact", "sentence", "any"]
Use = Literal["placeholder", "prefer", "copy", "leave"]

SHIPPED = Path(__file__).with_name("glossary.csv")
"""The glossary that comes with the program."""

_COLUMNS = ("indonesian", "english", "forms", "case", "use", "note")
_NEEDED = ("indonesian", "english")
_ARTICLE = "the "


@dataclass(frozen=True)
class Entry:
    """One spelling of a term. ``english`` are the words for it, the preferred ones first, without an article.

    ``line`` is where it stands in ``path``.
    """

    indonesian: str
    english: tuple[str, ...]
    article: bool
    case: Case
    use: Use
    note: str
    path: Path
    line: int


@dataclass
class Node:
    """A place in the tree of terms: the spellings that end here, the most important first, and what may come next."""

    spellings: list[tuple[str, Entry]] = field(default_factory=list)
    children: dict[str, Node] = field(default_factory=dict)


@dataclass(frozen=True)
class Glossary:
    """The entries of all files; ``tree`` leads to them by the keys of their tokens, ``texts`` are the files' own."""

    entries: tuple[Entry, ...]
    tree: Node = field(repr=False, compare=False)
    texts: tuple[str, ...] = field(default=(), repr=False, compare=False)


def load_glossary(paths: Iterable[Path] = ()) -> Glossary:
    """Read the shipped glossary and ``paths``; where two files have the same term, the later file counts.

    Raises:
        SitegenError: a file cannot be read, lacks a column, or has an empty, unknown or repeated entry; the message
            names the file and the line.
    """
    return _glossary(tuple((path, read_text(path)) for path in (SHIPPED, *paths)))


@lru_cache(maxsize=2)  # a preview reads the same again with every edit
def _glossary(texts: tuple[tuple[Path, str], ...]) -> Glossary:
    files = [_read(text, path) for path, text in texts]
    tree = Node()
    for entries in reversed(files):
        for entry in sorted(entries, key=lambda entry: entry.case != "exact"):
            _add(tree, entry)
    return Glossary(tuple(entry for entries in files for entry in entries), tree, tuple(text for _, text in texts))


def _add(tree: Node, entry: Entry) -> None:
    node = tree
    tokens = tokenize(entry.indonesian)
    for token in tokens:
        node = node.children.setdefault(token.key, Node())
    node.spellings.append((surface(tokens), entry))


def _read(text: str, path: Path) -> list[Entry]:
    header = text.partition("\n")[0]
    # Spreadsheets write semicolons where the comma is the decimal sign, as in Indonesia.
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    entries: list[Entry] = []
    try:
        columns = _columns(next(reader, []), path)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                entries += _entries(_row(columns, cells, path, reader.line_num), path, reader.line_num)
    except csv.Error as error:
        message = say("cannot be read as CSV ({error}); look for a quotation mark that is not closed", error=error)
        raise SitegenError(message, path, reader.line_num) from error
    _refuse_repeated(entries)
    return entries


def _columns(header: Sequence[str], path: Path) -> list[str]:
    columns = [name.strip().lower() for name in header]
    for name in columns:
        if name not in _COLUMNS:
            message = say("'{name}' is no column of a glossary; use {names}", name=name, names=", ".join(_COLUMNS))
            raise SitegenError(message, path, 1)
        if columns.count(name) > 1:
            raise SitegenError(say("the column '{name}' is there twice; remove one", name=name), path, 1)
    for name in _NEEDED:
        if name not in columns:
            raise SitegenError(say("lacks the column '{name}'; the first row names the columns", name=name), path, 1)
    return columns


def _row(columns: Sequence[str], cells: Sequence[str], path: Path, line: int) -> Mapping[str, str]:
    if len(cells) > len(columns):
        message = say(
            "has {cells} cells for {columns} columns; put quotation marks around a cell with a comma",
            cells=len(cells),
            columns=len(columns),
        )
        raise SitegenError(message, path, line)
    padded = [*cells, *[""] * (len(columns) - len(cells))]
    return {"forms": "", "case": "", "use": "", "note": ""} | dict(zip(columns, map(str.strip, padded), strict=True))


def _entries(row: Mapping[str, str], path: Path, line: int) -> Iterator[Entry]:
    use = _choice("use", row["use"] or "prefer", get_args(Use), path, line)
    english = [" ".join(words.split()) for words in row["english"].split("|")]
    article = english[0].startswith(_ARTICLE)
    spellings = [" ".join(form.split()) for form in (row["indonesian"], *filter(None, row["forms"].split("|")))]
    if not all(any(map(str.isalnum, spelling)) for spelling in spellings):
        message = say("the Indonesian term is empty or has no letters; write it, or remove the row")
        raise SitegenError(message, path, line)
    if not all(english) and (use in {"prefer", "placeholder"} or len(english) > 1):
        message = say("has no English words; write them, or write 'copy' under use for a name that stays as it is")
        raise SitegenError(message, path, line)
    for spelling in spellings:
        case = _choice("case", row["case"] or ("exact" if spelling.isupper() else "any"), get_args(Case), path, line)
        yield Entry(
            spelling,
            tuple(words.removeprefix(_ARTICLE) for words in english) if english[0] else (spelling,),
            article,
            cast(Case, case),
            cast(Use, use),
            row["note"],
            path,
            line,
        )


def _choice(column: str, value: str, known: tuple[str, ...], path: Path, line: int) -> str:
    if value not in known:
        message = say(
            "{column}: '{value}' is not known; use {names}", column=column, value=value, names=", ".join(known)
        )
        raise SitegenError(message, path, line)
    return value


def _refuse_repeated(entries: Iterable[Entry]) -> None:
    seen: dict[str, list[Entry]] = {}
    for entry in entries:
        same = seen.setdefault(entry.indonesian.casefold(), [])
        for other in same:
            if entry.indonesian == other.indonesian or not entry.case == other.case == "exact":
                message = say(
                    "'{term}' is also in line {line}; remove one of them", term=entry.indonesian, line=other.line
                )
                raise SitegenError(message, entry.path, entry.line)
        same.append(entry)
