"""A file that a theme lacks comes from the theme that it inherits; a file in the site's folder hides the theme's."""

from __future__ import annotations

from pathlib import Path

import pytest
from html_pages import parse, texts
from sites import MakeSite, SiteFolder

from sitegen.errors import SitegenError
from sitegen.rendering.theme.folders import find_theme

THEMES = Path(__file__).parents[3] / "themes"


def write(site: SiteFolder, name: str, content: str) -> Path:
    """Write a file of the site's ``themes/``."""
    path = site.root / "themes" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def settings(site: SiteFolder, name: str, inherits: str | None = None) -> Path:
    lines = [f'name = "{name}"', 'version = "1"', 'description = ""', f'inherits = "{inherits}"' if inherits else ""]
    return write(site, f"{name}/theme.toml", "\n".join(lines) + "\n")


# The site's own files


def test_one_template_of_the_site_s_own_is_enough(make_site: MakeSite) -> None:
    site = make_site()
    site.pair("a", ("A", "A"))
    write(site, "harian/templates/article.html", "<title>{{ article.title }}, on its own</title>\n")
    site.render()
    assert site.page("id/a/") == "<title>A, on its own</title>\n"
    assert "<title>Cermin Berita</title>" in site.page("id/")


def test_a_template_can_change_a_part_of_the_one_that_it_hides(make_site: MakeSite) -> None:
    site = make_site()
    site.pair("a", ("A", "A"))
    own = '{% extends "!article.html" %}\n{% block main %}{{ super() }}<p id="more">Lagi.</p>{% endblock %}\n'
    write(site, "harian/templates/article.html", own)
    site.render()
    page = parse(site.page("id/a/"))
    assert texts(page.iter("h1")) == ["A"]
    assert '<p id="more">Lagi.</p></main>' in site.page("id/a/").replace("\n", "")


def test_a_template_of_any_name_is_hidden_also_where_the_theme_behind_asks_for_it(make_site: MakeSite) -> None:
    site = make_site()
    write(site, "harian/templates/404-section.html", "<h2>{{ edition.title }}: {{ _('all stories') }}</h2>")
    site.render()
    assert texts(parse(site.page("404.html")).iter("h2")) == ["Cermin Berita: semua berita", "News Mirror: all stories"]


