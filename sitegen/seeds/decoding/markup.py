"""Entities and tags of HTML that were left in a text which should be plain."""

from __future__ import annotations

import html
import re
from html.entities import html5

# fmt: off
_INLINE = frozenset({
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "center", "cite", "code", "del", "dfn", "em",
    "font", "i", "iframe", "img", "ins", "input", "kbd", "label", "mark", "noscript", "picture", "q", "s", "samp",
    "small", "source", "span", "strike", "strong", "sub", "sup", "svg", "time", "tt", "u", "use", "var", "wbr"
})
_BLOCKS = frozenset({
        "address", "article", "aside", "audio", "blockquote", "body", "caption", "dd", "details", "div", "dl", "dt",
    "embed", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head",
    "header", "hr", "html", "li", "link", "main", "meta", "nav", "object", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul", "video"
})
# fmt: on
_BREAKS = frozenset({"br"})
_NAMES = "|".join(sorted(_INLINE | _BLOCKS | _BREAKS, key=lambda name: (-len(name), name)))
_TAG = re.compile(
    rf"</?(?P<name>{_NAMES})(?:\s+[\w:@.-]+(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>]+))?)*\s*/?>", re.IGNORECASE
)
_PROGRAM = re.compile(r"<(?P<name>script|style)\b[^<>]*>.*?</(?P=name)\s*>", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<!--(?P<text>(?:(?!-->).)*)-->", re.DOTALL)
_COMMENT_LINE = re.compile(r"<!--[^\n]*-->")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def first_entity(text: str) -> re.Match[str] | None:
    """Return the first entity of HTML in a text."""
    return next((found for found in _ENTITY.finditer(text) if _is_entity(found[0])), None)


def first_tag(text: str) -> re.Match[str] | None:
    """Return the first tag, comment or program of HTML in a text. A comment on a line of its own is none."""
    found = (pattern.search(text) for pattern in (_PROGRAM, _TAG))
    comments = (comment for comment in _COMMENT.finditer(text) if not _is_line(comment))
    return min((match for match in (*found, next(comments, None)) if match), key=re.Match.start, default=None)


def without_entities(text: str) -> str:
    """Return a text with its entities as the characters that they stand for. Names that HTML does not know stay."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]) if _is_entity(found[0]) else found[0], text)


def without_tags(text: str) -> str:
    """Return a text without the tags of HTML, with line breaks where these would make some.

    Scripts, styles, and comments within lines go with all that is in them. A comment on lines of its own becomes one
    line, which stays.
    """
    text = _PROGRAM.sub("\n\n", text)
    text = _COMMENT.sub(lambda found: f"<!-- {' '.join(found['text'].split())} -->" if _is_line(found) else "", text)
    return _TAG.sub(lambda tag: _break(tag["name"].lower()), text)


def _break(name: str) -> str:
    if name in _BLOCKS:
        return "\n\n"
    return "\n" if name in _BREAKS else ""


def _is_line(comment: re.Match[str]) -> bool:
    """Whether a comment with words in it stands on lines of its own."""
    if not any(map(str.isalnum, comment["text"])):
        return False
    before = comment.string[: comment.start()].rpartition("\n")[2]
    after = comment.string[comment.end() :].partition("\n")[0]
    return not before.strip() and not after.strip()


def _is_entity(text: str) -> bool:
    return text[1] == "#" or text[1:] in html5
