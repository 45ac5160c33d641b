"""``docs/themes.md`` names every template, block, filter and value that a theme has."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import get_args

import pytest

from sitegen.rendering import views
from sitegen.rendering.addresses import Addresses
from sitegen.rendering.theme.theme import Theme, find_theme
from sitegen.settings.site import load_site

PROJECT = Path(__file__).parents[3]
DOCS = (PROJECT / "docs" / "themes.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([^`\n]+)`", DOCS))
TEMPLATES = PROJECT / "themes" / "dasar" / "templates"


_NOT_FOR_THEMES = {"nodes", "doubt_labels"}
"""What a `Piece` makes its HTML of."""


@pytest.mark.parametrize(
    "view",
    [view for view in vars(views).values() if dataclasses.is_dataclass(view) and view.__module__.startswith("sitegen")],
    ids=lambda view: view.__name__,
)
def test_every_value_is_described(view: type) -> None:
    assert {field.name for field in dataclasses.fields(view)} - NAMED - _NOT_FOR_THEMES == set()


def test_every_kind_of_page_is_described() -> None:
    assert set(get_args(views.PageKind)) - NAMED == set()


def test_every_template_is_described() -> None:
    assert {path.name for path in TEMPLATES.glob("*.html")} - NAMED == set()


def test_every_block_of_the_base_is_described() -> None:
    blocks = re.findall(r"{% block (\w+) %}", (TEMPLATES / "base.html").read_text(encoding="utf-8"))
    assert blocks
    assert set(blocks) - NAMED == set()


def test_every_theme_is_described() -> None:
    assert {path.parent.name for path in (PROJECT / "themes").glob("*/theme.toml")} - NAMED == set()


def test_the_example_works(tmp_path: Path) -> None:
    """The template in the text, as it stands there."""
    (tmp_path / "site.toml").write_text('[title]\nid = "Cermin"\nen = "Mirror"\n', encoding="utf-8")
    (example,) = re.findall(r"```jinja\n(.*?)```", DOCS, re.DOTALL)
    folder = tmp_path / "themes" / "harian"
    for name, content in {"templates/base.html": example, "static/own.css": "p { color: green }"}.items():
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(content, encoding="utf-8")
    site = load_site(tmp_path)
    theme = Theme(find_theme(site.root, site.theme), Addresses.of(site), site.languages)
    assert theme.static["own.css"].path.startswith("static/own.")
