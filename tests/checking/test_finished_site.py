"""The gate: what is broken in the finished site is found, by file and line, and nothing else is."""

from __future__ import annotations

import re

import pytest
from sites import MakeSite, SiteFolder

from sitegen.checking.gate import check_finished_site
from sitegen.errors import SitegenError

pytestmark = pytest.mark.slow


def said(folder: SiteFolder) -> list[str]:
    return [
        f"{problem.path.relative_to(folder.public)}:{problem.line or 0}: {problem.message}"
        for problem in check_finished_site(folder.site)
        if problem.path
    ]


def edit(folder: SiteFolder, path: str, before: str, after: str) -> int:
    """Change a page, and return the line of the change."""
    file = folder.public / path
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    return text[: text.index(before)].count("\n") + 1


ARTICLE = "en/jerman/index.html"


def test_what_sitegen_builds_has_no_fault(site: SiteFolder) -> None:
    assert said(site) == []


def test_a_site_without_articles_has_no_fault(make_site: MakeSite) -> None:
    folder = make_site()
    folder.render()
    assert said(folder) == []


def test_a_site_that_was_not_built_is_an_error(make_site: MakeSite) -> None:
    with pytest.raises(SitegenError, match="build the site first"):
        said(make_site())


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ('<a href="{base}id/tidak-ada/">x</a>', "links to {base}id/tidak-ada/, where nothing is"),
        ('<a href="../nowhere/">x</a>', "links to ../nowhere/, where nothing is"),
        ('<a href="../blinken/#s99">x</a>', "links to ../blinken/#s99, but that page has no place called 's99'"),
        ('<a href="#nowhere">x</a>', "links to #nowhere, but that page has no place called 'nowhere'"),
        ('<img src="gone.jpg" alt="">', "links to gone.jpg, where nothing is"),
        ('<img src="{base}robots.txt" srcset="gone-1.jpg 1x, gone-2.jpg 2x" alt="">', "links to gone-2.jpg, where"),
        ('<script src="gone.js"></script>', "links to gone.js, where nothing is"),
        ('<p id="content">x</p>', "has two places called 'content'"),
        ('<a href="http://[">x</a>', "links to http://[, where nothing is"),
    ],
)
def test_what_leads_nowhere_is_found_with_its_line(site: SiteFolder, html: str, message: str) -> None:
    base = site.site.base_path
    line = edit(site, ARTICLE, "</main>", html.format(base=base) + "</main>")
    assert any(found.startswith(f"{ARTICLE}:{line}: {message.format(base=base)}") for found in said(site)), said(site)


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://other.example/nowhere/">x</a>',
        '<a href="mailto:redaksi@other.example">x</a>',
        '<a href="#">x</a>',
        '<a href="#top">x</a>',
        '<a href="../blinken/?a=b#s1">x</a>',
        '<a href="../blinken/#:~:text=Satu">x</a>',
        '<a href="">x</a>',
    ],
)
def test_what_leads_somewhere_or_elsewhere_is_no_fault(site: SiteFolder, html: str) -> None:
    edit(site, ARTICLE, "</main>", f"{html}</main>")
    assert said(site) == []


@pytest.fixture
def announced(make_site: MakeSite) -> SiteFolder:
    """A site in which search engines may have the translations."""
    folder = make_site(index_machine_translations=True)
    folder.pair("jerman", ("Jerman", "Germany"))
    folder.render()
    assert said(folder) == []
    return folder


def test_a_translation_that_is_announced_on_one_side_only_is_found(announced: SiteFolder) -> None:
    page = announced.public / ARTICLE
    lines = page.read_text(encoding="utf-8").split("\n")
    page.write_text("\n".join(line for line in lines if 'hreflang="id"' not in line or "<link" not in line), "utf-8")
    assert any("which does not announce this page" in found for found in said(announced))


def test_a_translation_that_is_announced_but_not_there_is_found(announced: SiteFolder) -> None:
    (announced.public / ARTICLE).unlink()
    (found,) = said(announced)
    assert found.startswith(f"{ARTICLE}:0: is missing: ")
    assert "places lead to it, such as " in found


def test_a_missing_page_is_one_fault_however_many_places_lead_to_it(site: SiteFolder) -> None:
    (site.public / "id/blinken/index.html").unlink()
    (found,) = said(site)
    assert re.fullmatch(
        r"id/blinken/index\.html:0: is missing: [1-9]\d places lead to it, such as \S+:\d+;"
        r" build the site to have it again",
        found,
    )


