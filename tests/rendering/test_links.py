"""Links between articles: whatever form an author writes, readers come to the story in the language they read."""

from __future__ import annotations

import datetime
import json
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from fake_engine import BackwardEngine
from html_pages import all_of, one, parse, parse_fragment, text
from hypothesis import given, settings
from hypothesis import strategies as st
from sites import TRANSLATED, MakeSite, SiteFolder, write_site

from sitegen.checking.gate import check_finished_site
from sitegen.translation.run import translate_site

BASE = "https://contoh.org/berita/"
DAY = datetime.date(2022, 1, 4)
FORMS = (
    "{slug}.md", "./{slug}.md", "../id/{slug}.md", "../../content/id/{slug}.md", "2022/{slug}.md",
    "../id/2022/{slug}.md", "{slug}.markdown", "/id/{slug}/", "/id/{slug}", "/en/{slug}/", "/id/{slug}/index.html",
    "{base}id/{slug}/", "{base}en/{slug}", "../{slug}/", "../{slug}", "../../en/{slug}/", "/{slug}/", "/{slug}",
    "{base}{slug}/", "{slug}", "{slug}/", "./{slug}/", "id/{slug}/", "../id/{slug}/", "{whole}id/{slug}/",
    "{whole}en/{slug}/", "{whole}{slug}/", "{whole}id/{slug}.md", "http://{host}{base}id/{slug}/",
    "//{host}{base}en/{slug}/", "/id/{slug}/parallel/", "../{slug}/parallel/",
)  # fmt: skip
"""How an author can name a story."""


def form(pattern: str, slug: str, base_url: str = BASE) -> str:
    parts = urlsplit(base_url)
    return pattern.format(slug=slug, base=parts.path, whole=base_url, host=parts.netloc)


def body_links(site: SiteFolder, path: str) -> dict[str, str | None]:
    """The addresses in an article's body by the text of the link; None for one that leads nowhere."""
    body = one(parse(site.page(path)), "div", class_="body")
    return {text(link): link.get("href") for link in body.iter("a") if text(link)}


def sentence_links(page: Element) -> list[Element]:
    """The links in a page's sentences that authors wrote."""
    sentences = all_of(page, "span", class_="sentence")
    return [link for span in sentences for link in span.iter("a") if text(link) and link.get("class") is None]


def in_feeds(site: SiteFolder, lang: str, slug: str) -> list[dict[str, str | None]]:
    """The same of both feeds of a language."""
    items = json.loads((site.public / lang / "feed.json").read_text(encoding="utf-8"))["items"]
    contents = [item["content_html"] for item in items if f"/{lang}/{slug}/" in item["url"]]
    atom = "{http://www.w3.org/2005/Atom}"
    entries = ElementTree.parse(site.public / lang / "feed.xml").iter(f"{atom}entry")  # noqa: S314  # our own
    contents += [
        entry.findtext(f"{atom}content") or ""
        for entry in entries
        if any(f"/{lang}/{slug}/" in link.get("href", "") for link in entry.iter(f"{atom}link"))
    ]
    assert len(contents) == 2
    return [
        {text(link): link.get("href") for link in parse_fragment(content).iter("a") if text(link)}
        for content in contents
    ]


def said(site: SiteFolder) -> list[str]:
    """What a build says, with paths from the site's folder."""
    problems = site.render().problems
    assert all(problem.severity == "warning" for problem in problems)
    return [str(problem).removeprefix(f"{site.root}/") for problem in problems]


def line_of(path: Path, words: str) -> int:
    lines = path.read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, start=1) if words in line)


@pytest.fixture
def pair(make_site: MakeSite) -> SiteFolder:
    """A site below a base path, with a story that is in both languages."""
    site = make_site(base_url=BASE)
    site.pair("dua", ("Gempa mengguncang", "Quake strikes"), ("Gempa terjadi.", "There was a quake."))
    return site


# Forms


def test_file_names_slugs_and_whole_paths_lead_to_the_story_below_the_base_path(make_site: MakeSite) -> None:
    site = make_site(base_url=BASE)
    site.write("id", "dua", "Gempa mengguncang", "Gempa terjadi.", date=DAY)
    body = "Baca juga [satu](/id/dua/).\nBaca juga [dua](dua.md).\nBaca juga [tiga](/berita/id/dua/)."
    site.write("id", "satu", "Banjir melanda", body, date=DAY)
    assert said(site) == []
    assert body_links(site, "id/satu/") == dict.fromkeys(("satu", "dua", "tiga"), "/berita/id/dua/")
    assert list(check_finished_site(site.site)) == []


