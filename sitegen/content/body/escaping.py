"""Plain text to Markdown that renders as exactly that text, and back."""

from __future__ import annotations

import html
import re
import string

ESCAPABLE = string.punctuation
"""What a backslash makes literal: all ASCII punctuation, as in CommonMark."""

_INLINE = re.compile(
    r"""
    (?P<entity> & (?=\#|\w+;) | < (?![ ]) | \] (?=:) )  # blocks are found before backslashes are read: [\]: defines
    | (?P<backslash> [\\`\[\]|] | \* (?<!\s\*(?=\s)) )
    | (?P<underscore> (?<![^\W_])_ | _(?![^\W_]) )  # snake_case is no emphasis
    """,
    re.VERBOSE,
)
_ORDERED_ITEM = re.compile(r"(\d+)(\.)(?=\s|$)")
_BLOCK_START = re.compile(r"[#>]|[+-](?=\s|$)|-[-\s]*$")
# These underline a heading, open a fence or rule a table; no backslash makes them literal.
_BLOCK_LINE = re.compile(r"=+\s*$|~~~|:[:\-|\\\s]*$")
_UNESCAPE = re.compile(rf"\\([{re.escape(ESCAPABLE)}])|(&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]\w*);)")


def escape_inline(text: str) -> str:
    """Return Markdown for ``text`` where it does not begin a line: nothing in it is markup."""
    return _INLINE.sub(lambda match: _reference(match[0]) if match["entity"] else "\\" + match[0], text)


def escape_line(text: str) -> str:
    """Return the one Markdown line that renders as the plain ``text`` (white space runs become single spaces)."""
    return escape_line_start(escape_inline(" ".join(text.split())))


def comment(text: str) -> str:
    """Return the one Markdown line that keeps ``text`` and shows nothing of it: an HTML comment.

    Two hyphens would end it, so that a space comes between them.
    """
    return f"<!-- {re.sub('-(?=-)', '- ', ' '.join(text.split()))} -->"


def escape_line_start(line: str) -> str:
    """Return the inline Markdown ``line`` so that it begins no list, heading, quote, rule, fence or table.

    >>> print(escape_line_start("2022. Tahun itu kering."))
    2022\\. Tahun itu kering.
    """
    if match := _ORDERED_ITEM.match(line):
        return f"{match[1]}\\{line[match.end(1) :]}"
    if _BLOCK_START.match(line):
        return "\\" + line
    if _BLOCK_LINE.match(line):
        return _reference(line[0]) + line[1:]
    return line


def _reference(character: str) -> str:
    named = html.escape(character, quote=False)
    return named if named != character else f"&#{ord(character)};"


def unescape_line(line: str) -> str:
    """Return the plain text of a line without markup, the inverse of `escape_line`."""
    return _UNESCAPE.sub(lambda match: match[1] or html.unescape(match[2]), line)
