"""Reads TMX files of any size, those of other programs too.

The file is not trusted: its entities are refused, nothing outside is loaded, and no unit may be huge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from babel.core import get_global

from sitegen.errors import SitegenError
from sitegen.translation.memory.properties import LONGEST_UNIT, MACHINE, ORIGIN, machine_unit, sentence_text
from sitegen.translation.memory.units import TranslationUnit

ORIGINAL_FORMAT = "sitegen"
"""The value of ``o-tmf`` in our own files."""
PREFIX = "x-sitegen-"
"""Begins the types of our own properties."""
DATE = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z")

_CHUNK = 2**16
# Hold another program's own codes, not words; what remains in a segment is text.
_CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})
# No XML text has this character; it stands where there was a code that may have been a space or a line break.
_GAP = "\0"
_GAP_IN_WORD = re.compile(rf"(?<=\w){_GAP}+(?=\w)")
_MACHINE_ORIGINS = frozenset({"machine", "machine translation", "mt"})


@dataclass
class _Variant:
    """A ``<tuv>``."""

    lang: str
    attributes: Mapping[str, str]
    text: str = ""


@dataclass
class _Element:
    """A ``<tu>`` that is being read. ``length`` counts its characters."""

    line: int
    attributes: Mapping[str, str]
    properties: dict[str, str] = field(default_factory=dict)
    variants: list[_Variant] = field(default_factory=list)
    length: int = 0


def read_tmx(path: Path, languages: tuple[str, str]) -> Iterator[TranslationUnit | None]:
    """Yield the units of a TMX file in its order, None for those that are of no use.

    Languages are compared by their first part: ``id-ID`` is ``id``, and so is the outdated ``in``. A unit without one
    of the ``languages`` is of no use, nor is another program's machine translation.
    The text of another program is escaped, as it is no Markdown; codes that stand for its formatting are left out.

    Raises:
        SitegenError: the file cannot be read, is not TMX, or declares or needs entities. The units before are given.
    """
    reader = _Reader(path, languages)
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                yield from reader.feed(chunk)
        yield from reader.feed(b"", final=True)
    except OSError as error:
        raise SitegenError(f"cannot be read: {error.strerror or error}", path) from error


class _Reader:
    def __init__(self, path: Path, languages: tuple[str, str]) -> None:
        self.path = path
        self.languages = languages
        self.is_markdown = False
        self.in_root = False
        self.element: _Element | None = None
        self.text: list[str] | None = None
        self.property = ""
        self.codes = 0
        self.units: list[TranslationUnit | None] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.EntityDeclHandler = self._refuse_entity
        self.parser.SkippedEntityHandler = self._refuse_entity

    def feed(self, chunk: bytes, *, final: bool = False) -> list[TranslationUnit | None]:
        """Take in a part of the file and return the units that it completes."""
        self.units = []
        try:
            self.parser.Parse(chunk, final)
        except expat.ExpatError as error:
            raise self._error(f"is not well-formed XML ({expat.ErrorString(error.code)}); export it again") from error
        except (LookupError, ValueError) as error:
            if self.in_root:
                raise
            raise self._error(f"is in an encoding that cannot be read ({error}); save it as UTF-8") from error
        return self.units

    def _error(self, message: str, line: int | None = None) -> SitegenError:
        return SitegenError(message, self.path, line or self.parser.CurrentLineNumber)

    def _refuse_entity(self, name: str, *_: object) -> None:
        raise self._error(f"has the entity '&{name};', which TMX does not know; write the character itself")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self.in_root:
            if name != "tmx":
                raise self._error(f"is not a TMX file: it begins with <{name}>, not <tmx>")
            self.in_root = True
        elif name == "header":
            self.is_markdown = attributes.get("o-tmf") == ORIGINAL_FORMAT
        elif name == "tu":
            self.element = _Element(self.parser.CurrentLineNumber, attributes)
        elif self.element is not None:
            self._start_inside(self.element, name, attributes)

    def _start_inside(self, element: _Element, name: str, attributes: dict[str, str]) -> None:
        if name == "tuv":
            # TMX 1.1 wrote the attribute without its prefix.
            lang = attributes.get("xml:lang", attributes.get("lang", ""))
            element.variants.append(_Variant(lang, attributes))
        elif name in {"prop", "seg"}:
            self.property = attributes.get("type", "").casefold()
            self.text, self.codes = [], 0
        elif name in _CODES:
            self.codes += 1

    def _characters(self, text: str) -> None:
        if self.element is None or self.text is None or self.codes:
            return
        self.text.append(text)
        self.element.length += len(text)
        if self.element.length > LONGEST_UNIT:
            message = f"has a unit of more than {LONGEST_UNIT:,} characters; take it out of the file"
            raise self._error(message, self.element.line)

    def _end(self, name: str) -> None:
        if self.element is None:
            return
        if name == "tu":
            self.units.append(self._unit(self.element))
            self.element = None
        elif name in _CODES:
            self.codes -= 1
            if self.text is not None and not self.codes and name in {"ph", "ut"}:
                self.text.append(_GAP)
        elif name in {"prop", "seg"} and self.text is not None:
            text = "".join(self.text)
            self.text = None
            if name == "prop":
                self.element.properties[self.property] = text
            elif self.element.variants:
                self.element.variants[-1].text = _GAP_IN_WORD.sub(" ", text).replace(_GAP, "")

    def _unit(self, element: _Element) -> TranslationUnit | None:
        source = _best(element.variants, self.languages[0])
        target = _best([variant for variant in element.variants if variant is not source], self.languages[1])
        if source is None or target is None:
            return None
        origin = element.properties.get(PREFIX + ORIGIN)
        is_markdown = self.is_markdown or origin is not None
        before, after = (sentence_text(variant.text, is_markdown=is_markdown) for variant in (source, target))
        if not before or not after:
            return None
        if origin == MACHINE:
            return self._machine(element, before, after)
        if _says_machine((element.attributes, target.attributes), element.properties):
            return None
        return TranslationUnit(before, after, date=_date((target.attributes, element.attributes)))

    def _machine(self, element: _Element, source: str, target: str) -> TranslationUnit | None:
        """A unit that sitegen's own memory had from a model."""
        values = {name.removeprefix(PREFIX): value for name, value in element.properties.items()}
        try:
            return machine_unit(source, target, values)
        except ValueError as error:
            message = f"has a unit whose score, flags or confidence are damaged ({error}); take it out of the file"
            raise self._error(message, element.line) from error


