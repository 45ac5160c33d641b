"""What of each line is text to be translated: never code, and everything else that a reader sees."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rendered import text_of, to_html

from sitegen.content.body.body import read_body
from sitegen.content.body.inline import Inline
from sitegen.content.body.inline_reader import parse_inline
from sitegen.content.body.lines import Kind

LABELS = ("BACA JUGA", "LIHAT JUGA")

# Every W is replaced by a word of its own.
CONSTRUCTS = [
    *("W W W", "W\nW", "W  \nW", "**W** *W* [W](/a)", "`W` W", "W ``W`W``", "W\\", "5 W", "2022. W", "2022\\. W"),
    *("# W", "## W ##", "# W\n    W", "# W\nW", "W\n===", "W\n---\n    W", "***", "---\nW", "###### W C#"),
    *(
        "- W\n- W",
        "* W\n\n* W",
        "- W\nW",
        "- W\n    - W\n        - W",
        "- W\n\n    W",
        "- W\n\n        W W\n\n    W",
        "+ W",
    ),
    *(
        "1. W\n2. W",
        "1. W\n    - W\n\n            W",
        "- W\n\n  W",
        "- W\n  - W",
        "-\n    W",
        "- # W\n    W",
        "- > W",
        "- \nW",
    ),
    *(
        "```\nW\n\nW\n```",
        "~~~ python\nW\n~~~",
        "````\nW\n```\nW\n````",
        "```\nW\n  ```\nW",
        "```\nW",
        "``` W\nW\n```",
    ),
    *(
        "- ```\n  W\n  ```",
        "1. W\n\n    ```\n    W\n    ```",
        "> ```\n> W\n> ```",
        "```W``` W",
        "~~~",
        "```\nW\n~~~\n```",
    ),
    *(
        "    W\n    W\n\n    W",
        "    W\nW",
        "\tW",
        "W\n    W",
        "     W",
        "> W\n> W",
        "> W\nW",
        "> W\n>\n>     W W",
        "> - W\n>\n>         W",
    ),
    *(
        "> > W",
        "> # W",
        ">W",
        "    > W",
        "W | W\n--|--\nW | `W|W`",
        "| W |\n|---|\n| W |",
        "|W|W|\n|:-:|--:|\n|W\\|W|W|",
        "W | W\n--|--",
    ),
    *(
        "> | W | W |\n> |---|---|\n> | W | W |",
        "W | W\n-|\nW",
        "W[^1] W",
        "[^1]: W\n\n    W\n\n        W",
        "[^2]: W\nW",
        "[^3]:\n    W",
    ),
    *(
        "<div>\nW\n<pre>\nW\n</pre>\n</div>",
        "<p>W</p>",
        "<p>W</p> W",
        "<p>W <code>W</code> W",
        "<div\n class='W'>\nW</div>",
        "<pre>W\n\nW</pre>",
    ),
    *(
        "<!-- W\n\nW -->",
        "<!-- W -->\nW",
        "<!-- W",
        "<div>\nW",
        "<script>\nW\n</script>",
        "<b>W</b> W",
        "W <!-- W\nW --> W",
        "<hr>\n    W",
    ),
    *(
        "<table><tr><td>W</td></tr>\n</table>",
        "<div>\n```\nW\n```\n</div>",
        "<div>\n\n    W\n</div>",
        "<br>W",
        "W `W\nW` W",
        "`W\nW\nW`",
    ),
    *(
        'W <a\nhref="W">W</a> W',
        "W [W\nW](/a) W",
        "W **W\nW** W",
        "[W](/a\n'W') W",
        "[a]: /W 'W'",
        "[b]:\n  /W",
        "&copy; W",
        "<https://a.id/W> W",
    ),
]
DOCUMENTS = st.lists(
    st.tuples(st.sampled_from(CONSTRUCTS), st.sampled_from(["\n", "\n\n", "\n\n\n"])), min_size=1, max_size=6
).map(lambda pairs: named("".join(itertools.chain.from_iterable(pairs))))
_WORD = re.compile(r"kata\d+x")


def named(template: str) -> str:
    """``template`` with a word of its own for every W."""
    numbers = itertools.count(1)
    return re.sub("W", lambda _: f"kata{next(numbers)}x", template)


def read(document: str) -> set[str]:
    """The words that would be translated."""
    body = document.split("\n")
    texts = []
    for line in read_body(body).lines:
        for part in line.parts:
            if part.readable:
                inline = Inline(part.text) if line.kind is Kind.HTML else parse_inline(part.text)
                texts += [inline.text, *(atom.alt.text for atom in inline.atoms if atom.alt)]
    return set(_WORD.findall(" ".join(texts)))


def seen(document: str, *without: str) -> set[str]:
    """The words that a reader sees on the page."""
    without_open_comment = re.sub("<!--(?!.*-->).*", "", to_html(document), flags=re.DOTALL)
    return set(_WORD.findall(text_of(without_open_comment, "script", *without)))


@given(DOCUMENTS)
def test_code_is_never_text(document: str) -> None:
    outside = seen(document, "code", "pre")
    assert not read(document) & (seen(document) - outside)


@given(DOCUMENTS)
def test_all_that_a_reader_sees_outside_code_is_text(document: str) -> None:
    links = set(_WORD.findall(" ".join(re.findall("<https:.*?>", document))))
    assert seen(document, "code", "pre") - links <= read(document)


@given(st.lists(st.text(st.sampled_from("ab 1.-*_>#`~|[]^:(<!/div>p\t\\&\"'="), max_size=12), max_size=8))
@example(["\ue000\U000f0000 \U0010fffd"])
@example(["- " * 400 + "a"])
@example(["> " * 400 + "a"])
@example(["a\x02wzxhzdk:0\x03 <p>b</p>"])
def test_the_parts_of_a_line_are_the_line(body: list[str]) -> None:
    lines = read_body(body, LABELS).lines
    assert ["".join(part.text for part in line.parts) for line in lines] == body
    for line in lines:
        assert all(part.text for part in line.parts)
        assert all(part.text == part.text.strip() for part in line.parts if part.readable)
        assert (line.kind in {Kind.BLANK, Kind.MARKUP}) == (not any(part.readable for part in line.parts))


@given(DOCUMENTS)
def test_sentences_are_numbered_from_one(document: str) -> None:
    numbers = [line.sentence for line in read_body(document.split("\n")).lines if line.sentence is not None]
    assert numbers == list(range(1, len(numbers) + 1))


def shown(line: str, *others: str) -> str:
    """The first line with its text in angle brackets."""
    first = read_body([line, *others], LABELS).lines[0]
    return first.kind.value + " " + "".join(f"«{part.text}»" if part.readable else part.text for part in first.parts)


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Kalimat biasa.", "text «Kalimat biasa.»"),
        ("Dua spasi  ", "text «Dua spasi»  "),
        ("## Judul ##", "text ## «Judul» ##"),
        ("#Judul", "text #«Judul»"),
        ("- butir", "text - «butir»"),
        ("12. butir", "text 12. «butir»"),
        ("> kutipan", "text > «kutipan»"),
        ("> - kutipan", "text > - «kutipan»"),
        ("[^1]: catatan", "text [^1]: «catatan»"),
        ("BACA JUGA: Judul", "related BACA JUGA: «Judul»"),
        ("Baca\u00a0juga : Judul", "related Baca\u00a0juga : «Judul»"),
        ("BACA JUGA:", "text «BACA JUGA:»"),
        ("    kode", "markup     kode"),
        ("---", "markup ---"),
        ("***", "markup ***"),
        ("[a]: http://a.id", "markup [a]: http://a.id"),
        ("<!-- catatan -->", "markup <!-- catatan -->"),
        ("<p>Satu <b>dua</b></p>", "html <p>«Satu» <b>«dua»</b></p>"),
        ("<pre>kode</pre>", "markup <pre>kode</pre>"),
        ("<p>Satu <code>dua</code> tiga", "html <p>«Satu» <code>dua</code> «tiga»"),
        ("<span>Satu</span>", "text «<span>Satu</span>»"),
        ("12 + 3 = 15", "text «12 + 3 = 15»"),
        ("!!!", "markup !!!"),
        ("", "blank "),
        ("  ", "blank   "),
    ],
)
def test_each_line_alone(line: str, parts: str) -> None:
    assert shown(line) == parts


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        (["Judul", "====="], "text «Judul»"),
        (["a | b\\|c | `d|e`", "--|--|--"], "row «a» | «b\\|c» | «`d|e`»"),
        (["| a | b |", "|---|---|"], "row | «a» | «b» |"),
        (["a | b", "--"], "text «a | b»"),
        (["BACA JUGA: Judul", "lanjut"], "text «BACA JUGA: Judul»"),
        (["Lihat `kode", "lagi` ini"], "text «Lihat» `kode"),
        (["Lihat <a", 'href="x">ini</a>'], "text «Lihat» <a"),
        (["```python", "kode", "```"], "markup ```python"),
        (["```python", "bukan kode"], "markup ```python"),
    ],
)
def test_lines_that_need_others(body: list[str], parts: str) -> None:
    assert shown(*body) == parts


def test_private_use_characters_of_an_article_are_its_own() -> None:
    (line,) = read_body(["- satu \U000f0000 dua"]).lines
    assert [part.text for part in line.parts] == ["- ", "satu \U000f0000 dua"]


@pytest.mark.slow
def test_a_body_of_many_lines_is_read_in_a_moment() -> None:
    body = ["- butir *satu*", "", "    kode", "", "<p>", "Satu", "</p>", ""] * 3000
    lines = read_body(body).lines
    assert [line.kind for line in lines[-8:]][:4] == [Kind.TEXT, Kind.BLANK, Kind.TEXT, Kind.BLANK]
