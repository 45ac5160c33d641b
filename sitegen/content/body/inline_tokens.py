"""The tokens of inline Markdown, in a text whose code and escapes are masked."""

from __future__ import annotations

import re

from sitegen.content.body.code_spans import CODE, ESCAPE
from sitegen.content.body.inline import ATOM

# Possessive and tempered, so that no text takes quadratic time.
_ATTRIBUTE = r"""\s+[^\s"'=<>]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>]++))?+"""
_TAG = rf"""</?(?P<name>[A-Za-z][^\s"'<>@/]*+)[^\s"'<>@]*+(?:{_ATTRIBUTE})*+\s*+/?>"""
_INDEX = r"<(?P<{0}>su[bp])>[^<>]*</(?P={0})>"
_IN_ADDRESS = rf"(?:[^\s<>()\[\]{ESCAPE}{CODE}{ATOM}]|\([^\s<>()\[\]{ESCAPE}{CODE}{ATOM}]*\))"
_ENTITY = r"&(?:\#(?:\d+|[xX][0-9a-fA-F]+);?|[A-Za-z0-9]+;)"
_SPECIAL = f"[⟦⟧{ATOM}]"

PLACEHOLDER = re.compile(_SPECIAL)
"""What stands for other things on the way through the engine."""

ENTITY_OR_PLACEHOLDER = re.compile(f"{_ENTITY}|{_SPECIAL}")
TOKEN = re.compile(
    rf"""
      (?P<escape> {ESCAPE}{{2}} )
    | (?P<code> {CODE}+ )
    | (?P<footnote> \[\^[^\]]+\] )
    | (?P<link> !?\[ )
    | (?P<closing> \] )
    | (?P<address> <[A-Za-z][A-Za-z0-9+.-]*://[^<>]*> | <[^<>\s!]+@[^<>\s]+>
        | (?<![^\W_])(?:https?://|www\.){_IN_ADDRESS}+(?<![.,;:!?'"*_]) | (?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)++ )
    | (?P<hidden> <!--(?:(?!<!--|-->).)*--> | <\?(?:(?!<\?|\?>).)*\?> | <!\[CDATA\[(?:(?!<!\[CDATA\[|\]\]>).)*\]\]> )
    | (?P<formula> (?<![^\W_])(?:[^\W_]{{0,3}}{_INDEX.format("index")})+(?:[^\W_]{{0,3}}(?![^\W_]))? )  # H<sub>2</sub>O
    | (?P<attached> (?<=[^\W_]){_INDEX.format("above")} )
    | (?P<tag> {_TAG} )
    | (?P<entity> {_ENTITY} )
    | (?P<placeholder> {_SPECIAL} )
    | (?P<run> \*+ | _+ )
    """,
    re.VERBOSE,
)