def _best(variants: Sequence[_Variant], lang: str) -> _Variant | None:
    """The variant in just this language, else the first in a relative such as ``en-US`` for ``en``."""
    alike = [variant for variant in variants if _primary(variant.lang) == _primary(lang)]
    exact = [variant for variant in alike if variant.lang.casefold() == lang.casefold()]
    return next(iter(exact + alike), None)


def _primary(lang: str) -> str:
    first = re.split("[-_]", lang.strip().lower())[0]
    aliases: Mapping[str, str] = get_global("language_aliases")
    return aliases.get(first, first)


def _says_machine(attributes: Sequence[Mapping[str, str]], properties: Mapping[str, str]) -> bool:
    """Whether another program marks a unit as machine translation, in one of the customary ways."""
    origins = [value for name, value in properties.items() if name.endswith("origin")]
    origins += [values.get("creationid", "") for values in attributes]
    return any(origin.strip().rstrip("!").casefold() in _MACHINE_ORIGINS for origin in origins)


def _date(attributes: Sequence[Mapping[str, str]]) -> str:
    """When a unit was last changed, in ISO 8601; empty if nothing says so."""
    dates = [values.get(name, "") for values in attributes for name in ("changedate", "creationdate")]
    return next((DATE.sub(r"\1-\2-\3T\4:\5:\6Z", date) for date in dates if DATE.fullmatch(date)), "")
