"""XML as files."""

from __future__ import annotations

from xml.etree.ElementTree import Element, indent, tostring


def xml_file(root: Element) -> bytes:
    """Return the bytes of an XML file, each element that holds no text on a line of its own."""
    indent(root, "")
    data: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"
