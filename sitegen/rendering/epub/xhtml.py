"""The documents of a book: the HTML of templates and bodies as valid XHTML, with the book's links and pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element, fromstring, tostring

from sitegen.rendering.epub.content_model import fit, has_block
from sitegen.settings.web_addresses import web_address

_XHTML = "http://www.w3.org/1999/xhtml"
_OPS = "http://www.idpf.org/2007/ops"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_NUMBER = re.compile(r"[1-9]\d{0,3}")
_INTEGER = re.compile(r"-?\d{1,9}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?")
_ANY = re.compile(r".*", re.DOTALL)
_EVERYWHERE = {
    "class": re.compile(r"[\w -]+"), "dir": re.compile("ltr|rtl|auto", re.IGNORECASE), "id": _ANY, "lang": _LANGUAGE,
    "role": re.compile("doc-[a-z]+"), "title": _ANY,
}  # fmt: skip
_OWN = {
    "a": {"href": _ANY, "hreflang": _LANGUAGE, "rel": _ANY},
    "col": {"span": _NUMBER},
    "colgroup": {"span": _NUMBER},
    "img": {"alt": _ANY, "height": _NUMBER, "src": _ANY, "width": _NUMBER},
    "li": {"value": _INTEGER},
    "ol": {"reversed": _ANY, "start": _INTEGER, "type": re.compile("[1aAiI]")},
    "td": {"colspan": _NUMBER, "rowspan": _NUMBER},
    "th": {"colspan": _NUMBER, "rowspan": _NUMBER, "scope": re.compile("(row|col)(group)?")},
    "time": {"datetime": _MOMENT},
}
"""The attributes that elements of a book may have, and the form of their values."""
_TYPES = {"doc-chapter": "chapter", "doc-noteref": "noteref", "doc-toc": "toc"}
"""Older readers ask for ``epub:type`` where newer ones read ``role``."""
_UNSAFE = re.compile(r"%(?![0-9A-Fa-f]{2})")

LeadTo = Callable[[str], str | None]
"""Gives the address of a link, or of a picture, in the book; None where it leads nowhere."""


@dataclass(frozen=True)
class Document:
    """A document of a book, and the pictures that it shows, by their names in the book."""

    data: bytes
    pictures: tuple[str, ...]


def document(written: str, link_to: LeadTo, picture_at: LeadTo) -> Document:
    """Return the document that a template has ``written``, a whole one in well-formed XHTML.

    ``link_to`` and ``picture_at`` are given addresses as they stand there; those to places in the document itself
    are kept where there is such a place.
    """
    root = fromstring(written)  # noqa: S314  # a template wrote it, and there is no DTD
    body = root.find("body")
    if body is None:
        raise ValueError("the template has no body")
    fit(body)
    _fit_attributes(body)
    ids = set(_unique_ids(body))
    for element in body.iter():
        if element.tag == "a":
            _lead(element, ids, link_to)
        elif element.tag == "img":
            _show(element, picture_at)
    _speak(root)
    root.set("xmlns", _XHTML)
    root.set("xmlns:epub", _OPS)
    pictures = dict.fromkeys(element.attrib["src"] for element in body.iter("img"))
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
    return Document((head + tostring(root, encoding="unicode")).encode() + b"\n", tuple(pictures))


def written_address(address: str) -> str | None:
    """Return a whole address of the web or of a mailbox as books must write it (RFC 3986); None for any other."""
    try:
        parts = urlsplit(address)
        if parts.scheme == "mailto":
            mailbox = _quoted(parts.path, "@!$&'*+,;=")
            return f"mailto:{mailbox}" if "@" in mailbox else None
        host = (parts.hostname or "").encode("idna").decode()
        found = f"[{host}]" if ":" in host else host
        port = f":{parts.port}" if parts.port is not None else ""
        path = _quoted(parts.path, "/:@!$&'()*+,;=")
        query, fragment = (_quoted(part, "/?:@!$&'()*+,;=") for part in (parts.query, parts.fragment))
        return web_address(urlunsplit((parts.scheme, found + port, path, query, fragment)))
    except (UnicodeError, ValueError):
        return None


def _quoted(text: str, safe: str) -> str:
    return quote(_UNSAFE.sub("%25", text), safe=f"{safe}%")


def _fit_attributes(body: Element) -> None:
    for parent in body.iter():
        if parent.tag == "time" and not _MOMENT.fullmatch(parent.get("datetime", "")):
            parent.tag = "span"
        forms = {**_EVERYWHERE, **_OWN.get(parent.tag, {})}
        kept = {name: value for name, value in parent.attrib.items() if name in forms and forms[name].fullmatch(value)}
        if "footnote-ref" in kept.get("class", "").split():
            kept["role"] = "doc-noteref"
        if kept.get("role") in _TYPES:
            kept["epub:type"] = _TYPES[kept["role"]]
        parent.attrib.clear()
        parent.attrib.update(kept)
        if parent.tag == "ul":
            for item in parent:
                item.attrib.pop("value", None)  # a list without numbers has none
        elif parent.tag == "colgroup" and len(parent):
            parent.attrib.pop("span", None)  # its columns say it


def _unique_ids(body: Element) -> Iterator[str]:
    """Write ids as XML has names, and yield them; a second one of the same name goes."""
    seen: set[str] = set()
    for element in body.iter():
        if "id" in element.attrib:
            name = _identity(element.attrib.pop("id"))
            if name not in seen:
                seen.add(name)
                element.set("id", name)
                yield name


def _identity(text: str) -> str:
    """An id as a name without a colon (https://www.w3.org/TR/xml-names/#NT-NCName), another one for each text."""
    name = re.sub(r"[^A-Za-z0-9.-]", lambda match: f"_{ord(match[0]):x}_", text)
    return name if name[:1].isalpha() else f"_{name}"


def _lead(link: Element, ids: set[str], link_to: LeadTo) -> None:
    """Let a link lead to a place in this document or elsewhere; one that leads nowhere is plain text."""
    address = link.attrib.pop("href", "#")
    if address.startswith("#"):
        names = (_identity(address[1:]), _identity(unquote(address[1:])))
        found = next((f"#{name}" for name in names if name in ids), None)
    else:
        found = link_to(address)
    if found:
        link.set("href", found)
        return
    link.tag = "div" if has_block(link) else "span"
    for name in ("epub:type", "hreflang", "rel", "role"):
        link.attrib.pop(name, None)


def _show(element: Element, picture_at: LeadTo) -> None:
    """Show a picture of the book, or what it shows in words."""
    source = picture_at(element.attrib.pop("src", ""))
    if source:
        element.set("src", source)
        element.attrib.setdefault("alt", "")
        return
    element.tag, element.text = "span", element.get("alt", "")
    for name in ("alt", "height", "width"):
        element.attrib.pop(name, None)


def _speak(root: Element) -> None:
    """Say each language in both ways that readers know."""
    for element in root.iter():
        if lang := element.get("lang"):
            element.set(_XML_LANG, lang)
