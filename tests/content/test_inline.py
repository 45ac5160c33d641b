"""Inline Markdown taken apart and put together means what it meant, and only what a reader reads is text."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rendered import ANY_TEXT, folded, text_of, to_html

from sitegen.content.body.escaping import escape_inline
from sitegen.content.body.inline import ATOM, Atom, Inline, Mark, format_inline
from sitegen.content.body.inline_reader import parse_inline

REFERENCES = frozenset({"rujukan", "dua kata"})
DEFINITIONS = "\n\n[rujukan]: https://a.id/r 'Judul'\n[Dua kata]: /d\n\n[^1]: Catatan.\n[^dua]: Catatan lain.\n"


class _Events(HTMLParser):
    """The tags, attributes and texts of HTML, however its entities are written."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.events: list[object] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.events.append((tag, tuple(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.events.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if self.events and isinstance(self.events[-1], list):
            self.events[-1][0] += data
        else:
            self.events.append([data])

    def handle_comment(self, data: str) -> None:
        self.events.append(("comment", data))


def _meaning(markdown: str) -> list[object]:
    # A word before keeps what would begin a block from doing so: here the inside of lines is at stake.
    reader = _Events()
    reader.feed(to_html("Awal " + markdown + DEFINITIONS))
    reader.close()
    return reader.events


def _same(markdown: str) -> None:
    again = format_inline(parse_inline(markdown, REFERENCES))
    assert _meaning(again) == _meaning(markdown), again


WORDS = st.lists(
    st.sampled_from(["kata", "Budi", "satu", "dua_tiga", "5", "50%", "R&D", "a.id", "Rp.", "é"]), min_size=1, max_size=3
)
PLAIN = WORDS.map(" ".join)
_WORD = re.compile(r"[^\W\d_]+")
ADDRESS = st.sampled_from(["/a", "https://a.id/b_c_d?e=f&g=h", "<https://a.id/b c>", "a(b)c", "#s1", "", "a*b*c.jpg"])
TITLE = st.sampled_from(["", ' "Judul"', " 'Judul *x*'", ' "Kata (b)"'])
ATOMS = st.sampled_from(
    [
        *("`kode`", "``a ` b``", "`a*b*`", "`<b>`", "[^1]", "[^dua]", "<https://a.id/b_c_>", "<budi@a.id>", "&amp;"),
        *("&copy;", "&#8211;", "\\*", "\\_", "\\[", "\\]", "\\\\", "\\`", "\\|", "<br>", "<br/>", "<!-- a *b* -->"),
        *(
            "H<sub>2</sub>O",
            '<img src="a_b_c.jpg" alt="x">',
            "https://a.id/b_c",
            "budi_b@a.id",
            "⟦1⟧",
            ATOM,
            "2 * 3",
            "a_b_c",
        ),
    ]
)
STRAY = st.sampled_from(
    ["*", "_", "**", "[", "]", "<", ">", "!", "(", ")", "`", "a\\b", "<5", "&", "& b;", "![", "</b>", "<i>"]
)


