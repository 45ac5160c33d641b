"""Elements in wrong places get other names: no word is lost on the way, and what is right stays as it is."""

from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring, tostring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.rendering.body.sanitising import BLOCK_ELEMENTS
from sitegen.rendering.epub.content_model import fit

_NAMES = (*sorted(BLOCK_ELEMENTS - {"hr"}), "a", "b", "del", "dfn", "q", "rp", "rt", "ruby", "span", "time")


def element(name: str, text: str, children: list[Element], tail: str) -> Element:
    """An element with all that is in it and behind it."""
    made = Element(name)
    made.text, made.tail = text, tail
    made.extend(children)
    return made


WORDS = st.sampled_from(["", " ", "satu ", " dua", "tiga"])
TREES = st.recursive(
    st.builds(element, st.sampled_from(_NAMES), WORDS, st.just([]), WORDS),
    lambda inside: st.builds(element, st.sampled_from(_NAMES), WORDS, st.lists(inside, max_size=4), WORDS),
    max_leaves=12,
)


def letters(root: Element) -> list[str]:
    """All letters, sorted: the parts of a table may change places."""
    return sorted("".join("".join(root.itertext()).split()))


@given(st.lists(TREES, max_size=3))
def test_no_word_is_lost_and_what_is_fitted_fits(children: list[Element]) -> None:
    body = element("body", "", children, "")
    before = letters(body)
    fit(body)
    assert letters(body) == before
    once = tostring(body)
    fit(body)
    assert tostring(body) == once


@pytest.mark.parametrize(
    ("written", "fitted"),
    [
        ("<p>a <b>b</b></p>", "<p>a <b>b</b></p>"),
        ("<ul>\n<li>a</li>\n</ul>", "<ul>\n<li>a</li>\n</ul>"),
        ("<dl><dt>a</dt><dd><p>b</p></dd></dl>", "<dl><dt>a</dt><dd><p>b</p></dd></dl>"),
        ("<b><p>a</p><p>b</p></b>", "<div><p>a</p><p>b</p></div>"),
        ("<h2><div>a</div>b</h2>", "<h2><span> a</span> b</h2>"),
        ("<ul>a<li>b</li></ul>", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("<li>a</li>", "<div>a</div>"),
        ("<dl><dd>a</dd></dl>", "<div><div>a</div></div>"),
        ("<figcaption>a</figcaption>", "<div>a</div>"),
        ("<p>a<hr />b</p>", "<div>a<hr />b</div>"),
        ("<em>a<hr />b</em>", "<div>a<hr />b</div>"),
        ("<h2>a<hr />b</h2>", "<h2>a<br />b</h2>"),
    ],
)
def test_what_becomes_of_elements_in_wrong_places(written: str, fitted: str) -> None:
    body = fromstring(f"<body>{written}</body>")  # noqa: S314  # ours
    fit(body)
    assert tostring(body, encoding="unicode") == f"<body>{fitted}</body>"
