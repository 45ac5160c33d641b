"""XML as files."""

from __future__ import annotations

from xml.etree.ElementTree import Element, indent, tostring


def xml_file(root: Element) -> bytes:
    """Return the bytes of an XML file, each element that holds no text on a line of its own."""
    indent(root, "")
    data: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def xml_part(element: Element) -> bytes:
    """Return the bytes of an element of an XML file, as `xml_file` writes them."""
    indent(element, "")
    data: bytes = tostring(element, encoding="utf-8", xml_declaration=False)
    return data + b"\n"