def _sentence(piece: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    joined = st.lists(piece, min_size=1, max_size=3).map(" ".join)
    return st.one_of(joined, joined.map("“{}”, kata.".format), joined.map(_after_a_word), joined.map(_before_a_word))


def _after_a_word(text: str) -> str:
    # Underscores inside words are no emphasis, and Python-Markdown forgets that at times.
    return text if text.startswith("_") else f"kata{text}"


def _before_a_word(text: str) -> str:
    return text if text.endswith("_") else f"{text}kata"


def _framed(inner: st.SearchStrategy[str], *frames: str) -> st.SearchStrategy[str]:
    return st.builds(str.format, st.sampled_from(frames), inner)


def _linked(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    # A link inside a link is no Markdown: CommonMark forbids it, and Python-Markdown reads it in several ways.
    return st.one_of(
        _framed(inner, "[{}][rujukan]", "[{}] [Dua kata]", "[{}", "{}](/a)", "{}][rujukan]"),
        st.builds("[{}]({}{})".format, inner, ADDRESS, TITLE),
        st.builds("![{}]({}{})".format, inner, ADDRESS, TITLE),
        st.sampled_from(["[rujukan]", "[Rujukan][]", "![rujukan]", "[dua kata]", "![gambar][rujukan]"]),
    )


# Runs of more than three stars have no meaning on which implementations agree; of three brackets in a row
# Python-Markdown looks at the first two only; and an address with an open quotation mark confuses it.
SENSIBLE = re.compile(r"""(?!.*(\*{4}|_{4}|\]\s?\[.*\]\s?\[|\([^()]*["'][^)]*\())""", re.DOTALL)
WITHIN = PLAIN | ATOMS
EMPHASIS = _framed(_sentence(WITHIN), "*{}*", "_{}_")
STRONG = _framed(_sentence(WITHIN | EMPHASIS), "**{}**", "__{}__") | _framed(WITHIN, "***{}***")
UNLINKED = WITHIN | EMPHASIS | STRONG | _framed(_sentence(WITHIN | STRONG), "<b>{}</b>", '<span class="a_b">{}</span>')
LINKED = _linked(UNLINKED) | _framed(_linked(PLAIN), "*{}*", "__{}__")
_ANYTHING = _sentence(UNLINKED | LINKED | STRAY)


@st.composite
def markdown_texts(draw: st.DrawFn) -> str:
    """Inline Markdown with anything in it."""
    markdown = draw(_ANYTHING)
    assume(SENSIBLE.match(markdown))
    return markdown


MARKDOWN = markdown_texts()
UNMARKED = (WITHIN | _linked(PLAIN)).filter(lambda markdown: not re.search(r"[*_`\\<]", markdown))
SOUP = st.text(st.sampled_from("ab *_`[]()<>!\\&;:/\"'.1^"), max_size=14).filter(SENSIBLE.match)


@pytest.mark.slow
@given(MARKDOWN)
def test_markup_put_together_again_means_the_same(markdown: str) -> None:
    _same(markdown)


@pytest.mark.slow
@given(UNMARKED, st.sampled_from(["*{}", "{}**", "_{}", "{}__", "a **{}", "{}* b", "***{}", "{}_."]))
def test_a_mark_without_its_other_half_means_the_same(markdown: str, frame: str) -> None:
    _same(frame.format(markdown))


@given(SOUP)
def test_marks_in_disorder_mean_the_same_too(markdown: str) -> None:
    _same(markdown)


@given(ANY_TEXT)
def test_what_is_escaped_stays_escaped(text: str) -> None:
    markdown = escape_inline(folded(text))
    assert format_inline(parse_inline(markdown)) == markdown


@given(MARKDOWN | SOUP)
def test_every_atom_has_its_place_and_every_mark_its_words(markdown: str) -> None:
    inline = parse_inline(markdown, REFERENCES)
    assert inline.text.count(ATOM) == len(inline.atoms)
    assert all(0 <= mark.start < mark.end <= len(inline.text) for mark in inline.marks)
    assert list(inline.marks) == sorted(inline.marks, key=lambda mark: (mark.start, -mark.end))
    whole = [mark for mark in inline.marks if mark.opening and mark.closing]
    for outer in whole:
        assert not any(outer.start < inner.start < outer.end < inner.end for inner in whole), "marks nest"


@given(MARKDOWN)
def test_the_text_is_what_a_reader_sees_outside_code_and_addresses(markdown: str) -> None:
    seen = text_of(to_html("Awal " + markdown + DEFINITIONS).partition('<div class="footnote">')[0], "code")
    inline = parse_inline(markdown, REFERENCES)
    edges = {place for mark in inline.marks for place in (mark.start, mark.end)}
    apart = "".join(" " * (place in edges) + character for place, character in enumerate(inline.text))
    words = _WORD.findall(apart.replace(ATOM, " "))
    assert [word for word in words if word not in seen] == []


@pytest.mark.parametrize(
    ("markdown", "inline"),
    [
        ("kata", Inline("kata")),
        ("*satu* dua", Inline("satu dua", (Mark(0, 4, "*", "*"),))),
        ("__satu__ dua", Inline("satu dua", (Mark(0, 4, "__", "__"),))),
        ("***satu***", Inline("satu", (Mark(0, 4, "*", "*"), Mark(0, 4, "**", "**")))),
        ("**satu *dua***", Inline("satu dua", (Mark(0, 8, "**", "**"), Mark(5, 8, "*", "*")))),
        ("snake_case dan 2 * 3", Inline("snake_case dan 2 * 3")),
        ("\\*satu\\* \\_ \\[a\\](b)", Inline("*satu* _ [a](b)")),
        ("R&amp;D &copy; &#8211;", Inline("R&D © –")),
        ("a&nbsp;b", Inline("a\u00a0b")),
        ("[satu dua](/a)", Inline("satu dua", (Mark(0, 8, "[", "](/a)"),))),
        ("[a](/b_(c)_d 'Judul')", Inline("a", (Mark(0, 1, "[", "](/b_(c)_d 'Judul')"),))),
        ("[a](<b c>)", Inline("a", (Mark(0, 1, "[", "](<b c>)"),))),
        ("[a `]` b](c)", Inline(f"a {ATOM} b", (Mark(0, 5, "[", "](c)"),), (Atom("`]`", word=True),))),
        ("[a][rujukan]", Inline("a", (Mark(0, 1, "[", "][rujukan]"),))),
        ("[rujukan]", Inline("rujukan", (Mark(0, 7, "[", "][rujukan]"),))),
        ("[Rujukan][]", Inline("Rujukan", (Mark(0, 7, "[", "][Rujukan]"),))),
        ("[sic]", Inline("[sic]")),
        ("a<br>b", Inline(f"a{ATOM}b", (), (Atom("<br>", word=False),))),
        ("<b>satu</b>", Inline("satu", (Mark(0, 4, "<b>", "</b>"),))),
        ('<a href="x>y">satu</a>', Inline("satu", (Mark(0, 4, '<a href="x>y">', "</a>"),))),
        ("a<!-- b -->", Inline(f"a{ATOM}", (), (Atom("<!-- b -->", word=False),))),
        ("kata[^1].", Inline(f"kata{ATOM}.", (), (Atom("[^1]", word=False),))),
        ("Ketik `a *b*`.", Inline(f"Ketik {ATOM}.", (), (Atom("`a *b*`", word=True),))),
        ("`` a`b ``", Inline(ATOM, (), (Atom("`` a`b ``", word=True),))),
        ("<https://a.id/b_c>", Inline(ATOM, (), (Atom("<https://a.id/b_c>", word=True),))),
        ("https://a.id/b_(c), lalu", Inline(f"{ATOM}, lalu", (), (Atom("https://a.id/b_(c)", word=True),))),
        ("surel budi@a.id.", Inline(f"surel {ATOM}.", (), (Atom("budi@a.id", word=True),))),
        ("H<sub>2</sub>O itu", Inline(f"{ATOM} itu", (), (Atom("H<sub>2</sub>O", word=True),))),
        ("Presiden<sup>1</sup>", Inline(f"Presiden{ATOM}", (), (Atom("<sup>1</sup>", word=False),))),
        ("![foto *a*](b)", Inline(ATOM, (), (Atom("](b)", False, Inline("foto a", (Mark(5, 6, "*", "*"),))),))),
        ("⟦1⟧", Inline(f"{ATOM}1{ATOM}", (), (Atom("⟦", word=True), Atom("⟧", word=True)))),
        ("&#65532;&#10;", Inline(ATOM * 2, (), (Atom("&#65532;", word=False), Atom("&#10;", word=False)))),
        ("[](/a)", Inline(ATOM, (), (Atom("[](/a)", word=False),))),
    ],
)
def test_each_construct(markdown: str, inline: Inline) -> None:
    assert parse_inline(markdown, REFERENCES) == inline


@pytest.mark.parametrize(
    ("markdown", "mark"),
    [
        ("Awal **tebal dan", Mark(5, 14, "**", "")),
        ("lanjut** akhir", Mark(0, 6, "", "**")),
        ("Lihat [tautan yang", Mark(6, 17, "[", "")),
        ("panjang](/a) ini", Mark(0, 7, "", "](/a)")),
        ("panjang][rujukan] ini", Mark(0, 7, "", "][rujukan]")),
        ("Awal <b>tebal", Mark(5, 10, "<b>", "")),
        ("lanjut</b> akhir", Mark(0, 6, "", "</b>")),
    ],
)
def test_markup_that_goes_on_on_another_line_is_half_a_mark(markdown: str, mark: Mark) -> None:
    inline = parse_inline(markdown, REFERENCES)
    assert inline.marks == (mark,)
    assert format_inline(inline) == markdown


@pytest.mark.slow
@pytest.mark.parametrize(
    "markdown",
    [
        "[" * 3000 + "](a)" * 3000,
        "![" * 3000 + "](a)" * 3000,
        "*" * 5000,
        "*a " * 5000,
        "a* " * 5000,
        "`" * 5000,
        "<" * 5000,
        "<a " * 5000,
        "<" + "a" * 100_000,
        "<!--" * 5000,
        "a." * 50_000,
        "http://" + "(a" * 20_000,
        "<b>" * 2000,
        "&#" * 5000,
    ],
    ids=lambda markdown: f"{markdown[:6]}",
)
def test_markup_that_never_ends_is_read_all_the_same(markdown: str) -> None:
    again = format_inline(parse_inline(markdown))
    assert folded(html.unescape(again.replace("\\", ""))) == folded(markdown)