@pytest.mark.slow
def test_every_form_leads_to_the_story_in_the_language_of_the_page(pair: SiteFolder) -> None:
    lines = [f"Baca [{number}]({form(pattern, 'dua')}#s1) ya." for number, pattern in enumerate(FORMS)]
    pair.pair("satu", ("Banjir", "Flood"), ("\n".join(lines), "\n".join(lines)), date=DAY)
    assert said(pair) == []
    ends = {str(number): "parallel/" if "parallel" in pattern else "" for number, pattern in enumerate(FORMS)}
    found = {lang: {words: f"/berita/{lang}/dua/{end}#s1" for words, end in ends.items()} for lang in ("id", "en")}
    for lang, expected in found.items():
        assert body_links(pair, f"{lang}/satu/") == expected
        for feed in in_feeds(pair, lang, "satu"):
            assert {words: feed[words] for words in expected} == {
                words: urljoin(BASE, address) for words, address in expected.items()
            }
        both = [link.get("href") for link in sentence_links(parse(pair.page(f"{lang}/satu/parallel/")))]
        assert sorted(map(str, both)) == sorted([*found["id"].values(), *found["en"].values()])
    assert list(check_finished_site(pair.site)) == []


@pytest.mark.parametrize(
    "markdown",
    [
        "Baca [gempa]({}).", "Baca *[gempa]({})* lagi.", "Baca [gempa]({} \"Judul\").", "Baca [gempa][a].\n\n[a]: {}",
        'Baca <a href="{}">gempa</a>.', "- Baca [gempa]({}).\n- Baca lagi.", "> Baca [gempa]({}).",
        "| a | b |\n|---|---|\n| [gempa]({}) | c |",
        "BACA JUGA: [gempa]({})", "## Baca [gempa]({})", "Catatan.[^1]\n\n[^1]: Baca [gempa]({}).",
    ],
)  # fmt: skip
def test_a_link_is_led_wherever_it_stands(pair: SiteFolder, markdown: str) -> None:
    pair.write("id", "satu", "Banjir", markdown.format("dua.md"))
    assert said(pair) == []
    (link,) = (link for link in parse(pair.page("id/satu/")).iter("a") if text(link) == "gempa")
    assert link.get("href") == "/berita/id/dua/"


def test_a_story_in_a_subfolder_is_found_by_its_name_from_anywhere(make_site: MakeSite) -> None:
    site = make_site()
    site.write("id", "2022/dua", "Dua", "Kembali ke [satu](../satu.md).")
    site.write("id", "satu", "Satu", "Baca [dua](2022/dua.md), [lagi](dua.md) dan [lagi pula](/id/dua/).")
    assert said(site) == []
    assert set(body_links(site, "id/satu/").values()) == {"/id/dua/"}
    assert body_links(site, "id/dua/") == {"satu": "/id/satu/"}


def test_an_old_slug_leads_to_the_new_address(pair: SiteFolder) -> None:
    pair.write("id", "baru", "Baru", aliases=["lama"])
    pair.write("id", "satu", "Satu", "Baca [a](lama.md), [b](/en/lama/#s1) dan [c](../lama/).")
    assert said(pair) == []
    assert body_links(pair, "id/satu/") == {
        "a": "/berita/id/baru/", "b": "/berita/id/baru/#s1", "c": "/berita/id/baru/",
    }  # fmt: skip


def test_queries_and_anchors_stay(pair: SiteFolder) -> None:
    pair.write("id", "satu", "Satu", "Baca [a](dua.md?a=1&b=2#s1), [b](../dua/?x#s1) dan [c](#s1).")
    assert said(pair) == []
    assert body_links(pair, "id/satu/") == {
        "a": "/berita/id/dua/?a=1&b=2#s1", "b": "/berita/id/dua/?x#s1", "c": "#s1",
    }  # fmt: skip


@pytest.mark.parametrize(
    "address",
    [
        "https://lain.example/id/dua/", "https://lain.example/dua.md", "//lain.example/berita/id/dua/",
        "mailto:dua@contoh.org", "https://contoh.org/id/dua/", "/tentang/", "/berita/tentang/", "../../tentang/",
        "foto.jpg", "/unduhan/dua.pdf", "#s1", "?halaman=2", "tentang/kami", "www.contoh.org",
    ],
)  # fmt: skip
def test_what_is_no_article_s_address_stays_as_it_was_written(pair: SiteFolder, address: str) -> None:
    pair.write("id", "satu", "Satu", f"Baca [ini]({address}).")
    assert said(pair) == []
    assert body_links(pair, "id/satu/") == {"ini": address}


