"""Putting two texts beside each other: whatever their structures, nothing is lost and no sentence loses its twin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from html_pages import all_of, parse_fragment
from hypothesis import given
from hypothesis import strategies as st

from sitegen.rendering.body.markdown import MarkdownConverter
from sitegen.rendering.body.sentences import BodyContext, wrap_sentences
from sitegen.rendering.parallel.alignment import ParallelGroup, ParallelPart, align, parallel_parts
from sitegen.rendering.parallel.sides import Side, body_of


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=12), st.data())
def test_aligning_keeps_everything_in_order_and_never_parts_a_number(
    spec: list[tuple[bool, bool]], data: st.DataObject
) -> None:
    """Of each number, ``spec`` tells whether the first and the second text have it."""

    def blocks(side: int) -> list[frozenset[int]]:
        found: list[frozenset[int]] = []
        for number, entry in enumerate(spec, start=1):
            own = frozenset({number}) if entry[side] else frozenset()
            choice: bool = data.draw(st.booleans())  # in the block before; a block without a number
            if found and own and choice:
                found[-1] |= own
            elif own or choice:
                found.append(own)
        return found

    first, second = blocks(0), blocks(1)
    rows = list(align(first, second, lambda block: block))
    assert [block for left, _ in rows for block in left] == first
    assert [block for _, right in rows for block in right] == second
    shared = frozenset().union(*first) & frozenset().union(*second)
    for left, right in rows:
        assert left or right
        assert frozenset().union(*left) & shared == frozenset().union(*right) & shared


BLOCKS = st.lists(
    st.sampled_from(
        [
            *(
                "Satu.",
                "Satu.\nDua.",
                "*Satu.\nDua.* Tiga.",
                "*Satu* dua.\n[Tiga](https://example.org/) & [empat](../b/).",
                "# Bagian",
                "- satu\n- dua\n    - tiga",
                "> Kutipan.\n> Dua.",
            ),
            *(
                "1. satu\n\n    lagi\n2. dua",
                "BACA JUGA: Judul",
                "| a | b |\n|---|---|\n| c | d |",
                "```\nkode\n```",
                "---",
                "…",
            ),
            *("Kata[^1].\n\n[^1]: Catatan.", "<dl><dt>satu</dt><dd>dua</dd></dl>", "![](a.png)", "teks ![b](b.png)\n…"),
        ]
    ),
    max_size=5,
)


def side(blocks: list[str], suffix: str = "") -> Side:
    converter = MarkdownConverter("%d")
    read = converter.read("\n\n".join(blocks).split("\n"), ["Baca juga"])
    body = wrap_sentences(converter.convert(read), BodyContext("id", dateline="JAKARTA"))
    return Side("/id/a/", body_of(body.pieces), suffix)


def stretches(parts: Iterable[ParallelPart], column: int) -> Iterator[str]:
    for part in parts:
        if isinstance(part, ParallelGroup):
            yield from stretches(part.parts, column)
        else:
            yield part.texts[min(column, len(part.texts) - 1)]


@given(BLOCKS, BLOCKS)
def test_each_column_has_all_of_its_text_in_order(first: list[str], second: list[str]) -> None:
    sides = side(first), side(second, "-en")
    parts = parallel_parts(*sides, {})
    for column, one_side in enumerate(sides):
        whole = parse_fragment(one_side.html(one_side.body.nodes))
        column_text = parse_fragment("".join(f"<div>{part}</div>" for part in stretches(parts, column)))
        assert "".join("".join(column_text.itertext()).split()) == "".join("".join(whole.itertext()).split())
        assert len(all_of(column_text, "img")) == len(all_of(whole, "img"))
