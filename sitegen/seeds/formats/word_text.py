"""The paragraphs of a Word document, read from its XML.

python-docx gives no text that stands in content controls, insertions, simple fields or smart tags, and gives that of a
cell over two columns twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from sitegen.seeds.formats.blocks import Block, BlockKind, list_item, table_row

_OUT = frozenset(
    {
        *map(qn, ("w:del", "w:moveFrom", "w:delText", "w:instrText", "w:pPr", "w:rPr", "w:sdtPr", "w:tblPr", "w:trPr")),
        *map(qn, ("w:tcPr", "w:sectPr", "w:fldData")),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)
"""What is no text of the document. Whatever else there is may hold text, whether it is known here or not."""
_MARKS = {
    qn("w:tab"): " ",
    qn("w:ptab"): " ",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_TEXT = frozenset({qn("w:t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"})
_BREAK, _RUN, _PARAGRAPH, _BOX = qn("w:br"), qn("w:r"), qn("w:p"), qn("w:txbxContent")
_TABLE, _ROW, _CELL, _CONTROL = qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:sdt")
_VALUE = qn("w:val")
_BODY_LEVEL = 9  # of an outline: no heading
_LONGEST_CHAIN = 12  # of styles, each of which is based on the next


class WordText:
    """The text of a document. ``hidden`` is what its author has hidden, after the blocks were read."""

    def __init__(self, document: Any) -> None:
        """Take what `docx.Document` has opened."""
        self.hidden: list[str] = []
        self._part = document.part
        self._body = document.element.body
        self._boxes: list[Any] = []
        self._numbers: Counter[tuple[str, int]] = Counter()

    def blocks(self) -> Iterator[Block]:
        """Yield the paragraphs, also those of text boxes, and the notes at the end."""
        yield from self._blocks(self._body)
        for relation in self._part.rels.values():
            if relation.reltype.endswith(("/footnotes", "/endnotes")):
                for note in parse_xml(relation.target_part.blob):
                    if note.get(qn("w:type")) is None:  # the others are the rules above the notes
                        yield from self._blocks(note)

    def _blocks(self, node: Any) -> Iterator[Block]:
        for child in _children(node):
            if child.tag == _PARAGRAPH:
                text = self._text(child)
                if any(map(str.isalnum, text)):
                    yield self._paragraph(child, text.strip())
                boxes, self._boxes = self._boxes, []
                for box in boxes:
                    yield from self._blocks(box)
            elif child.tag == _TABLE:
                yield from self._table(child)
            else:
                yield from self._blocks(child)

    def _text(self, node: Any) -> str:
        if node.tag in _TEXT:
            return node.text or ""
        if node.tag == _BREAK:  # others are those of pages and columns, also within a sentence
            return "\n" if node.get(qn("w:type"), "textWrapping") == "textWrapping" else " "
        if node.tag == _BOX:
            self._boxes.append(node)
            return ""
        text = _MARKS.get(node.tag, "") + "".join(map(self._text, _children(node)))
        if node.tag == _RUN and text.strip() and _is_on(node.find(f"{qn('w:rPr')}/{qn('w:vanish')}")):
            self.hidden.append(text)
            return ""
        return text

    def _paragraph(self, node: Any, text: str) -> Block:
        styles = list(self._styles(node))
        names = [_value(style, "w:name").lower() for style in styles]
        kinds: Iterator[BlockKind] = (kind for name in names if (kind := _kind_of_style(name)) != "text")
        kind = next(kinds, "text")
        properties = [node, *styles]
        if kind == "text" and any(_is_heading(level) for level in _values(properties, "w:outlineLvl")):
            kind = "heading"
        line = " ".join(text.split())
        if kind in {"title", "heading", "caption"}:
            return Block(line, kind)
        if number := next(_values(properties, "w:numPr/w:numId"), ""):
            level = next(_values(properties, "w:numPr/w:ilvl"), "0")
            if number != "0":
                return self._item(line, number, int(level) if level.isdecimal() else 0)
        if kind == "item":
            return list_item(line)
        return self._numbered(line, names[0], 0) if kind == "number" else Block(text)

    def _item(self, line: str, number: str, level: int) -> Block:
        if self._number_formats.get((number, level), "bullet") in {"bullet", "none"}:
            return list_item(line)
        return self._numbered(line, number, level)

    def _numbered(self, line: str, of_list: str, level: int) -> Block:
        self._numbers[of_list, level] += 1
        for other in [place for place in self._numbers if place[0] == of_list and place[1] > level]:
            del self._numbers[other]
        return list_item(line, self._numbers[of_list, level])

    def _table(self, table: Any) -> Iterator[Block]:
        """A row for each of a table's; the paragraphs of one that only sets them side by side."""
        rows = [list(_inside(line, _CELL)) for line in _inside(table, _ROW) if not _is_deleted(line)]
        cells = [cell for cells in rows for cell in cells]
        if all(len(cells) < 2 for cells in rows) or any(_is_layout(cell) for cell in cells):
            for cell in cells:
                yield from self._blocks(cell)
            return
        for line in rows:
            texts: list[str] = []
            for cell in line:
                span = next(_values([cell], "w:gridSpan", "w:tcPr"), "1")
                texts += [self._text(cell), *[""] * (min(int(span), 60) - 1 if span.isdecimal() else 0)]
            if any(any(map(str.isalnum, text)) for text in texts):
                yield table_row(texts)
            boxes, self._boxes = self._boxes, []
            for box in boxes:
                yield from self._blocks(box)

    def _styles(self, node: Any) -> Iterator[Any]:
        """The style of a paragraph, and those on which it is based."""
        name = next(_values([node], "w:pStyle"), "")
        for _ in range(_LONGEST_CHAIN):
            if (style := self._styles_by_id.get(name)) is None:
                return
            yield style
            name = _value(style, "w:basedOn")

    @cached_property
    def _styles_by_id(self) -> dict[str, Any]:
        return {style.get(qn("w:styleId")): style for style in self._part.styles.element.iter(qn("w:style"))}

    @cached_property
    def _number_formats(self) -> dict[tuple[str, int], str]:
        """How the levels of each list are numbered."""
        part = next((r.target_part for r in self._part.rels.values() if r.reltype.endswith("/numbering")), None)
        if part is None:
            return {}
        formats: dict[str, dict[int, str]] = {}
        for abstract in part.element.iter(qn("w:abstractNum")):
            levels = {int(level.get(qn("w:ilvl"))): _value(level, "w:numFmt") for level in abstract.iter(qn("w:lvl"))}
            formats[abstract.get(qn("w:abstractNumId"))] = levels
        return {
            (number.get(qn("w:numId")), level): form
            for number in part.element.iter(qn("w:num"))
            for level, form in formats.get(_value(number, "w:abstractNumId"), {}).items()
        }


