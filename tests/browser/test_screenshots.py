"""Pictures of every kind of page, for people to look at: set SITEGEN_SCREENSHOTS to the folder that is to have them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Literal

import pytest
from browsing import OpenTab, needs_chromium, serving
from sites import SiteFolder
from themed_sites import PAGES, THEMES, every_kind_of_page

pytestmark = needs_chromium

PROJECT = Path(__file__).parents[2]
FOLDER = os.environ.get("SITEGEN_SCREENSHOTS", "")
"""The folder where the pictures are kept."""

Scheme = Literal["light", "dark"]


@pytest.mark.skipif(not FOLDER, reason="set SITEGEN_SCREENSHOTS to the folder that is to have the pictures")
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_screenshots_of_every_kind_of_page(open_tab: OpenTab, tmp_path: Path, theme: str, scheme: Scheme) -> None:
    site = every_kind_of_page(tmp_path / "site", theme)
    with serving(site.public) as address:
        for width in (390, 820, 1440):
            page = open_tab(viewport={"width": width, "height": 900}, color_scheme=scheme).page
            for name, path in PAGES.items():
                page.goto(f"{address}/{path}")
                picture = Path(FOLDER) / theme / f"{name}-{width}-{scheme}.png"
                assert page.screenshot(path=picture, full_page=True).startswith(b"\x89PNG")


def test_the_readme_s_picture_shows_both_languages(open_tab: OpenTab, tmp_path: Path) -> None:
    """``docs/both-languages.png``: the project's own first article, a sentence chosen in both languages."""
    slug = min(path.stem for path in (PROJECT / "content" / "en").glob("*.md"))
    shutil.copytree(PROJECT / "content", tmp_path / "own" / "content")
    shutil.copy(PROJECT / "site.toml", tmp_path / "own")
    site = SiteFolder(tmp_path / "own")
    site.render()
    page = open_tab(viewport={"width": 1280, "height": 960}, color_scheme="light").page
    with serving(site.public) as address:
        page.goto(f"{address}/en/{slug}/parallel/")
        page.locator("#s1").click()
        page.evaluate("scrollTo(0, 0)")
        page.mouse.move(0, 0)
        chosen = page.locator(".sentence[data-sentence='1']")
        assert chosen.count() == 2
        page.screenshot(path=Path(FOLDER or tmp_path) / "both-languages.png")