def test_other_pages_of_the_site_are_found_below_the_base_path(pair: SiteFolder) -> None:
    pair.write("id", "satu", "Satu", "Baca [arsip](/id/archive/), [feed](/en/feed.xml) dan [beranda](/id/).")
    assert said(pair) == []
    assert body_links(pair, "id/satu/") == {
        "arsip": "/berita/id/archive/", "feed": "/berita/en/feed.xml", "beranda": "/berita/id/",
    }  # fmt: skip
    assert list(check_finished_site(pair.site)) == []


# Languages


def test_a_story_without_translation_is_linked_to_in_its_own_language(make_site: MakeSite) -> None:
    site = make_site()
    site.write("id", "dua", "Dua")
    site.pair("satu", ("Satu", "One"), ("[Dua](dua.md).", "[Two](dua.md)."))
    assert said(site) == []
    body = one(parse(site.page("en/satu/")), "div", class_="body")
    (link,) = (link for link in body.iter("a") if text(link) == "Two")
    assert (link.get("href"), link.get("hreflang")) == ("/id/dua/", "id")


def test_where_originals_stand_in_readers_stay_in_their_language(make_site: MakeSite) -> None:
    site = make_site(untranslated="notice")
    site.write("id", "dua", "Dua", "Baca [satu](satu.md) dan [diri](dua.md).")
    site.pair("satu", ("Satu", "One"), ("[Dua](dua.md).", "[Two](/id/dua/)."))
    assert said(site) == []
    assert body_links(site, "en/satu/") == {"Two": "/en/dua/"}
    assert body_links(site, "en/dua/") == {"satu": "/en/satu/", "diri": "/en/dua/"}
    assert body_links(site, "id/dua/") == {"satu": "/id/satu/", "diri": "/id/dua/"}


def test_the_translation_keeps_what_the_author_wrote_and_leads_to_the_translation(make_site: MakeSite) -> None:
    site = make_site(base_url=BASE)
    site.write("id", "dua", "Dua", "Gempa terjadi.")
    addresses = [form(pattern, "dua") for pattern in FORMS]
    body = "\n".join(f"Baca [gempa]({address}#s1) sekarang." for address in addresses)
    site.write("id", "satu", "Satu", body)
    translate_site(site.site, BackwardEngine())
    lines = (site.root / "content/en/satu.md").read_text(encoding="utf-8").rstrip().split("\n")[-len(addresses) :]
    for line, address in zip(lines, addresses, strict=True):
        assert f"]({address}#s1)" in line
    assert said(site) == []
    links = {link.get("href") for link in sentence_links(parse(site.page("en/satu/")))}
    assert links == {"/berita/en/dua/#s1", "/berita/en/dua/parallel/#s1"}


# What leads nowhere


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("duo.md", "there is no article 'duo'; did you mean 'dua'?"),
        ("../id/2022/Dua.md", "there is no article 'Dua'; did you mean 'dua'?"),
        ("/id/kebakaran/", "there is no article 'kebakaran'; correct the address, or remove the link"),
        ("../kebakaran/#s1", "there is no article 'kebakaran'; correct the address, or remove the link"),
        (f"{BASE}en/duaa/", "there is no article 'duaa'; did you mean 'dua'?"),
        ("/en/duaa/parallel/", "there is no article 'duaa'; did you mean 'dua'?"),
    ],
)
def test_a_link_to_no_article_is_said_with_file_and_line(pair: SiteFolder, address: str, message: str) -> None:
    pair.pair("satu", ("Satu", "One"), (f"Satu.\n\nBaca [ini]({address}).", f"One.\n\nRead [this]({address})."))
    line = line_of(pair.root / "content/id/satu.md", "Baca")
    assert said(pair) == [f"content/id/satu.md:{line}: links to {address}, but {message}"]
    assert body_links(pair, "id/satu/") == {"ini": None}
    assert body_links(pair, "en/satu/") == {"this": None}
    assert list(check_finished_site(pair.site)) == []