def test_a_missing_file_of_the_theme_is_one_fault_too(site: SiteFolder) -> None:
    style = re.findall(r"static/[\w.-]+\.css", site.page("id/"))[0]
    (site.public / style).unlink()
    (found,) = said(site)
    assert found.startswith(f"{style}:0: is missing: ")


def test_what_a_theme_links_to_on_every_page_is_one_fault(site: SiteFolder) -> None:
    for path in ("id/blinken/", "id/jerman/", "en/jerman/"):
        edit(site, f"{path}index.html", "</main>", f'<a href="{site.site.base_path}gone/">x</a></main>')
    (found,) = said(site)
    assert found.endswith("gone/, where nothing is (3 places in the finished site show it)")


@pytest.fixture
def linking(make_site: MakeSite) -> SiteFolder:
    """A site in which an author links to pages, pictures and places that are not there, in both languages."""
    folder = make_site(base_url="https://example.org/news/")
    folder.pair("dua", ("Dua", "Two"))
    lines = (
        "Satu [x](/news/tentang/).",
        "Dua [x](dua.md#s9) dan [y](../dua/#s1).",
        "Tiga [x](#s99).",
        "![Foto](../foto.jpg)",
        "Lima [x](/id/tag/kopi/).",
        'Enam <a href="../../kontak.html">x</a>.',
        "Tujuh [x][y].",
        "",
        "[y]: https://example.org/news/lain/",
    )
    folder.pair("satu", ("Satu", "One"), ("\n".join(lines), "\n".join(lines)))
    folder.render()
    return folder


def test_what_an_author_wrote_is_one_fault_with_the_line_of_the_original(linking: SiteFolder) -> None:
    path = linking.root / "content/id/satu.md"
    first = path.read_text(encoding="utf-8").split("\n").index("Satu [x](/news/tentang/).") + 1
    found = list(check_finished_site(linking.site))
    assert {problem.path for problem in found} == {path}
    assert sorted((problem.line, problem.message.partition(" (")[0]) for problem in found) == [
        (first, "links to /news/tentang/, where nothing is"),
        (first + 1, "links to dua.md#s9, but that page has no place called 's9'"),
        (first + 2, "links to #s99, but that page has no place called 's99'"),
        (first + 3, "links to ../foto.jpg, where nothing is"),
        (first + 4, "links to /id/tag/kopi/, where nothing is"),
        (first + 5, "links to ../../kontak.html, where nothing is"),
        (first + 8, "links to https://example.org/news/lain/, where nothing is"),
    ]
    assert all(problem.message.endswith(" places in the finished site show it)") for problem in found)


def test_what_only_a_translation_links_to_is_said_with_its_line(make_site: MakeSite) -> None:
    folder = make_site()
    folder.pair("satu", ("Satu", "One"), ("Satu.\nDua.", "One.\nTwo [x](/about/)."))
    folder.render()
    (problem,) = check_finished_site(folder.site)
    path = folder.root / "content/en/satu.md"
    assert problem.path == path
    assert problem.line == path.read_text(encoding="utf-8").split("\n").index("Two [x](/about/).") + 1


def test_one_address_on_two_lines_is_said_of_both(make_site: MakeSite) -> None:
    folder = make_site()
    path = folder.write("id", "satu", "Satu", "Satu [x](/tentang/).\nDua [x](/tentang/).")
    folder.render()
    lines = [problem.line for problem in check_finished_site(folder.site) if problem.path == path]
    assert lines[1] == (lines[0] or 0) + 1
    assert len(lines) == 2


@pytest.mark.parametrize("name", ["en/feed.xml", "en/feed.json", "sitemap.xml"])
def test_a_feed_or_sitemap_that_cannot_be_read_is_found(site: SiteFolder, name: str) -> None:
    path = site.public / name
    path.write_bytes(path.read_bytes()[:-20])
    assert any(found.startswith(f"{name}:0: cannot be read") for found in said(site))


def test_a_feed_that_names_what_is_not_there_is_found(site: SiteFolder) -> None:
    path = site.public / "en" / "feed.json"
    path.write_text(path.read_text(encoding="utf-8").replace("en/jerman/", "en/gone/"), encoding="utf-8")
    assert any(found.startswith("en/feed.json:0: names") for found in said(site))
