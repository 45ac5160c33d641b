"""The tree of a body, and what each of its writers makes of the same sentences."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from sitegen.content.confidence import Doubt
from sitegen.rendering.body.pieces import Counterpart, Piece
from sitegen.rendering.body.tree import Element, Node, Sentence, element_tags, text_html, to_html, walk
from sitegen.rendering.feeds.content import standing_alone
from sitegen.rendering.parallel.blocks import Body
from sitegen.rendering.parallel.sides import Side

LINK = Element("a", {"href": "../b/#s2", "title": "it's"}, ["dua"])
PARAGRAPH = Element(
    "p", {}, [Sentence(1, ["Satu ", LINK, "."]), "\n", Sentence(2, ["Tiga &amp; empat."], doubt="rough")]
)
LABELS: Mapping[Doubt, str] = {"rough": "terjemahan kasar", "poor": "jangan"}
TWIN = Counterpart("/en/a/", "en", "English")


def test_the_article_has_links_between_the_languages_and_says_its_doubts() -> None:
    after = 'hreflang="en" lang="en" aria-label="English"></a></span>'
    assert Piece([PARAGRAPH], twin=TWIN, doubt_labels=LABELS).html == (
        '<p><span class="sentence" id="s1">Satu <a href="../b/#s2" title="it\'s">dua</a>.'
        f'<a class="twin" href="/en/a/#s1" {after}\n'
        '<span class="sentence doubtful" id="s2">Tiga &amp; empat.<span class="doubt"> (terjemahan kasar)</span>'
        f'<a class="twin" href="/en/a/#s2" {after}</p>'
    )


def test_the_parallel_page_has_numbers_and_each_id_once() -> None:
    side = Side("/en/a/", Body([PARAGRAPH]), "-en")
    assert side.html([PARAGRAPH]) == (
        '<p><span class="sentence" id="s1-en" data-sentence="1">'
        'Satu <a href="/en/b/#s2" title="it\'s">dua</a>.</span>\n'
        '<span class="sentence doubtful" id="s2-en" data-sentence="2">Tiga &amp; empat.</span></p>'
    )


def test_the_feed_has_whole_addresses_no_sentences_and_no_word_of_rough_ones() -> None:
    assert standing_alone([PARAGRAPH], "https://example.org/id/a/", LABELS) == (
        '<p>Satu <a href="https://example.org/id/b/#s2" title="it\'s">dua</a>.\nTiga &amp; empat.</p>'
    )


def test_the_feed_says_once_that_a_sentence_should_not_be_relied_on() -> None:
    nodes = [Sentence(1, ["Satu"], doubt="poor"), Sentence(1, ["lagi"], first=False, doubt="poor")]
    assert standing_alone(nodes, "https://example.org/", LABELS) == "Satu (jangan)lagi"
    assert standing_alone(nodes, "https://example.org/") == "Satulagi"


def test_what_goes_on_of_a_sentence_has_no_id_and_no_link() -> None:
    nodes = [Sentence(1, ["Satu"]), Sentence(1, ["lagi"], first=False)]
    html = Piece(nodes, twin=TWIN).html
    assert html.count('id="s1"') == html.count('class="twin"') == 1
    assert html.endswith('<span class="sentence">lagi</span>')


def test_a_feed_has_no_part_of_a_picture_but_the_image_itself() -> None:
    image = Element("img", {"src": "/a.png", "alt": "", "loading": "lazy"}, [])
    picture = Element("picture", {}, [Element("source", {"srcset": "/a.webp"}, []), image])
    assert standing_alone([picture], "https://example.org/") == '<img src="https://example.org/a.png" alt="">'


@pytest.mark.parametrize(
    ("element", "tags"),
    [
        (Element("p", {}, []), ("<p>", "</p>")),
        (Element("br", {}, []), ("<br>", "")),
        (Element("img", {"alt": "", "src": "a&amp;b"}, []), ('<img alt="" src="a&amp;b">', "")),
    ],
)
def test_elements_have_the_tags_of_html(element: Element, tags: tuple[str, str]) -> None:
    assert element_tags(element) == tags


def test_nodes_come_in_the_order_of_their_beginnings() -> None:
    names = [node if isinstance(node, str) else node[0] for node in walk([PARAGRAPH])]
    assert names == ["p", 1, "Satu ", "a", "dua", ".", "\n", 2, "Tiga &amp; empat."]


def test_a_deep_tree_is_written_without_recursion() -> None:
    tree: list[Node] = [text_html("<a>")]
    for _ in range(5000):
        tree = [Element("b", {}, tree)]
    assert to_html(tree) == "<b>" * 5000 + "&lt;a&gt;" + "</b>" * 5000
