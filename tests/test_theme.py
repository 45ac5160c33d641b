"""Themes: where they are found, their texts in each language, and what is said of their mistakes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import read_po
from sites import MakeSite, SiteFolder

from sitegen.errors import SitegenError
from sitegen.rendering.themes import find_theme

HARIAN = Path(__file__).parent.parent / "themes" / "harian"
CATALOGUES = sorted((HARIAN / "locales").glob("*/LC_MESSAGES/messages.po"))
WHERE_TEXTS_ARE_ASKED_FOR = Path(__file__).parent.parent / "sitegen" / "rendering" / "run.py"

Message = tuple[str | None, str | tuple[str, ...]]


def asked_for() -> set[Message]:
    """Every text that the templates and the renderer ask the catalogues for."""
    extracted = extract_from_dir(
        HARIAN / "templates", [("**.html", "jinja2.ext:babel_extract")], {"**.html": {"silent": "false"}}
    )
    found: set[Message] = {(context, message) for _, _, message, _, context in extracted}
    with WHERE_TEXTS_ARE_ASKED_FOR.open("rb"):
        extracted_here = extract_from_file("python", WHERE_TEXTS_ARE_ASKED_FOR)
    return found | {(context, message) for _, message, _, context in extracted_here}


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, abort_invalid=True)


@pytest.fixture
def own_theme(make_site: MakeSite) -> SiteFolder:
    """A site with its own copy of the theme, and one article."""
    site = make_site()
    shutil.copytree(HARIAN, site.root / "themes" / "harian")
    site.pair("a", ("A", "A"))
    return site


def template(site: SiteFolder, name: str) -> Path:
    return site.root / "themes" / "harian" / "templates" / name


# Texts


def test_there_is_a_catalogue_for_each_language() -> None:
    assert [path.parent.parent.name for path in CATALOGUES] == ["en", "id"]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_every_text_is_in_every_catalogue_and_no_other(path: Path) -> None:
    entries = {(message.context, message.id) for message in read(path) if message.id}
    wanted = asked_for()
    assert len(wanted) > 20
    assert entries == wanted


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_every_text_is_translated_with_the_same_placeholders_and_all_plurals(path: Path) -> None:
    catalogue = read(path)
    for message in catalogue:
        if message.id:
            strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
            assert all(strings), message.id
            assert not message.fuzzy
            assert list(message.check(catalogue)) == []
            assert len(strings) == (catalogue.num_plurals if message.pluralizable else 1)


def test_plural_forms_follow_the_language(own_theme: SiteFolder) -> None:
    own_theme.write("id", "b", "B")
    own_theme.render()
    assert "2 berita" in own_theme.page("")
    assert "1 story" in own_theme.page("")
    own_theme.write("en", "b", "B")
    own_theme.render()
    assert "2 stories" in own_theme.page("")


# Finding


def test_a_site_s_own_theme_comes_first(own_theme: SiteFolder, make_site: MakeSite) -> None:
    assert find_theme(own_theme.root, "harian") == own_theme.root / "themes" / "harian"
    assert find_theme(make_site("other").root, "harian") == HARIAN


def test_a_theme_that_is_not_there_is_said_with_those_that_are(make_site: MakeSite) -> None:
    with pytest.raises(SitegenError, match="there is no theme 'mingguan' here; use one of harian"):
        make_site(theme="mingguan").render()


def test_static_files_are_named_by_their_content(own_theme: SiteFolder) -> None:
    own_theme.render()
    (before,) = (path for path in own_theme.files() if path.endswith(".css"))
    assert before in own_theme.page("id/")
    css = own_theme.root / "themes" / "harian" / "static" / "harian.css"
    css.write_text("body { margin: 0 }\n", encoding="utf-8")
    own_theme.render()
    (after,) = (path for path in own_theme.files() if path.endswith(".css"))
    assert after != before
    assert after in own_theme.page("id/")


# Mistakes


@pytest.mark.parametrize(
    ("mistake", "message"),
    [
        ("{{ artikel.title }}", "cannot be rendered: 'artikel' is undefined; correct the template"),
        (
            "{{ article.judul }}",
            "cannot be rendered: 'sitegen.rendering.views.ArticleView object' has no attribute 'judul'; "
            "correct the template",
        ),
        ("{{ article.title + 1 }}", 'cannot be rendered: can only concatenate str (not "int") to str; '),
        ("{{ static('a.css') }}", "there is no file static/a.css in the theme"),
        ("{{ article.summary|date }}", "cannot be rendered: the filter 'date' needs a date, not 'Satu.'"),
        ("{% include 'lain.html' %}", "needs templates/lain.html, which the theme does not have"),
        ("{% if %}", "is not a valid template: Expected an expression, got 'end of statement block'"),
        ("{% endfor %}", "is not a valid template: Encountered unknown tag 'endfor'."),
        ("{{ x|lain }}", "is not a valid template: No filter named 'lain'."),
    ],
)
def test_a_template_s_mistake_names_file_line_and_what_is_wrong(
    own_theme: SiteFolder, mistake: str, message: str
) -> None:
    path = template(own_theme, "article.html")
    lines = path.read_text(encoding="utf-8").split("\n")
    number = next(number for number, line in enumerate(lines) if line == "<article>") + 1
    path.write_text("\n".join([*lines[:number], mistake, *lines[number:]]), encoding="utf-8")
    with pytest.raises(SitegenError) as caught:
        own_theme.render()
    assert str(caught.value).startswith(f"{path}:{number + 1}: ")
    assert message in str(caught.value)
    assert not own_theme.public.exists()


def test_a_mistake_in_a_macro_names_the_macro_s_file(own_theme: SiteFolder) -> None:
    path = template(own_theme, "macros.html")
    path.write_text(
        path.read_text(encoding="utf-8").replace("translation.status", "translation.stat"), encoding="utf-8"
    )
    with pytest.raises(SitegenError, match=r"macros\.html:\d+: cannot be rendered: .* has no attribute 'stat'"):
        own_theme.render()


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("theme.toml", 'name = "Harian"\nversion = "1"\n', "theme.toml: description: is missing; add it"),
        ("theme.toml", "name = ", "theme.toml: is not valid TOML"),
        ("locales/id/LC_MESSAGES/messages.po", 'msgid "a"\nmsgstr "b"\nc\n', "messages.po:3: is not a PO file"),
        ("locales/id/LC_MESSAGES/messages.po", 'msgid "a"\nmsgstr[x] "b"\n', "messages.po: is not a PO file"),
        (
            "locales/id/LC_MESSAGES/messages.po",
            'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n!=;\\n"\n',
            "messages.po: is not a PO file",
        ),
    ],
)
def test_other_mistakes_name_their_file(own_theme: SiteFolder, file: str, text: str, message: str) -> None:
    (own_theme.root / "themes" / "harian" / file).write_text(text, encoding="utf-8")
    with pytest.raises(SitegenError) as caught:
        own_theme.render()
    assert message in str(caught.value)


def test_a_template_that_is_missing_is_said(own_theme: SiteFolder) -> None:
    template(own_theme, "404.html").unlink()
    with pytest.raises(SitegenError, match=r"needs templates/404\.html, which the theme does not have"):
        own_theme.render()


def test_a_language_without_catalogue_is_said_with_the_file_to_write(make_site: MakeSite) -> None:
    site = make_site(languages=["id", "fr"], title={"id": "Cermin", "fr": "Miroir"})
    with pytest.raises(SitegenError, match=r"locales/fr/LC_MESSAGES/messages\.po: is missing; copy"):
        site.render()


def test_a_language_with_a_catalogue_needs_nothing_else(make_site: MakeSite) -> None:
    site = make_site("arab", languages=["id", "ar"], title={"id": "Cermin", "ar": "مرآة"})
    shutil.copytree(HARIAN, site.root / "themes" / "harian")
    locales = site.root / "themes" / "harian" / "locales"
    shutil.copytree(locales / "en", locales / "ar")
    site.write("id", "a", "A")
    site.write("ar", "a", "ألف")
    site.render()
    assert '<html lang="ar" dir="rtl">' in site.page("ar/a/")
