"""The words of the themes: none is missing in a language, plurals are right, and a language is a file and a setting."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from html_pages import one, parse, text
from sites import MakeSite, SiteFolder

from sitegen.errors import SitegenError
from sitegen.rendering.theme.folders import find_theme

PROJECT = Path(__file__).parents[3]
THEMES = sorted(path.parent.name for path in (PROJECT / "themes").glob("*/theme.toml"))
LANGUAGES = ("en", "id")
CATALOGUES = sorted((PROJECT / "themes").glob("*/locales/*/LC_MESSAGES/messages.po"))

Message = tuple[str | None, str | tuple[str, ...]]


@cache
def asked_for_by(folder: Path) -> set[Message]:
    """Every text that the templates in a folder ask the catalogues for."""
    extracted = extract_from_dir(
        folder / "templates", [("**.html", "jinja2.ext:babel_extract")], {"**.html": {"silent": "false"}}
    )
    return {(context, message) for _, _, message, _, context in extracted}


@cache
def asked_for_by_the_renderer() -> set[Message]:
    extracted = extract_from_dir(PROJECT / "sitegen", [("**.py", "python")])
    return {(context, message) for _, _, message, _, context in extracted}


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, abort_invalid=True)


def entries(path: Path) -> set[Message]:
    return {
        (message.context, message.id) for message in read(path) if isinstance(message.id, str | tuple) and message.id
    }


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", THEMES)
def test_every_text_that_a_theme_asks_for_is_in_its_catalogues(name: str, lang: str) -> None:
    theme = find_theme(PROJECT, name)
    wanted = asked_for_by_the_renderer().union(*map(asked_for_by, theme.folders))
    found = set().union(*map(entries, theme.all(f"locales/{lang}/LC_MESSAGES/messages.po")))
    assert len(wanted) > 20
    assert wanted - found == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_catalogue_has_a_text_that_nothing_asks_for(lang: str) -> None:
    wanted = asked_for_by_the_renderer().union(*(asked_for_by(PROJECT / "themes" / name) for name in THEMES))
    for path in CATALOGUES:
        if path.parent.parent.name == lang:
            assert entries(path) - wanted == set()


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: "/".join(path.parts[-5:-2]))
def test_every_text_is_translated_with_the_same_placeholders_and_all_plurals(path: Path) -> None:
    catalogue = read(path)
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []
    for message in catalogue:
        if message.id:
            strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
            assert all(strings), message.id
            assert list(message.check(catalogue)) == []
            assert len(strings) == (catalogue.num_plurals if message.pluralizable else 1)


@pytest.mark.parametrize("path", sorted((PROJECT / "themes").glob("*/static/**/*.js")), ids=lambda path: path.name)
def test_scripts_take_their_words_from_the_page(path: Path) -> None:
    """A text for people has a space between words; scripts have none, so that all texts are in the catalogues."""
    script = re.sub(r"(?<!:)//[^\n]*|/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    texts = re.findall(r'"([^"\n]*)"', script)
    assert [text for text in texts if re.search(r"[A-Z]\w* [a-z]+|[a-z]+ [a-z]+ [a-z]+", text)] == []


# Plurals


@pytest.mark.slow
def test_plural_forms_follow_the_language(make_site: MakeSite) -> None:
    site = make_site()
    site.pair("a", ("A", "A"))
    site.write("id", "b", "B")
    site.render()
    assert "2 berita" in site.page("")
    assert "1 story" in site.page("")
    site.write("en", "b", "B")
    site.render()
    assert "2 stories" in site.page("")


@pytest.mark.slow
def test_a_language_with_more_plural_forms_has_all_of_them(make_site: MakeSite) -> None:
    site = make_site(languages=["id", "ru"], title={"id": "Cermin", "ru": "Зеркало"})
    po(
        site,
        "ru",
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : '
        'n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"\n\n'
        'msgid "%(num)s story"\nmsgid_plural "%(num)s stories"\n'
        'msgstr[0] "%(num)s новость"\nmsgstr[1] "%(num)s новости"\nmsgstr[2] "%(num)s новостей"\n',
    )
    for number, shown in ((1, "1 новость"), (2, "2 новости"), (5, "5 новостей")):
        for article in range(number):
            site.write("id", f"a{article}")
            site.write("ru", f"a{article}")
        site.render()
        assert shown in text(one(parse(site.page("")), "section", lang="ru"))


# Other languages


def po(site: SiteFolder, lang: str, content: str) -> Path:
    """Write the site's own catalogue of a language for the theme that it uses."""
    path = site.root / "themes" / "harian" / "locales" / lang / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def entry(original: str, translated: str) -> str:
    return f'msgid "{original}"\nmsgstr "{translated}"\n\n'


