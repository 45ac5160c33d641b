"""HTML of articles becomes XHTML that readers of electronic books take: what stands in a wrong place gets another name.

Browsers put up with a list in bold type or a caption without a picture, and the sanitiser lets it pass. EPUB 3 asks for
the content model of HTML (https://www.w3.org/TR/epub-33/#sec-xhtml-req), and checkers hold books to it. No word is lost
here: an element that may not be where it is becomes a ``div`` or a ``span``.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from sitegen.rendering.body.sanitising import BLOCK_ELEMENTS, HEADINGS

_BLOCKS = BLOCK_ELEMENTS | {"footer", "header", "nav", "section"}
_TRANSPARENT = frozenset({"a", "del", "ins"})
"""They may have in them whatever may be around them."""
_TEXT_ONLY = HEADINGS | {"p", "pre"}
"""Blocks without other blocks in them."""
_FLOW = _BLOCKS - _TEXT_ONLY | {"body"}
_PARENTS = {"dd": {"dl"}, "dt": {"dl"}, "figcaption": {"figure"}, "li": {"ol", "ul"}}
_SECTIONS = ("caption", "colgroup", "thead", "tbody", "tfoot")
_SIMPLER = {"details": "div", "summary": "div", "dfn": "i", "rp": "span", "rt": "span", "ruby": "span"}
"""What few readers of books know, or what has rules of its own, and what stands in its place."""


def fit(element: Element, *, in_line: bool = False) -> None:
    """Make the content of an element valid, in place; with ``in_line``, it is part of a line of text."""
    in_line = in_line or not (element.tag in _FLOW or element.tag in _TRANSPARENT)
    _STRUCTURES.get(element.tag, _nothing)(element)
    for child in element:
        child.tag = _SIMPLER.get(child.tag, child.tag)
        if in_line and child.tag in _BLOCKS:
            _put_in_line(child)
        elif child.tag in _PARENTS and element.tag not in _PARENTS[child.tag]:
            child.tag = "div"
        if not in_line and _is_line(child) and has_block(child):
            child.tag = "div"
        if child.tag == "a" and any(link is not child for link in child.iter("a")):
            child.tag = "span" if in_line else "div"
        fit(child, in_line=in_line)


def _is_line(element: Element) -> bool:
    return element.tag == "p" or element.tag not in _BLOCKS | _TRANSPARENT


def has_block(element: Element) -> bool:
    """Tell whether there is more in an element than a line of text."""
    return any(inside.tag in _BLOCKS for inside in element.iter() if inside is not element)


def _put_in_line(element: Element) -> None:
    """Make a block part of a line, with spaces where its words would run into others."""
    if element.tag == "hr":
        element.tag = "br"
        return
    element.tag = "span"
    element.text = f" {element.text or ''}"
    element.tail = f" {element.tail or ''}"


def _nothing(_: Element) -> None:
    """Leave an element as it is."""


def _list(element: Element) -> None:
    """Let a list have items only: whatever else is in it, text too, gets an item of its own."""
    children, text = list(element), element.text
    element[:] = []
    element.text = "\n"
    _add_text(element, text)
    for child in children:
        text, child.tail = child.tail, "\n"
        (element if child.tag == "li" else _item(element)).append(child)
        _add_text(element, text)


def _add_text(element: Element, text: str | None) -> None:
    if text and text.strip():
        _item(element).text = text


def _item(element: Element) -> Element:
    item = SubElement(element, "li")
    item.tail = "\n"
    return item


def _definitions(element: Element) -> None:
    """Let a list of terms be one only if terms and what they mean take turns."""
    names = [child.tag for child in element]
    texts = [element.text, *(child.tail for child in element)]
    is_valid = set(names) == {"dd", "dt"} and names[0] == "dt" and names[-1] == "dd"
    if not is_valid or any(text and text.strip() for text in texts):
        element.tag = "div"


def _figure(element: Element) -> None:
    """Let a figure have one caption, before or after all else."""
    captions = [child for child in element if child.tag == "figcaption"]
    for caption in captions[1:]:
        caption.tag = "div"
    if captions and captions[0] not in (element[0], element[-1]):
        captions[0].tag = "div"


def _table(element: Element) -> None:
    """Let a table have one caption, one head and one foot, in this order around its rows."""
    seen: set[str] = set()
    for child in element:
        if child.tag in {"tfoot", "thead"} and child.tag in seen:
            child.tag = "tbody"
        elif child.tag == "caption" and child.tag in seen:
            _make_row(child)
        seen.add(child.tag)
    order = {name: number for number, name in enumerate(_SECTIONS)}
    element[:] = sorted(element, key=lambda child: order.get(child.tag, order["tbody"]))


def _make_row(caption: Element) -> None:
    text, children = caption.text, list(caption)
    caption.clear()
    caption.tag = "tbody"
    cell = SubElement(SubElement(caption, "tr"), "td")
    cell.text = text
    cell.extend(children)


_STRUCTURES = {"dl": _definitions, "figure": _figure, "ol": _list, "table": _table, "ul": _list}