def test_a_static_file_of_the_site_s_own_hides_that_of_the_theme(make_site: MakeSite) -> None:
    site = make_site()
    theirs = (THEMES / "harian" / "static" / "harian.css").read_bytes()
    write(site, "harian/static/harian.css", "body { color: green }\n")
    write(site, "harian/static/logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    site.render()
    assert theirs not in site.files().values()
    assert b"body { color: green }\n" in site.files().values()
    assert any(path.startswith("static/logo.") for path in site.files())


# Themes that inherit


@pytest.mark.slow
def test_a_theme_has_what_it_inherits_over_any_number_of_steps(make_site: MakeSite) -> None:
    site = make_site(theme="anak")
    site.pair("a", ("A", "A"))
    settings(site, "anak", "bapak")
    settings(site, "bapak", "kakek")
    settings(site, "kakek", "dasar")
    for name in ("kakek", "bapak", "anak"):
        base = '{% extends "!base.html" %}\n{% block footer %}' + f"<p>{name}</p>" + "{{ super() }}{% endblock %}\n"
        write(site, f"{name}/templates/base.html", base)
        write(site, f"{name}/static/{name}.css", f"/* {name} */")
        write(site, f"{name}/static/same.css", f"/* same: {name} */")
    site.render()
    page = site.page("id/a/")
    assert page.index("<p>anak</p>") < page.index("<p>bapak</p>") < page.index("<p>kakek</p>") < page.index("colophon")
    assert {b"/* anak */", b"/* bapak */", b"/* kakek */", b"/* same: anak */"} <= set(site.files().values())
    assert b"/* same: kakek */" not in site.files().values()


def test_the_shipped_themes_inherit_the_same_pages(make_site: MakeSite) -> None:
    root = make_site().root
    for name in ("harian", "polos"):
        assert find_theme(root, name).folders == (THEMES / name, THEMES / "dasar")


def test_what_the_site_hides_in_a_theme_counts_for_themes_that_inherit_it(make_site: MakeSite) -> None:
    site = make_site()
    write(site, "dasar/templates/404-section.html", "<h2>Tidak ada.</h2>")
    site.render()
    assert find_theme(site.root, "harian").folders == (
        THEMES / "harian",
        site.root / "themes" / "dasar",
        THEMES / "dasar",
    )
    assert texts(parse(site.page("404.html")).iter("h2")) == ["Tidak ada."] * 2


def test_a_checkout_s_own_themes_are_not_looked_through_twice() -> None:
    assert find_theme(THEMES.parent, "harian").folders == (THEMES / "harian", THEMES / "dasar")


def test_the_theme_s_name_and_version_are_those_of_the_theme_in_front(make_site: MakeSite) -> None:
    site = make_site(theme="anak")
    settings(site, "anak", "harian")
    assert find_theme(site.root, "anak").settings.name == "anak"
    assert find_theme(site.root, "harian").settings.name == "Harian"


# Mistakes


def test_a_circle_is_said_with_its_themes(make_site: MakeSite) -> None:
    site = make_site(theme="satu")
    settings(site, "satu", "dua")
    settings(site, "dua", "tiga")
    path = settings(site, "tiga", "dua")
    with pytest.raises(SitegenError) as caught:
        site.render()
    assert str(caught.value) == (
        f"{path}: inherits: the themes go round in a circle: dua → tiga → dua; remove one of these lines"
    )


def test_a_theme_need_not_inherit_the_one_of_its_own_name(make_site: MakeSite) -> None:
    site = make_site()
    path = settings(site, "harian", "harian")
    with pytest.raises(SitegenError) as caught:
        site.render()
    assert str(caught.value) == (
        f"{path}: inherits: 'harian' has the files of the theme of that name without saying so; remove the line"
    )


def test_a_theme_that_is_not_there_is_said_with_the_file_that_asks_for_it(make_site: MakeSite) -> None:
    site = make_site(theme="anak")
    path = settings(site, "anak", "mingguan")
    with pytest.raises(SitegenError) as caught:
        site.render()
    assert str(caught.value).startswith(f"{path}: there is no theme 'mingguan' here; use one of anak, dasar, harian, ")


def test_a_mistake_in_a_file_of_the_site_s_own_names_it_and_its_line(make_site: MakeSite) -> None:
    site = make_site()
    site.pair("a", ("A", "A"))
    own = '{% extends "!article.html" %}\n\n{% block main %}{{ artikel.title }}{% endblock %}\n'
    path = write(site, "harian/templates/article.html", own)
    assert site.refused().startswith(f"{path}:3: cannot be rendered: 'artikel' is undefined; correct the template")


def test_a_mistake_that_shows_in_an_inherited_file_names_that_file(make_site: MakeSite) -> None:
    site = make_site(theme="anak")
    settings(site, "anak", "bapak")
    settings(site, "bapak", "dasar")
    path = write(
        site, "bapak/templates/home.html", '{% extends "base.html" %}\n{% block main %}{{ daftar }}{% endblock %}'
    )
    assert site.refused().startswith(f"{path}:2: cannot be rendered: 'daftar' is undefined; correct the template")


def test_there_must_be_a_template_behind(make_site: MakeSite) -> None:
    site = make_site()
    path = write(site, "harian/templates/baru.html", '\n{% extends "!baru.html" %}\n')
    write(site, "harian/templates/choose.html", '{% include "baru.html" %}')
    assert site.refused().startswith(f"{path}:2: needs templates/baru.html, which no theme behind this one has")
