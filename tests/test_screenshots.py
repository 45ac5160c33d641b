"""How pages look: on paper, on a phone, on a desk, light and dark. The pictures are kept for people to look at."""

from __future__ import annotations

import base64
import os
import shutil
from pathlib import Path
from typing import Literal

import pytest
from browsing import Host, OpenTab, needs_chromium, serving
from sites import SiteFolder

pytestmark = needs_chromium

PROJECT = Path(__file__).parent.parent
FOLDER = "SITEGEN_SCREENSHOTS"
"""Names the folder where the screenshots are kept; without it they go to a temporary one."""

Scheme = Literal["light", "dark"]


def test_paper_has_the_story_without_what_can_only_be_clicked(root_host: Host, open_tab: OpenTab) -> None:
    page = open_tab().page
    page.goto(f"{root_host.address}en/kabar/#s3")
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert page.get_by_text("Translated by machine.").is_visible()
    assert page.get_by_text(f"{root_host.site.site.base_url}en/kabar/").is_visible()
    for selector in (".skip", ".languages", ".onward", ".twin"):
        assert page.locator(f"{selector}:visible").count() == 0
    assert page.pdf().startswith(b"%PDF-")


@pytest.fixture
def screenshots(tmp_path: Path) -> Path:
    folder = Path(os.environ.get(FOLDER, tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_screenshots_of_every_kind_of_page(
    root_host: Host, open_tab: OpenTab, screenshots: Path, width: int, scheme: Scheme
) -> None:
    page = open_tab(viewport={"width": width, "height": 844}, color_scheme=scheme).page
    for name, path in {"root": "", "404": "404.html", "home": "id/", "id": "id/kabar/", "en": "en/kabar/"}.items():
        page.goto(root_host.address + path)
        picture = page.screenshot(path=screenshots / f"{name}-{width}-{scheme}.png")
        assert picture.startswith(b"\x89PNG")


def test_screenshot_of_both_pages_side_by_side(open_tab: OpenTab, screenshots: Path, tmp_path: Path) -> None:
    """The picture in the README: docs/both-languages.png, of the project's own first article."""
    articles = sorted(path.stem for path in (PROJECT / "content" / "en").glob("*.md"))
    shutil.copytree(PROJECT / "content", tmp_path / "own" / "content")
    shutil.copy(PROJECT / "site.toml", tmp_path / "own")
    site = SiteFolder(tmp_path / "own")
    site.render()
    page = open_tab(viewport={"width": 640, "height": 960}, color_scheme="light").page
    pictures = []
    with serving(site.public) as address:
        for lang in site.site.languages:
            page.goto(f"{address}/{lang}/{articles[0]}/")
            pictures.append(base64.b64encode(page.screenshot()).decode())
    page.goto("about:blank")
    page.set_viewport_size({"width": 1328, "height": 992})
    images = "".join(f'<img width="640" height="960" src="data:image/png;base64,{data}">' for data in pictures)
    page.set_content(f'<body style="margin:16px;display:flex;gap:16px;background:#888">{images}</body>')
    picture = page.screenshot(path=screenshots / "both-languages.png")
    assert len(picture) > 50_000