def test_another_language_needs_a_catalogue_and_a_setting(make_site: MakeSite) -> None:
    site = make_site(languages=["id", "ms"], title={"id": "Cermin", "ms": "Cermin Melayu"})
    malay = PROJECT / "themes" / "dasar" / "locales" / "id" / "LC_MESSAGES" / "messages.po"
    po(site, "ms", malay.read_text(encoding="utf-8").replace('"Langsung ke isi"', '"Langkau ke kandungan"'))
    site.write("id", "a", "A")
    site.write("ms", "a", "A")
    assert site.render().problems == ()
    assert '<html lang="ms" dir="ltr">' in site.page("ms/a/")
    assert "Langkau ke kandungan" in site.page("ms/a/")
    assert "Langsung ke isi" in site.page("id/a/")


def test_a_language_from_right_to_left_turns_the_page(make_site: MakeSite) -> None:
    site = make_site(languages=["id", "ar"], title={"id": "Cermin", "ar": "مرآة"})
    english = PROJECT / "themes" / "dasar" / "locales" / "en" / "LC_MESSAGES" / "messages.po"
    po(site, "ar", re.sub(r'"Plural-Forms: .*\n|"Language: .*\n', "", english.read_text(encoding="utf-8")))
    site.write("id", "a", "A")
    site.write("ar", "a", "ألف")
    site.render()
    assert '<html lang="ar" dir="rtl">' in site.page("ar/a/")


def test_a_catalogue_with_gaps_is_filled_with_english_and_said(make_site: MakeSite) -> None:
    site = make_site(languages=["id", "ms"], title={"id": "Cermin", "ms": "Cermin"})
    path = po(site, "ms", entry("Skip to the text", "Langkau ke kandungan") + "#, fuzzy\n" + entry("Language", "Basa"))
    (problem,) = site.render().problems
    assert problem.path == path
    assert problem.severity == "warning"
    assert re.match(r"lacks \d+ of the theme's \d+ texts, which then are in English; translate '", problem.message)
    assert "Langkau ke kandungan" in site.page("ms/")
    assert 'aria-label="Language"' in site.page("ms/")


def test_a_language_without_catalogue_is_said_with_the_file_to_write(make_site: MakeSite) -> None:
    site = make_site(languages=["id", "fr"], title={"id": "Cermin", "fr": "Miroir"})
    with pytest.raises(SitegenError) as caught:
        site.render()
    path = site.root / "themes" / "harian" / "locales" / "fr" / "LC_MESSAGES" / "messages.po"
    assert str(caught.value).startswith(f"{path}: is missing; copy {PROJECT / 'themes' / 'dasar'}")


# Texts of the site's own


def test_the_site_changes_single_texts(make_site: MakeSite) -> None:
    site = make_site()
    po(site, "id", entry("There are no stories yet.", "Kosong."))
    assert site.render().problems == ()
    assert "Kosong." in site.page("id/")
    assert "Langsung ke isi" in site.page("id/")


def test_a_text_left_empty_is_that_of_the_theme_behind(make_site: MakeSite) -> None:
    site = make_site()
    po(
        site,
        "id",
        entry("There are no stories yet.", "") + 'msgid "%(num)s story"\nmsgid_plural "%(num)s stories"\n'
        'msgstr[0] ""\n',
    )
    assert site.render().problems == ()
    assert "Belum ada berita." in site.page("id/")
    assert "0 berita" in site.page("")


def test_a_regional_catalogue_is_before_that_of_its_language(make_site: MakeSite) -> None:
    site = make_site(languages=["id", "en-GB"], title={"id": "Cermin", "en-GB": "Mirror"})
    po(site, "en_GB", entry("There are no stories yet.", "No stories, I am afraid."))
    assert site.render().problems == ()
    assert "No stories, I am afraid." in site.page("en-GB/")
    assert "Skip to the text" in site.page("en-GB/")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('msgid "a"\nmsgstr "b"\nc\n', "messages.po:3: is not a PO file"),
        ('msgid "a"\nmsgstr[x] "b"\n', "messages.po: is not a PO file"),
        ('msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n!=;\\n"\n', "messages.po: is not a PO file"),
    ],
)
def test_a_file_that_is_no_catalogue_is_named(make_site: MakeSite, content: str, message: str) -> None:
    site = make_site()
    path = po(site, "id", content)
    with pytest.raises(SitegenError) as caught:
        site.render()
    assert message in str(caught.value)
    assert str(caught.value).startswith(str(path))
