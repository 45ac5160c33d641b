"""What a template depends on: its digest changes when, and only when, a file changes that its pages are made from."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sites import MakeSite, SiteFolder

from sitegen.errors import SitegenError
from sitegen.rendering.addresses import Addresses
from sitegen.rendering.theme.theme import Theme, find_theme

THEMES = Path(__file__).parents[3] / "themes"
TEMPLATES = ("article.html", "home.html", "parallel.html", "tags.html")


@pytest.fixture
def site(make_site: MakeSite) -> SiteFolder:
    """A site that has the themes in its own folder."""
    site = make_site()
    for name in ("dasar", "harian"):
        shutil.copytree(THEMES / name, site.root / "themes" / name)
    return site


def theme_of(site: SiteFolder) -> Theme:
    return Theme(find_theme(site.root, "harian"), Addresses.of(site.site), site.site.languages)


def digests(site: SiteFolder, lang: str = "id") -> dict[str, str]:
    theme = theme_of(site)
    return {name: theme.digest_of(name, lang) for name in TEMPLATES}


def changed_by(site: SiteFolder, file: str, more: str, lang: str = "id") -> set[str]:
    """The templates whose digests change with ``more`` at the end of a theme's file."""
    before = digests(site, lang)
    path = site.root / "themes" / file
    with path.open("a", encoding="utf-8") as opened:
        opened.write(more)
    after = digests(site, lang)
    return {name for name in TEMPLATES if before[name] != after[name]}


def test_digests_are_the_same_for_the_same_files(site: SiteFolder) -> None:
    assert digests(site) == digests(site)
    assert len({*digests(site).values(), *digests(site, "en").values()}) == 2 * len(TEMPLATES)


@pytest.mark.parametrize(
    ("file", "changed"),
    [
        ("dasar/templates/article.html", {"article.html"}),
        ("harian/templates/parallel.html", {"parallel.html"}),
        ("dasar/templates/parallel.html", {"parallel.html"}),  # behind that of the same name
        ("dasar/templates/base.html", set(TEMPLATES)),
        ("harian/templates/scheme.js", set(TEMPLATES)),
        ("dasar/templates/lists.html", {"article.html", "tags.html"}),
        ("dasar/templates/pictures.html", set(TEMPLATES)),
        ("dasar/templates/404.html", set()),
        ("harian/static/harian.css", set(TEMPLATES)),
        ("harian/static/parallel.css", {"parallel.html"}),
    ],
)
def test_a_file_changes_what_is_made_from_it(site: SiteFolder, file: str, changed: set[str]) -> None:
    assert changed_by(site, file, "\n") == changed


def test_words_change_the_pages_in_their_language(site: SiteFolder) -> None:
    assert changed_by(site, "dasar/locales/id/LC_MESSAGES/messages.po", "\n") == set(TEMPLATES)
    assert changed_by(site, "dasar/locales/en/LC_MESSAGES/messages.po", "\n") == set()


def test_a_file_that_comes_to_hide_another_counts(site: SiteFolder) -> None:
    before, files = digests(site), theme_of(site).files
    shutil.copy(site.root / "themes/dasar/templates/tags.html", site.root / "themes/harian/templates/tags.html")
    assert digests(site) == before  # it says the same
    assert set(theme_of(site).files) - set(files) == {site.root / "themes/harian/templates/tags.html"}
    assert changed_by(site, "harian/templates/tags.html", "\n") == {"tags.html"}


def test_names_that_only_show_while_rendering_can_be_any(site: SiteFolder) -> None:
    article = "dasar/templates/article.html"
    changed_by(site, article, "{% set name = 'a' %}{{ static(name) }}")
    assert changed_by(site, "harian/static/parallel.css", "\n") == {"article.html", "parallel.html"}
    assert changed_by(site, "dasar/templates/404.html", "\n") == set()
    changed_by(site, article, "{% include name %}")
    assert changed_by(site, "dasar/templates/404.html", "\n") == {"article.html"}


def test_a_template_that_may_be_missing_counts_when_it_comes(site: SiteFolder) -> None:
    changed_by(site, "dasar/templates/tags.html", "{% include 'advert.html' ignore missing %}")
    assert changed_by(site, "dasar/templates/advert.html", "x") == {"tags.html"}


def test_a_mistake_is_said_with_its_place(site: SiteFolder) -> None:
    with pytest.raises(SitegenError, match=r"tags\.html:\d+: is not a valid template: "):
        changed_by(site, "dasar/templates/tags.html", "{% if %}")


def test_files_are_all_files_of_all_folders(site: SiteFolder) -> None:
    themes = site.root / "themes"
    folders = (themes / "harian", themes / "dasar", THEMES / "harian", THEMES / "dasar")
    found = theme_of(site).files
    assert set(found) == {path for folder in folders for path in folder.rglob("*") if path.is_file()}
    assert len(set(found)) == len(found)
