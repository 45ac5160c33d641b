"""Translation memories as TMX files, which other translation programs read and write.

The format is TMX 1.4b (https://www.gala-global.org/tmx-14b). Where a unit comes from stands in ``<prop>`` elements
whose type begins with ``x-sitegen-``. Segments are Markdown, which ``o-tmf="sitegen"`` tells our own reader.
"""

from __future__ import annotations

import datetime
import html
import os
import re
from collections.abc import Iterable
from typing import BinaryIO

from sitegen import __version__
from sitegen.errors import SitegenError
from sitegen.translation.memory.properties import unit_properties
from sitegen.translation.memory.tmx_reader import DATE, ORIGINAL_FORMAT, PREFIX
from sitegen.translation.memory.units import TranslationUnit

# The characters that XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets), not even as references.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WITHOUT_MARKS = str.maketrans("", "", "-:")


def source_date() -> str:
    """Return the date that ``SOURCE_DATE_EPOCH`` gives, as TMX writes it; empty if it gives none.

    Raises:
        SitegenError: it is not a number.
    """
    # https://reproducible-builds.org/specs/source-date-epoch/
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return ""
    try:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).strftime("%Y%m%dT%H%M%SZ")
    except (ValueError, OverflowError, OSError) as error:
        raise SitegenError(f"SOURCE_DATE_EPOCH is {epoch!r}; set it to a number of seconds or unset it") from error


def write_tmx(file: BinaryIO, units: Iterable[TranslationUnit], languages: tuple[str, str], created: str = "") -> int:
    """Write ``units`` as a TMX document and return their number. ``created`` is a date as TMX writes it.

    Characters that XML cannot hold are dropped; a unit that has nothing left is left out.
    """
    file.write(
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
        f'<header creationtool="sitegen" creationtoolversion="{__version__}" segtype="sentence" '
        f'o-tmf="{ORIGINAL_FORMAT}" adminlang="en" srclang="{languages[0]}" datatype="plaintext"'
        f"{_attribute('creationdate', created)}/>\n<body>\n".encode()
    )
    count = 0
    for unit in units:
        if lines := _unit_lines(unit, languages):
            count += 1
            file.write("\n".join([*lines, ""]).encode())
    file.write(b"</body>\n</tmx>\n")
    return count


def _unit_lines(unit: TranslationUnit, languages: tuple[str, str]) -> list[str]:
    source, target = _writable(unit.source), _writable(unit.target)
    if not source or not target:
        return []
    changed = "" if unit.article else unit.date.translate(_WITHOUT_MARKS)
    return [
        "<tu>",
        *(f'<prop type="{PREFIX}{name}">{_escaped(_writable(value))}</prop>' for name, value in unit_properties(unit)),
        f'<tuv xml:lang="{languages[0]}"><seg>{_escaped(source)}</seg></tuv>',
        f'<tuv xml:lang="{languages[1]}"{_attribute("changedate", changed)}><seg>{_escaped(target)}</seg></tuv>',
        "</tu>",
    ]


def _attribute(name: str, date: str) -> str:
    return f' {name}="{date}"' if DATE.fullmatch(date) else ""


def _writable(text: str) -> str:
    return _NOT_XML.sub("", text).strip()


def _escaped(text: str) -> str:
    # A bare carriage return is read as a line feed.
    return html.escape(text, quote=False).replace("\r", "&#13;")
