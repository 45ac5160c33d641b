"""Reading our pages with a strict HTML parser."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from xml.etree.ElementTree import Element

import html5lib


@lru_cache(maxsize=32)  # tests look at one page in several ways, and the parser takes hundredths of a second
def parse(html: str) -> Element:
    """Return the page's root element. A page that is not valid HTML syntax is an error."""
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    assert isinstance(root, Element)
    return root


def parse_fragment(html: str) -> Element:
    """Return an element around a stretch of HTML, which must be valid in a page's body."""
    return one(parse(f"<!DOCTYPE html><title>x</title><main>{html}</main>"), "main")


def all_of(root: Element, name: str, **attributes: str) -> list[Element]:
    """The elements with a name and attributes; ``class_`` and ``aria_label`` stand for class and aria-label."""
    wanted = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    return [
        element
        for element in root.iter(name)
        if all(value in element.get(key, "").split() or element.get(key) == value for key, value in wanted.items())
    ]


def one(root: Element, name: str, **attributes: str) -> Element:
    """The only element with a name and attributes."""
    found = all_of(root, name, **attributes)
    assert len(found) == 1, f"{len(found)} of <{name}> {attributes}"
    return found[0]


def text(element: Element) -> str:
    """An element's text with single spaces."""
    return " ".join("".join(element.itertext()).split())


def texts(elements: Iterable[Element]) -> list[str]:
    """The texts of elements."""
    return [text(element) for element in elements]


def sentences(root: Element) -> dict[str, str]:
    """The text of every sentence that can be linked to, by its id."""
    return {
        element.get("id", ""): text(element) for element in all_of(root, "span", class_="sentence") if element.get("id")
    }


def links(root: Element) -> dict[str, str]:
    """The addresses of links by their text."""
    return {text(link): link.get("href", "") for link in root.iter("a") if text(link)}


def alternates(page: Element) -> dict[str, str]:
    """The page's addresses by language, as its head announces them."""
    links = all_of(page, "link", rel="alternate")
    return {link.get("hreflang", ""): link.get("href", "") for link in links if link.get("hreflang")}


def headlines(page: Element) -> list[str]:
    """The headlines in a list of articles."""
    return [text(link) for heading in all_of(page, "h2") + all_of(page, "h3") for link in heading.iter("a")]
