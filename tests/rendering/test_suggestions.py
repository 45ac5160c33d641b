"""Readers suggest better sentences: a link at the end of each sentence of a translation, where a site asks for it."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from html_pages import all_of, links, one, parse, text
from sites import MakeSite, SiteFolder

GIT_HOST = "https://github.com/me/news/edit/main/{file}#L{line}"
MAIL = "mailto:desk@example.org?subject={title}&body={address} {sentence} – {original}"
BODIES = (
    "Satu.\nDua.\n\nBACA JUGA: Jerman\n\n- Tiga\n- Empat\n\n| lima | enam |\n|---|---|\n| tujuh | delapan |",
    "One.\nTwo.\n\nREAD ALSO: Germany\n\n- Three\n- Four\n\n| five | six |\n|---|---|\n| seven | eight |",
)


@pytest.fixture(params=["harian", "polos"])
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def write(site: SiteFolder) -> Path:
    """Write a story and return the file of its translation."""
    site.pair("banjir", ("Banjir", "Flood & Ebb"), BODIES, caption="Warga.")
    site.write("id", "baru", "Belum", "Belum ada.")
    return site.root / "content" / "en" / "banjir.md"


def suggested(page: Element) -> dict[str, str]:
    """Where each text's link leads, by the text's id; the caption has none."""
    found = {}
    for element in page.iter("span"):
        for link in element.findall("a"):
            if link.get("class") == "suggest":
                assert (link.get("aria-label"), link.get("rel"), text(link)) == (
                    "Suggest a better sentence",
                    "nofollow",
                    "",
                )
                name = element.get("id") or element.get("class", "").split()[0]
                assert name not in found
                found[name] = link.get("href", "")
    return found


def line_of(path: Path, words: str) -> int:
    (number,) = (number for number, line in enumerate(path.read_text().split("\n"), 1) if re.search(words, line))
    return number


def test_no_page_has_a_link_unless_the_site_asks_for_it(make_site: MakeSite, theme: str) -> None:
    site = make_site(theme=theme)
    write(site)
    assert site.render().published
    assert not [path for path, data in site.files().items() if path.endswith(".html") and b"uggest" in data]


def test_each_sentence_of_a_translation_leads_to_its_line_in_the_file(make_site: MakeSite, theme: str) -> None:
    site = make_site(theme=theme, suggest=GIT_HOST)
    path = write(site)
    assert site.render().problems == ()
    edit = "https://github.com/me/news/edit/main/content/en/banjir.md#L"
    words = {"s1": "^One", "s2": "^Two", "s3": "Germany", "s4": "Three", "s5": "Four", "s6": "five", "s7": "seven"}
    wanted = {name: f"{edit}{line_of(path, pattern)}" for name, pattern in words.items()}
    page = parse(site.page("en/banjir/"))
    assert suggested(page) == wanted | {"caption": f"{edit}{line_of(path, '^caption')}"}
    assert links(page)["Suggest a better headline"] == f"{edit}{line_of(path, '^title')}"


def test_the_parallel_page_has_them_at_the_translation_only(make_site: MakeSite, theme: str) -> None:
    site = make_site(theme=theme, suggest=GIT_HOST)
    write(site)
    assert site.render().published
    article = suggested(parse(site.page("en/banjir/")))
    first, second = (
        suggested(parse(site.page("en/banjir/parallel/"))),
        suggested(parse(site.page("id/banjir/parallel/"))),
    )
    assert first == article
    assert second == {f"{name}-en": address for name, address in article.items()}
    for path in ("en/banjir/parallel/", "id/banjir/parallel/"):
        assert len([link for link in all_of(parse(site.page(path)), "a", rel="nofollow") if text(link)]) == 1


def test_originals_lists_and_what_stands_in_for_a_translation_have_none(make_site: MakeSite) -> None:
    site = make_site(suggest=GIT_HOST, untranslated="notice")
    write(site)
    assert site.render().published
    for path in ("id/banjir/", "en/baru/", "en/", "en/feed.xml"):
        assert 'class="suggest"' not in site.page(path)
        assert "github.com" not in site.page(path)


def test_a_mail_has_what_the_editors_need(make_site: MakeSite) -> None:
    site = make_site(suggest=MAIL, base_url="https://example.org/news/")
    write(site)
    assert site.render().published
    assert suggested(parse(site.page("en/banjir/")))["s2"] == (
        "mailto:desk@example.org?subject=Flood%20%26%20Ebb&body="
        "https%3A%2F%2Fexample.org%2Fnews%2Fen%2Fbanjir%2F%23s2%20Two.%20%E2%80%93%20Dua."
    )


@pytest.mark.slow
def test_a_story_in_a_folder_is_named_with_it_also_after_it_moved(make_site: MakeSite) -> None:
    site = make_site(suggest=GIT_HOST)
    path = write(site)
    assert site.render().published
    below = path.parent / "ekonomi & bola"
    below.mkdir()
    path.rename(below / path.name)
    assert site.render().published
    assert "/content/en/ekonomi%20%26%20bola/banjir.md#L" in suggested(parse(site.page("en/banjir/")))["s1"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "edit",
    [lambda text: text.replace("---\n", "---\ndraft: false\n", 1), lambda text: text.replace("---\n\n", "---\n\n\n")],
)
def test_where_lines_move_pages_are_made_again(make_site: MakeSite, edit: object) -> None:
    assert callable(edit)
    site = make_site(suggest=GIT_HOST)
    path = write(site)
    assert site.render().published
    before = suggested(parse(site.page("en/banjir/")))["s1"]
    path.write_text(edit(path.read_text()))
    assert site.render().published
    after = suggested(parse(site.page("en/banjir/")))["s1"]
    assert int(after.rpartition("L")[2]) == int(before.rpartition("L")[2]) + 1 == line_of(path, "^One")


@pytest.mark.slow
def test_another_setting_makes_the_pages_again_and_none_takes_the_links_away(make_site: MakeSite) -> None:
    site = make_site()
    write(site)
    assert site.render().published
    without = site.page("en/banjir/")
    settings = site.root / "site.toml"
    plain = settings.read_text()
    for address in (GIT_HOST, MAIL):
        settings.write_text(f'suggest = "{address}"\n{plain}')
        assert site.render().published
        assert len(suggested(parse(site.page("en/banjir/")))) == 8
    settings.write_text(plain)
    assert site.render().published
    assert site.page("en/banjir/") == without


def test_the_link_s_name_is_in_the_language_of_the_translation(make_site: MakeSite) -> None:
    site = make_site(languages=["en", "id"], suggest=GIT_HOST)
    site.write("en", "banjir", "Flood", "One.")
    site.write("id", "banjir", "Banjir", "Satu.")
    assert site.render().published
    link = one(parse(site.page("id/banjir/")), "a", class_="suggest")
    assert (link.get("aria-label"), link.get("href")) == (
        "Usulkan kalimat yang lebih baik",
        "https://github.com/me/news/edit/main/content/id/banjir.md#L6",
    )
