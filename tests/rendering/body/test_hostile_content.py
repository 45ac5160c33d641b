"""Articles are not trusted: whatever stands in them is inert in the finished pages."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from html_pages import all_of, one, parse, sentences, text, texts
from sites import TRANSLATED, MakeSite, SiteFolder

from sitegen.rendering.text.plain_text import clean_text

pytestmark = pytest.mark.slow

OVERRIDE = "\u202e"


OUR_FILES = ("/static/harian.", "/static/parallel.")
OUR_SCRIPT = (Path(__file__).parents[3] / "themes/harian/templates/scheme.js").read_text(encoding="utf-8")


def rendered(site: SiteFolder, slug: str = "kabar") -> dict[str, Element]:
    """Every page that shows the article, parsed strictly."""
    result = site.render()
    assert not [problem for problem in result.problems if problem.severity == "error"]
    articles = [f"{lang}/{slug}/{kind}" for lang in ("id", "en") for kind in ("", "parallel/")]
    paths = [*articles, "id/", "en/", "", "404.html"]
    pages = {path: parse(site.page(path)) for path in paths}
    for page in pages.values():
        assert_inert(page)
    return pages


def assert_inert(page: Element) -> None:
    """Nothing in the page runs, is fetched from elsewhere or is styled, except what the theme has put there."""
    for script in page.iter("script"):
        if script.get("type") == "application/ld+json":  # data, which must be whole
            assert json.loads("".join(script.itertext()))["@type"] == "NewsArticle"
            assert not script.get("src")
        elif not script.get("src"):
            assert "".join(script.itertext()) == OUR_SCRIPT
        else:
            assert script.get("src", "").startswith(OUR_FILES)
            assert not "".join(script.itertext())
    for element in page.iter():
        assert not [name for name in element.attrib if name.startswith("on") or name in {"style", "srcdoc"}]
        assert "script:" not in "".join(element.get("href", "").lower().split())
        assert element.tag == "link" or not element.get("href", "").startswith("data:")
        if element.tag == "link" and element.get("rel") in {"icon", "stylesheet"}:
            assert element.get("href", "").startswith((*OUR_FILES, "data:image/svg+xml,"))
    for picture in page.iter("img"):
        assert re.fullmatch(r"(/(id|en)/kabar/)?[a-z]+", picture.get("src", ""))
    for name in ("style", "iframe", "object", "embed", "form", "base", "svg"):
        assert not all_of(page, name)


def hostile_pair(make_site: MakeSite, body: str, title: str = "Judul", **front: object) -> dict[str, Element]:
    site = make_site()
    site.pair("kabar", (title, title), (body, body), **front)
    return rendered(site)


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>\n\nSatu.",
        "Satu <script>alert(1)</script> dua.",
        "<img src=x onerror=alert(1)>\n\nSatu.",
        "Satu <img src=x onerror=alert(1)> dua.",
        "[satu](javascript:alert(1)) <a href='java&#10;script:alert(1)'>dua</a> <javascript:alert(1)>",
        "![satu](javascript:alert(1)) ![dua](data:text/html,x)",
        "[satu][x]\n\n[x]: javascript:alert(1)",
        '<p style="position:fixed">Satu</p>\n\n<style>*{display:none}</style>',
        '[satu](x "\\" onmouseover=\\"alert(1)") [dua](x" onclick="alert(1))',
        "<svg><animate onbegin=alert(1)></svg>\n\n<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
        "<div><p>Satu",
        "</span></p></div></main></body></html>\n\nSatu.",
        "<!-- Satu",
        "<![CDATA[ Satu ]]>",
        "<?php Satu ?>",
        "`<script>alert(1)</script>`\n\n```\n</code><script>alert(1)</script>\n```\n\nSatu.",
        "| a | b |\n|---|---|\n| <script>alert(1)</script> | [x](javascript:alert(1)) |",
        "Satu[^1].\n\n[^1]: <script>alert(1)</script> [x](javascript:alert(1))",
        "BACA JUGA: <script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>",
        '<iframe src="https://example.org/"></iframe>\n\n<base href="https://example.org/">\n\nSatu.',
        "<form action='https://example.org/'><input autofocus onfocus=alert(1)></form>\n\nSatu.",
    ],
)
def test_hostile_bodies(make_site: MakeSite, body: str) -> None:
    hostile_pair(make_site, body)


@pytest.mark.parametrize(
    "value",
    [
        "<script>alert(1)</script>",
        "Judul </script></title><script>alert(1)</script>",
        'Judul" onmouseover="alert(1)',
        "Judul' onmouseover='alert(1)",
        "<img src=x onerror=alert(1)>",
        "../../etc/passwd",
        "javascript:alert(1)",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ],
)
def test_hostile_titles_captions_credits_and_bylines_are_shown_as_text(make_site: MakeSite, value: str) -> None:
    pages = hostile_pair(make_site, "Satu.", value, caption=value, credit=value, byline=value, dateline=value)
    page = pages["id/kabar/"]
    shown = text(one(page, "h1")).replace("”", '"').replace("“", '"').replace("’", "'").replace("‘", "'")
    assert shown == value
    assert text(one(page, "title")).startswith(text(one(page, "h1")))
    assert text(one(page, "h1")) in texts(pages["id/"].iter("h2"))
    for name, kind in (("caption", "span"), ("credit", "span"), ("byline", "p")):
        assert text(one(page, "h1")) in text(one(page, kind, class_=name))


def test_a_hostile_translation_record_is_shown_as_text(make_site: MakeSite) -> None:
    site = make_site()
    record = {**TRANSLATED, "engine": "<script>alert(1)</script>", "package": '"><img src=x onerror=alert(1)>'}
    site.write("id", "kabar", "Judul")
    site.write("en", "kabar", "Title", translation=record)
    assert "<script>alert(1)</script>" in text(one(rendered(site)["en/kabar/"], "div", class_="notice"))


def test_template_syntax_in_articles_is_text(make_site: MakeSite) -> None:
    value = "{{ 7*7 }} {% raw %} {# x #} %(x)s {0} $x"
    page = hostile_pair(make_site, value, value, caption=value)["id/kabar/"]
    assert text(one(page, "h1")) == value
    assert sentences(page)["s1"] == value
    assert "49" not in text(one(page, "main"))


def test_control_characters_are_taken_out(make_site: MakeSite) -> None:
    site = make_site()
    path = site.write("id", "kabar", "x", "Satu\x00\x02\x03\x1b \u2028dua\ue000\ue011.\x0c\nTiga.")
    front = '---\ntitle: "Ju\\0\\a\\b\\e\\x7f\\N\\Ldul \\ufffe\\ue000\\ue010selesai"\nlang: id\n---\n'
    path.write_text(front + path.read_text(encoding="utf-8").split("---\n", 2)[2], encoding="utf-8")
    result = site.render()
    assert result.problems == ()
    page = parse(site.page("id/kabar/"))
    assert text(one(page, "h1")) == "Ju dul selesai"
    assert sentences(page) == {"s1": "Satu dua.", "s2": "Tiga."}
    assert not set("\x00\x02\x03\x07\x08\x0c\x1b\x7f\x85\u2028\ufffe\ue000\ue010\ue011") & set(site.page("id/kabar/"))


def test_lone_surrogates_which_no_file_can_hold_are_taken_out() -> None:
    assert clean_text("a\ud800b\udfffc") == "abc"


def test_characters_written_as_references_are_taken_out_too(make_site: MakeSite) -> None:
    page = hostile_pair(make_site, "Satu &#xE000;&#xE011;&#8238;dua&#0; &#147;tiga&#148;.\n\n<p>x&#xE000;y</p>")[
        "id/kabar/"
    ]
    assert sentences(page) == {"s1": "Satu dua\ufffd “tiga”."} or sentences(page) == {"s1": "Satu dua “tiga”."}
    assert "xy" in text(one(page, "main"))


def test_right_to_left_overrides_do_not_turn_the_page_around(make_site: MakeSite) -> None:
    value = f"Laporan {OVERRIDE}exe.gpj\u2067\u202b selesai"
    pages = hostile_pair(make_site, value, value, caption=value, credit=value)
    assert text(one(pages["id/kabar/"], "h1")) == "Laporan exe.gpj selesai"
    assert OVERRIDE not in "".join(text(page) + text(one(page, "title")) for page in pages.values())


def test_a_headline_of_300_characters(make_site: MakeSite) -> None:
    headline = ("Mempertanggungjawabkan " * 14)[:300].strip()
    pages = hostile_pair(make_site, "Satu.", headline)
    assert text(one(pages["id/kabar/"], "h1")) == headline
    assert headline in texts(pages["id/"].iter("h2"))


@pytest.mark.parametrize(
    "slug", ["../../etc/passwd", "../kabar", "/etc/passwd", "a/b", "..", ".", "a\\b", "%2e%2e", "Kabar", ""]
)
def test_slugs_that_lead_elsewhere_are_refused_and_the_rest_is_rendered(make_site: MakeSite, slug: str) -> None:
    site = make_site()
    site.write("id", "kabar", "Judul", slug=slug)
    site.write("id", "lain", "Lain")
    result = site.render()
    (problem,) = result.problems
    assert "slug" in str(problem)
    assert "kabar.md" in str(problem)
    assert "id/lain/index.html" in site.files()
    assert not [path for path, data in site.files().items() if b"Judul" in data]
    assert not (site.root.parent / "etc").exists()


def test_ids_in_articles_do_not_take_the_place_of_ours(make_site: MakeSite) -> None:
    page = hostile_pair(make_site, '<p id="s2">Palsu</p>\n\n<li id="content">x</li>\n\nSatu.\nDua.')["id/kabar/"]
    assert sentences(page) == {"s1": "Satu.", "s2": "Dua."}
    assert one(page, "main", id="content") is not None


def test_a_body_nested_too_deeply_is_a_problem_of_its_file_and_the_rest_is_rendered(make_site: MakeSite) -> None:
    site = make_site()
    site.write("id", "kabar", "Judul", "\n".join("    " * depth + "- x" for depth in range(300)))
    site.pair("lain", ("Lain", "Other"))
    result = site.render()
    (problem,) = result.problems
    assert "kabar.md" in str(problem)
    assert "nested too deeply" in str(problem)
    assert "id/lain/index.html" in site.files()
    assert "id/kabar/index.html" not in site.files()


def test_a_page_asks_nothing_of_another_host(make_site: MakeSite) -> None:
    body = '![a](https://example.org/a.png) <img src="//example.org/b.png"> <img src="/\\example.org/c.png">'
    page = hostile_pair(make_site, body)["id/kabar/"]
    assert not list(page.iter("img"))
    policy = one(page, "meta", http_equiv="Content-Security-Policy").get("content", "")
    assert "default-src 'none'" in policy
