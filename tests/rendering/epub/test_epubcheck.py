"""Books are valid, whatever stands in the articles."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from books import export
from checkers import epub_complaints
from PIL import Image
from sites import MakeSite

from sitegen.building.books import Selection
from sitegen.rendering.body.sanitising import BLOCK_ELEMENTS

pytestmark = pytest.mark.slow

EVERY_CONSTRUCT = Path(__file__).parents[2] / "data" / "every-construct.md"
HOSTILE = (
    "<script>alert(1)</script>\n\nSatu.",
    "<b><p>satu</p><ul><li>dua</li></ul></b>\n\n<h3><div>x</div></h3>",
    "<ul>teks<p>x</p><li>y</li></ul>",
    "<li>z</li>\n\n<dl>teks<dd>b</dd></dl>\n\n<dl><dt>a</dt><dd>b</dd></dl>\n\n<dt>q</dt>",
    "<details open>x<summary>y</summary></details>\n\n<ruby>漢<rt>かん</rt></ruby> dan <time>kemarin</time>",
    "<table><caption>a</caption><caption>b <b>c</b></caption><thead><tr><td colspan=x rowspan=0 headers=q>1</td></tr>"
    "</thead><tfoot><tr><td>f</td></tr></tfoot><thead><tr><th scope=zz abbr=k>2</th></tr></thead><tr></tr></table>",
    "<table><colgroup span=2><col span=1></colgroup><tr><td><table><tr><td>x</td></tr></table></td></tr></table>",
    "<figure><p>x</p><figcaption>a</figcaption><p>y</p><figcaption>b</figcaption></figure>\n\n<figcaption>z</figcaption>",
    "[a](http://[::1) [b](https://exa_mple.org/ä ö?x=%zz#y%20|) [c](mailto:x) [d](mailto:a@b.c?subject=x) [e](#nix) "
    "[f](//host/x) [g](http://user:pw@h.org:99999/) [h](https://bücher.example/é) [i](\\\\x) [k](/id/lain/#s1) [l](?x) "
    "[m](https://example.org/[x]^`{}) <https://a..b/>",
    "<p lang='x y' dir=LTR title='a&nbsp;b<c'>satu</p> <q cite='::'>k</q> <ins datetime=x cite=':'>i</ins> "
    "<a href='https://x.y'><table><tr><td><a href='https://z.w'>in</a></td></tr></table></a>",
    "<ol type=z start=x reversed><li value=q>1</li><li value=3>2</li></ol><ul><li value=4>x</li></ul>",
    "<img src=foto.jpg width=abc height=0 title='t\"<'> ![a](bening.png)",
    "Satu[^1] dan[^ä b] lagi[^1].\n\n[^1]: Nota <b>x</b>.\n[^ä b]: Lain.\n\n    Paragraf.\n",
    "<pre><div>x</div>\n<hr></pre>\n\n<p><b>a<hr>b</b></p>\n\n<em><blockquote>x</blockquote></em>",
    "a &nbsp; b &lt; &amp;amp; &#0; &#x1F600; ]]> <![CDATA[x]]> <?php x ?> <!-- -- -->",
    "- a\n- b\n    1. c\n    2. d\n\n        kode\n\n| a | b |\n|:-:|--:|\n| 1 | 2 |",
)
_ATTRIBUTES = (
    "", "", "", "", " href='https://e.org/a b'", " lang='!'", " title=\"a'<b\"", " dir=rtl", " class='footnote'",
    " id='fn:1'", " span=2 colspan=2", " value=3 start=2", " src=foto.jpg alt=x", " cite=x", " scope=row",
)  # fmt: skip
_INLINE = ("a", "b", "code", "del", "em", "img", "ins", "q", "ruby", "rt", "span", "sup", "time")


def tangled(chance: random.Random, depth: int = 4) -> str:
    """HTML in which any element stands in any other."""
    if depth == 0 or chance.random() < 0.25:
        return chance.choice(["kata ", "Satu kalimat. ", "&nbsp;", "\n", "**tebal** "])
    name = chance.choice([*sorted(BLOCK_ELEMENTS), *_INLINE])
    inside = "".join(tangled(chance, depth - 1) for _ in range(chance.randint(0, 3)))
    return f"<{name}{chance.choice(_ATTRIBUTES)}>{inside}</{name}>"


@pytest.mark.parametrize("languages", [("id", "en"), ("en",)])
def test_a_book_passes_epubcheck(make_site: MakeSite, languages: tuple[str, ...]) -> None:
    """Every construct of Markdown, hostile bodies, and elements in places where they must not be."""
    site = make_site(base_url="https://example.org/news/")
    every_construct = EVERY_CONSTRUCT.read_text(encoding="utf-8").split("---\n", 2)[2]
    chance = random.Random(1)  # noqa: S311  # nothing secret
    bodies = [every_construct, *HOSTILE, *("\n\n".join(tangled(chance) for _ in range(3)) for _ in range(25))]
    pictures = site.root / "content" / "id"
    pictures.mkdir(parents=True)
    for name, mode in (("foto.jpg", "RGB"), ("pasar.jpg", "RGB"), ("bening.png", "RGBA")):
        Image.new(mode, (90, 60)).save(pictures / name)
    for number, body in enumerate(bodies):
        other = body if number % 3 else f"{body}\n\nOne more.\n\n- item"
        front = {"date": "2022-04-01", "authors": ["A & <b>"], "image": "bening.png" if number % 5 == 0 else ""}
        site.pair(f"kabar-{number}", (f"Judul {number} <b>&", 'Title "x"'), (body, other), **front)
    book = export(site, Selection(month=(2022, 4)), languages)
    assert len([name for name in book.names if name.startswith("stories/")]) == len(bodies)
    assert epub_complaints(book.path) == []


def test_the_smallest_book_passes_epubcheck(make_site: MakeSite) -> None:
    site = make_site()
    site.write("id", "satu", "Satu", "")
    assert epub_complaints(export(site, Selection(stories=("satu",))).path) == []
