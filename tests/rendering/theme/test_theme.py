"""Themes: where they are found, and what is said of their mistakes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from sites import MakeSite, SiteFolder

from sitegen.errors import SitegenError
from sitegen.rendering.theme.folders import find_theme

THEMES = Path(__file__).parents[3] / "themes"


@pytest.fixture
def own_theme(make_site: MakeSite) -> SiteFolder:
    """A site with a theme of its own, which inherits nothing, and one article."""
    site = make_site(theme="sendiri")
    shutil.copytree(THEMES / "dasar", site.root / "themes" / "sendiri")
    site.pair("a", ("A", "A"))
    return site


def template(site: SiteFolder, name: str) -> Path:
    return site.root / "themes" / "sendiri" / "templates" / name


# Finding


def test_a_site_s_own_theme_comes_first(own_theme: SiteFolder, make_site: MakeSite) -> None:
    assert find_theme(own_theme.root, "sendiri").folders == (own_theme.root / "themes" / "sendiri",)
    assert find_theme(make_site("other").root, "dasar").folders == (THEMES / "dasar",)


def test_a_theme_that_is_not_there_is_said_with_those_that_are(make_site: MakeSite) -> None:
    with pytest.raises(SitegenError, match="there is no theme 'mingguan' here; use one of dasar, harian, polos, or"):
        make_site(theme="mingguan").render()


def test_static_files_are_named_by_their_content(make_site: MakeSite) -> None:
    site = make_site()
    css = site.root / "themes" / "harian" / "static" / "harian.css"
    css.parent.mkdir(parents=True)
    names = []
    for content in ("body { margin: 0 }\n", "body { margin: 1px }\n"):
        css.write_text(content, encoding="utf-8")
        site.render()
        names.append(next(path for path, data in site.files().items() if data == content.encode()))
        assert names[-1] in site.page("id/")
    assert names[0] != names[1]


# Mistakes


@pytest.mark.slow
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
    number = next(number for number, line in enumerate(lines) if line.startswith("<article")) + 1
    path.write_text("\n".join([*lines[:number], mistake, *lines[number:]]), encoding="utf-8")
    said = own_theme.refused()
    assert said.startswith(f"{path}:{number + 1}: ")
    assert message in said
    assert not own_theme.public.exists()


@pytest.mark.slow
def test_a_mistake_in_a_macro_names_the_macro_s_file(own_theme: SiteFolder) -> None:
    path = template(own_theme, "macros.html")
    path.write_text(
        path.read_text(encoding="utf-8").replace("translation.status", "translation.stat"), encoding="utf-8"
    )
    assert re.search(r"macros\.html:\d+: cannot be rendered: .* has no attribute 'stat'", own_theme.refused())


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("theme.toml", 'name = "Harian"\nversion = "1"\n', "theme.toml: description: is missing; add it"),
        ("theme.toml", "name = ", "theme.toml: is not valid TOML"),
        ("theme.toml", 'name = "a"\nversion = "1"\ndescription = ""\ninherits = "../x"\n', "theme.toml: inherits: "),
        ("templates/base.html", "\udcff", "templates/base.html:1: is not UTF-8 text; save it again as UTF-8"),
    ],
)
def test_other_mistakes_name_their_file(own_theme: SiteFolder, file: str, text: str, message: str) -> None:
    (own_theme.root / "themes" / "sendiri" / file).write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(SitegenError) as caught:
        own_theme.render()
    assert message in str(caught.value)


@pytest.mark.slow
def test_a_template_that_is_missing_is_said(own_theme: SiteFolder) -> None:
    template(own_theme, "404.html").unlink()
    with pytest.raises(SitegenError, match=r"needs templates/404\.html, which the theme does not have"):
        own_theme.render()
