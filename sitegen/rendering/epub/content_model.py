"""HTML of articles becomes XHTML that readers of electronic books take: what stands in a wrong place gets another name.

Browsers put up with a list in bold type or a caption without a picture, and the sanitiser lets it pass. EPUB 3 asks for
the content model of HTML (https://www.w3.org/TR/epub-33/#sec-xhtml-req), and checkers hold books to it. No word is lost
here: an element that may not be where it is becomes a ``div`` or a ``span``.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

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
    """Make what is in an element valid, in place; ``in_line``, it is part of a line of text."""
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
    """Let a list have items only."""
    _wrap(element, "li", {"li"})


def _wrap(element: Element, name: str, allowed: set[str]) -> None:
    """Put children that are not ``allowed``, and text, into elements of a ``name``."""
    children = list(element)
    texts = [element.text or "", *(child.tail or "" for child in children)]
    for child in children:
        element.remove(child)
    element.text = "\n"
    for text, child in zip(texts, [None, *children], strict=True):
        if child is not None:
            child.tail = "\n"
            element.append(child if child.tag in allowed else _around(name, child))
        if text.strip():
            wrapper = Element(name)
            wrapper.text, wrapper.tail = text, "\n"
            element.append(wrapper)


def _around(name: str, child: Element) -> Element:
    wrapper = Element(name)
    wrapper.tail, child.tail = child.tail, None
    wrapper.append(child)
    return wrapper


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
            row = Element("tr")
            row.append(_cell(child))
            child.clear()
            child.tag = "tbody"
            child.append(row)
        seen.add(child.tag)
    order = {name: number for number, name in enumerate(_SECTIONS)}
    element[:] = sorted(element, key=lambda child: order.get(child.tag, order["tbody"]))


def _cell(caption: Element) -> Element:
    cell = Element("td")
    cell.text = caption.text
    cell.extend(list(caption))
    return cell


_STRUCTURES = {"dl": _definitions, "figure": _figure, "ol": _list, "table": _table, "ul": _list}