def test_what_only_the_translation_links_to_is_said_of_its_file(pair: SiteFolder) -> None:
    pair.pair("satu", ("Satu", "One"), ("Satu.", "One [quake](duo.md)."))
    line = line_of(pair.root / "content/en/satu.md", "One [")
    assert said(pair) == [
        f"content/en/satu.md:{line}: links to duo.md, but there is no article 'duo'; did you mean 'dua'?"
    ]


def test_each_line_with_the_address_is_said(pair: SiteFolder) -> None:
    path = pair.write("id", "satu", "Satu", "Baca [a](duo.md).\nBaca [b](dua.md).\nBaca [c](duo.md).")
    first = line_of(path, "[a]")
    assert [line.split(":")[1] for line in said(pair)] == [str(first), str(first + 2)]


def test_an_address_that_is_written_with_entities_is_said_too(pair: SiteFolder) -> None:
    path = pair.write("id", "satu", "Satu", 'Baca <a href="duo.md?a&amp;b">ini</a>.')
    line = line_of(path, "Baca")
    assert said(pair) == [
        f"content/id/satu.md:{line}: links to duo.md?a&b, but there is no article 'duo'; did you mean 'dua'?"
    ]


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ({"draft": True}, "which is a draft"),
        ({"date": datetime.date(2999, 1, 2)}, "which is held back until 2999-01-02"),
    ],
)
def test_a_link_to_what_is_not_published_yet_is_said_and_tells_nobody_of_it(
    pair: SiteFolder, front: dict[str, object], message: str
) -> None:
    pair.write("id", "rahasia", "Rahasia", **front)
    path = pair.write("id", "satu", "Satu", "Baca [a](rahasia.md), [b](/rahasia/) dan [c](/id/rahasia/).")
    end = f"{message}: until it is published, readers see the words without a link"
    assert said(pair) == [
        f"content/id/satu.md:{line_of(path, 'Baca')}: links to {address}, {end}"
        for address in ("rahasia.md", "/rahasia/", "/id/rahasia/")
    ]
    assert not [path for path, data in pair.files().items() if b"rahasia" in data or "rahasia" in path]
    assert body_links(pair, "id/satu/") == {"a": None, "b": None, "c": None}


def test_a_draft_translation_is_no_reason_to_lead_nowhere(pair: SiteFolder) -> None:
    pair.write("id", "tiga", "Tiga")
    pair.write("en", "tiga", "Three", draft=True, translation=dict(TRANSLATED))
    pair.pair("satu", ("Satu", "One"), ("[Tiga](tiga.md).", "[Three](tiga.md)."))
    assert said(pair) == []
    assert body_links(pair, "en/satu/") == {"Three": "/berita/id/tiga/"}


def test_a_withdrawn_story_is_linked_to_as_its_page_says_that_it_was_withdrawn(pair: SiteFolder) -> None:
    pair.write("id", "tiga", "Tiga", withdrawn=True)
    pair.pair("satu", ("Satu", "One"), ("[Tiga](tiga.md).", "[Three](tiga.md)."))
    assert said(pair) == []
    assert body_links(pair, "en/satu/") == {"Three": "/berita/en/tiga/"}
    assert list(check_finished_site(pair.site)) == []


def test_a_story_that_cannot_be_read_is_said_once(pair: SiteFolder) -> None:
    path = pair.write("id", "tiga", "Tiga")
    path.write_text("---\ntitle: [\n---\n\nTiga.\n", encoding="utf-8")
    pair.write("id", "satu", "Satu", "[Tiga](tiga.md).")
    (problem,) = pair.render().problems
    assert problem.path == path
    assert body_links(pair, "id/satu/") == {"Tiga": None}


# From one build to the next


@pytest.mark.slow
def test_when_a_story_is_renamed_withdrawn_or_held_back_the_pages_that_link_to_it_follow(pair: SiteFolder) -> None:
    pair.pair("satu", ("Satu", "One"), ("[Dua](dua.md).", "[Two](dua.md)."))
    pair.pair("lain", ("Lain", "Other"))
    pair.render()
    assert body_links(pair, "en/satu/") == {"Two": "/berita/en/dua/"}
    for lang in ("id", "en"):
        (pair.root / f"content/{lang}/dua.md").rename(pair.root / f"content/{lang}/gempa.md")
    (problem,) = pair.render().problems
    assert "there is no article 'dua'" in problem.message
    assert body_links(pair, "en/satu/") == {"Two": None}
    pair.write("id", "gempa", "Gempa", aliases=["dua"])
    assert said(pair) == []
    assert body_links(pair, "en/satu/") == {"Two": "/berita/en/gempa/"}
    pair.write("id", "gempa", "Gempa", aliases=["dua"], draft=True)
    assert len(said(pair)) == 1
    assert body_links(pair, "en/satu/") == {"Two": None}
    pair.write("id", "gempa", "Gempa", aliases=["dua"], withdrawn=True)
    assert said(pair) == []
    assert body_links(pair, "en/satu/") == {"Two": "/berita/en/gempa/"}


