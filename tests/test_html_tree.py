"""Finished HTML, taken apart and put together again, is the same document."""

from __future__ import annotations

import html
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.rendering.html_tree import Element, parse, to_html, walk
from sitegen.rendering.sanitising import sanitise

TAGS = st.sampled_from(
    [
        *(
            "<p>",
            "</p>",
            "<b>",
            "</b>",
            "<br>",
            '<a href="../x/?a=1&b=2#c" title="it\'s > <x>">',
            "</a>",
            "<details open>",
        ),
        *(
            "<img src=a.png alt='\"x\"'>",
            "<ol reversed start=3><li value=2>",
            "</ol>",
            '<div class="footnote">',
            "</div>",
        ),
    ]
)
TEXTS = st.text(alphabet=st.sampled_from("ab \n&<>\"';=/\u00a0…"), max_size=8)
SOURCES = st.lists(TAGS | TEXTS | TEXTS.map(html.escape), max_size=12).map("".join)


class Events(HTMLParser):
    """What an HTML parser sees, with texts joined."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.seen: list[object] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, [(name, value or "") for name, value in attrs]))

    def handle_endtag(self, tag: str) -> None:
        self.seen.append(tag)

    def handle_data(self, data: str) -> None:
        self.seen.append(["text", data])


@given(SOURCES)
def test_whatever_the_sanitiser_lets_through_stays_as_it_is(source: str) -> None:
    finished = sanitise(source)
    assert Events(to_html(parse(finished))).seen == Events(finished).seen


@given(SOURCES, SOURCES)
def test_sentences_stay_as_they_are_in_whatever_they_stand(around: str, inside: str) -> None:
    words = sanitise(inside).replace('id="', 'title="')
    span = f'<span class="sentence doubtful" id="s12">{words}</span>'
    finished = f"{sanitise(around)}<p>{span}\n{span}</p>"
    assert Events(to_html(parse(finished))).seen == Events(finished).seen


@given(SOURCES)
def test_what_was_put_together_does_not_change_any_more(source: str) -> None:
    once = to_html(parse(sanitise(source)))
    assert to_html(parse(once)) == once


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("it's &quot;so&quot; &gt; 1", 'it\'s "so" &gt; 1'),
        ('<a title="it\'s">', '<a title="it&#x27;s"></a>'),
        ('<img alt="" src="a&amp;b">', '<img alt src="a&amp;b">'),
    ],
)
def test_texts_and_attributes_are_written_in_one_way(source: str, written: str) -> None:
    assert to_html(parse(source)) == written


def test_elements_come_in_the_order_of_their_start_tags_and_may_get_other_attributes() -> None:
    tree = parse('<p class="a b">x<em>y<b>z</b></em></p><hr>')
    elements = [element for element in walk(tree) if isinstance(element, Element)]
    assert [element.name for element in elements] == ["p", "em", "b", "hr"]
    assert [element.has_class("b") for element in elements] == [True, False, False, False]

    def attributes(element: Element) -> dict[str, str]:
        return {"id": element.name}

    assert to_html(tree, attributes) == '<p id="p">x<em id="em">y<b id="b">z</b></em></p><hr id="hr">'
