"""Compiled templates: they do what Jinja's do, are kept from build to build, and may be lost at any time."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined
from jinja2.exceptions import UndefinedError
from markupsafe import Markup

from sitegen.rendering.theme import environment as theme_environment
from sitegen.rendering.theme.environment import TemplateEnvironment, escaped
from sitegen.rendering.theme.messages import word_filters
from sitegen.rendering.theme.templates import Templates

pytestmark = pytest.mark.slow


class Words(gettext.NullTranslations):
    """Texts that show that they were translated."""

    def gettext(self, message: str) -> str:
        return f"<{message}>"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"<{msgid1 if n == 1 else msgid2}>"

    def pgettext(self, context: str, message: str) -> str:
        return f"<{context}: {message}>"


def environments(tmp_path: Path, source: str) -> tuple[Environment, Environment]:
    """Jinja as it comes, and ours, each with one template."""
    (tmp_path / "templates").mkdir(exist_ok=True)
    (tmp_path / "templates" / "a.html").write_text(source, encoding="utf-8")
    plain = Environment(
        loader=DictLoader({"a.html": source}),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    ours = TemplateEnvironment((tmp_path,))
    for environment in (plain, ours):
        environment.install_gettext_translations(Words(), newstyle=True)  # type: ignore[attr-defined]
    ours.filters |= word_filters(Words())
    return plain, ours


@pytest.mark.parametrize(
    "source",
    [
        '{{ _("Home & more") }} {{ gettext("100 %%") }}',
        '{{ _("in %(language)s", language=name) }} {{ _("%(n)d of %(m)s", n=3, m=number) }}',
        '{{ _("%(a)s", a=markup) }} {{ _("%(a)s", a=[name]) }} {{ _("x", a=missing) }}',
        '{{ ngettext("%(num)s story", "%(num)s stories", number) }} {{ ngettext("a", "b %(num)s", 1, num=name) }}',
        '{{ pgettext("month", "May %(context)s") }}',
        "{% trans n=number %}{{ n }} a{% pluralize %}{{ n }} b{% endtrans %} {% trans %}plain{% endtrans %}",
        '{% autoescape false %}{{ _("%(a)s", a=name) }} {{ _("b") }} {{ name }}{% endautoescape %}',
        '{% macro m(a, b="&") %}{{ a }}{{ b }}{% endmacro %}{% macro c(a) %}{{ a }}{{ caller() }}{% endmacro %}'
        '{{ m(name) }}{{ m(number, b=markup) }}{% call c("x") %}{{ name }}{% endcall %}',
        "{% for i in [1, 2] %}{% set x = i %}{{ _('%(i)s', i=x) }}{{ name }}{{ markup }}{{ none }}{% endfor %}",
        "{% set f = _ %}{{ f('x') }}{{ _(*['y']) }}{{ _(**{'message': 'z'}) if false }}",
    ],
)
def test_a_template_says_what_it_says_in_plain_jinja(tmp_path: Path, source: str) -> None:
    plain, ours = environments(tmp_path, source)
    context = {"name": "<&'\">", "number": 2, "markup": Markup("<b>")}
    assert ours.get_template("a.html").render(context) == plain.get_template("a.html").render(context)


@given(st.text() | st.integers() | st.none() | st.booleans() | st.text().map(Markup))
def test_values_are_escaped_as_jinja_escapes_them(value: object) -> None:
    template = Environment(autoescape=True).from_string("{{ value }}")
    assert escaped(value) == escaped(value) == template.render(value=value)


def test_texts_with_a_mistake_fail_as_in_plain_jinja(tmp_path: Path) -> None:
    for environment in environments(tmp_path, '{{ _("%(a)s", b=1) }}'):
        with pytest.raises(KeyError, match="a"):
            environment.get_template("a.html").render()
    for environment in environments(tmp_path, '{{ _("%(a)s", a=missing) }}'):
        with pytest.raises(UndefinedError, match="'missing' is undefined"):
            environment.get_template("a.html").render()


# Kept


def render(folder: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the template says to a program that has just started."""
    monkeypatch.setattr(theme_environment, "_compiled", {})
    words = gettext.GNUTranslations()
    words._catalog = {"x": "y"}  # type: ignore[attr-defined]
    return Templates((folder,), "id", words, str, kept).render("a.html", {})


def test_compiled_templates_are_kept_and_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "kept"
    environments(tmp_path, "satu")
    assert render(tmp_path, kept, monkeypatch) == "satu"
    (file,) = kept.iterdir()
    with monkeypatch.context() as patch:
        patch.setattr(TemplateEnvironment, "compile", None)  # so that compiling would fail
        assert render(tmp_path, kept, patch) == "satu"
    environments(tmp_path, "dua")
    assert render(tmp_path, kept, monkeypatch) == "dua"
    assert list(kept.iterdir()) == [file]


@pytest.mark.parametrize("part", [0, 4, 30, 60, 90, 200])
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: int) -> None:
    kept = tmp_path / "kept"
    environments(tmp_path, "satu")
    render(tmp_path, kept, monkeypatch)
    (file,) = kept.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[:part])
    assert render(tmp_path, kept, monkeypatch) == "satu"
    assert file.read_bytes() == whole