@pytest.mark.slow
def test_the_line_of_a_link_that_leads_nowhere_is_right_after_an_edit_of_the_body(pair: SiteFolder) -> None:
    path = pair.write("id", "satu", "Satu", "Satu.\n\nBaca [a](duo.md).")
    pair.render()
    path.write_text(path.read_text(encoding="utf-8").replace("\nSatu.\n", "\nSatu.\nDua.\n"), encoding="utf-8")
    (warning,) = said(pair)
    assert warning.startswith(f"content/id/satu.md:{line_of(path, 'Baca')}: ")


@pytest.mark.slow
def test_an_edit_of_a_body_keeps_its_links(pair: SiteFolder) -> None:
    path = pair.write("id", "satu", "Satu", "Satu.\n\nBaca [a](dua.md).", date=DAY)
    pair.write("id", "tiga", "Tiga", "Baca [b](satu.md).")
    pair.render()
    path.write_text(path.read_text(encoding="utf-8").replace("\nBaca", "\nTiga.\nBaca"), encoding="utf-8")
    assert said(pair) == []
    assert body_links(pair, "id/satu/") == {"a": "/berita/id/dua/"}
    assert [feed["a"] for feed in in_feeds(pair, "id", "satu")] == [f"{BASE}id/dua/"] * 2


# Every form, from everywhere


WORDS = st.lists(st.sampled_from(("abc", "dé", "&amp;", "&lt;b&gt;", "*kuat*", "`kode`")), min_size=1, max_size=4)
SLUGS = st.sampled_from(("dua", "tiga", "lama", "gempa-di-palu"))
ENDS = st.sampled_from(("", "#s1", "?a=1", "?a=1#s1"))
LINKS = st.lists(st.tuples(WORDS, st.sampled_from(FORMS), SLUGS, ENDS), min_size=1, max_size=6)
BASES = ("https://contoh.org/", BASE, "https://contoh.org/id/", "http://localhost:8000/a/b/")


@pytest.mark.slow
@settings(max_examples=30)
@given(links=LINKS, base_url=st.sampled_from(BASES), untranslated=st.sampled_from(("hide", "notice")))
def test_every_link_to_a_public_story_leads_to_a_page_from_every_page_and_loses_no_word(
    tmp_path_factory: pytest.TempPathFactory,
    links: list[tuple[list[str], str, str, str]],
    base_url: str,
    untranslated: str,
) -> None:
    folder = tmp_path_factory.mktemp("links") / "site"
    site = write_site(folder, base_url=base_url, untranslated=untranslated, search=False)
    site.pair("dua", ("Dua", "Two"))
    site.write("id", "tiga", "Tiga")
    site.write("id", "gempa-di-palu", "Gempa", aliases=["lama"])
    site.write("en", "gempa-di-palu", "Quake")
    body = "\n".join(
        f"Baca [{' '.join(words)}]({form(pattern, slug, base_url)}{end}) ya." for words, pattern, slug, end in links
    )
    site.pair("satu", ("Satu", "One"), (body, body))
    site.write("id", "empat", "Empat", body)
    assert said(site) == []
    assert list(check_finished_site(site.site)) == []
    stands_in = [("en/empat/", ("en",))] if untranslated == "notice" else []
    pages = [("id/satu/", ("id",)), ("en/satu/", ("en",)), ("id/empat/", ("id",)), *stands_in]
    for path, languages in [*pages, ("id/satu/parallel/", ("id", "en")), ("en/satu/parallel/", ("en", "id"))]:
        expected = [(link, lang) for link in links for lang in languages]
        found = sentence_links(parse(site.page(path)))
        for link, ((words, _, slug, end), lang) in zip(found, expected, strict=True):
            assert text(link) == unescape(" ".join(words)).replace("*", "").replace("`", "")
            target = "gempa-di-palu" if slug == "lama" else slug
            language = "id" if target == "tiga" and untranslated == "hide" else lang
            address = (link.get("href") or "").replace("parallel/", "")
            assert address == f"{urlsplit(base_url).path}{language}/{target}/{end}"
