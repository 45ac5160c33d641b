"""Sanitises the HTML of articles, which are not trusted, by an allowlist."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

import nh3

_CELL = {"colspan", "headers", "rowspan", "scope"}
_CITED = {"cite"}
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"dir", "lang", "title"},
    "a": {"href", "hreflang"},
    "blockquote": _CITED,
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "img": {"alt", "height", "src", "width"},
    "ins": {"cite", "datetime"},
    "li": {"id", "value"},
    "ol": {"reversed", "start", "type"},
    "q": _CITED,
    "sup": {"id"},
    "td": _CELL,
    "th": _CELL | {"abbr"},
    "time": {"datetime"},
}
_ALIGNED = {"align-center", "align-left", "align-right"}
_CLASSES = {
    "a": {"footnote-backref", "footnote-ref"},
    "div": {"footnote"},
    "td": _ALIGNED,
    "th": _ALIGNED,
}
_TABLE_ELEMENTS = {"caption", "col", "colgroup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
_LIST_ELEMENTS = {"dd", "dl", "dt", "li", "ol", "ul"}
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCK_ELEMENTS = frozenset(
    {"blockquote", "details", "div", "figcaption", "figure", "hr", "p", "pre", "summary"}
    | HEADINGS
    | _LIST_ELEMENTS
    | _TABLE_ELEMENTS
)
"""The elements that may stay and are not part of a line of text."""
VERBATIM_ELEMENTS = frozenset({"code", "kbd", "pre", "samp"})
"""Those whose text is not to be touched."""
_INLINE_ELEMENTS = (
    {"a", "abbr", "b", "bdi", "br", "cite", "del", "dfn", "em", "i", "img", "ins", "mark", "q", "rp", "rt", "ruby", "s"}
    | {"small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
    | VERBATIM_ELEMENTS
)
_EDGES = "".join(map(chr, range(0x21)))
# Of these, not even the text stays.
_REMOVED = {"iframe", "math", "noembed", "noframes", "noscript", "object", "script", "style", "svg", "template"}
# The only ids are those of footnotes, which Python-Markdown made; sentences get theirs later.
_FOOTNOTE_ID = re.compile(r"fn(?:ref\d*)?:.")


def _attribute(element: str, name: str, value: str) -> str | None:
    if name == "id" and not _FOOTNOTE_ID.match(value):
        return None
    if name == "dir" and value.lower() not in {"ltr", "rtl", "auto"}:
        return None
    if element == "img" and name in {"height", "width"} and not value.isdecimal():
        return None
    return value


_CLEANER = nh3.Cleaner(
    tags=BLOCK_ELEMENTS | _INLINE_ELEMENTS,
    clean_content_tags=_REMOVED,
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    allowed_classes=_CLASSES,
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener",
)


def sanitise(html: str) -> str:
    """Return well-formed HTML with only the elements, attributes and addresses that are allowed."""
    return _CLEANER.clean(html)


@lru_cache(maxsize=1024)
def may_lead_to(address: str) -> bool:
    """Whether a link may have ``address``, in which there is no quotation mark, ``&``, ``<`` or ``>``."""
    return "href=" in sanitise(f'<a href="{address}"></a>')


def leaves_the_site(address: str) -> bool:
    """Whether a browser would ask another host for ``address``, a sanitised URL."""
    # Browsers drop tabs and line breaks, and take a backslash for a slash (https://url.spec.whatwg.org/#url-parsing).
    plain = re.sub(r"[\t\n\r]", "", address.strip(_EDGES)).replace("\\", "/")
    if plain.startswith("//"):
        return True
    try:
        return bool(urlsplit(plain).scheme)
    except ValueError:
        return True