def _children(node: Any) -> Iterator[Any]:
    """The parts of an element that may have text; a content control that asks for one has none."""
    for child in node:
        if not isinstance(child.tag, str) or child.tag in _OUT:
            continue
        if child.tag == _CONTROL and _is_on(child.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}")):
            continue
        yield child


def _inside(node: Any, tag: str) -> Iterator[Any]:
    """The elements of a table with this tag, also in content controls and insertions, not those of a table within."""
    for child in _children(node):
        if child.tag == tag:
            yield child
        elif child.tag not in {_TABLE, _PARAGRAPH}:
            yield from _inside(child, tag)


def _is_deleted(line: Any) -> bool:
    return line.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def _is_layout(cell: Any) -> bool:
    """Tell whether a cell holds a part of a page: a table, or several paragraphs."""
    paragraphs = [node for node in cell.iter(_PARAGRAPH) if any(text.text for text in node.iter(qn("w:t")))]
    return len(paragraphs) > 1 or next(cell.iter(_TABLE), None) is not None


def _kind_of_style(name: str) -> BlockKind:
    """What a style is for, by its name, which is English in the files of every Word."""
    if name.startswith("heading "):
        return "heading"
    if name.startswith(("list bullet", "list number")):
        return "item" if name.startswith("list bullet") else "number"
    kinds: dict[str, BlockKind] = {"title": "title", "caption": "caption"}
    return kinds.get(name, "text")


def _is_heading(level: str) -> bool:
    return level.isdecimal() and int(level) < _BODY_LEVEL


def _values(nodes: list[Any], path: str, within: str = "w:pPr") -> Iterator[str]:
    """The value of a property of a paragraph and of its styles, for those that have it."""
    steps = "/".join(qn(name) for name in (within, *path.split("/")))
    return (found.get(_VALUE, "") for node in nodes if (found := node.find(steps)) is not None)


def _value(node: Any, name: str) -> str:
    found = node.find(qn(name))
    return found.get(_VALUE, "") if found is not None else ""


def _is_on(switch: Any) -> bool:
    return switch is not None and switch.get(_VALUE, "true") not in {"0", "false", "off"}
