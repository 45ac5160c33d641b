"""What a site gives browsers that keep it on a device, and that it gives nothing of it unless it is asked for."""

from __future__ import annotations

import json

import pytest
from html_pages import all_of, one, parse
from PIL import Image
from previewing import previewing
from sites import MakeSite, SiteFolder

from sitegen.checking.gate import check_finished_site
from sitegen.errors import SitegenError

BASE = "https://example.org/news/"
OFFLINE = {"offline.html", "offline.js", "sw.js", "id/manifest.webmanifest", "en/manifest.webmanifest"}


def made(make_site: MakeSite, more: str = "", **settings: object) -> SiteFolder:
    """A site with a story; ``more`` stands at the end of its ``site.toml``."""
    site = make_site(base_url=BASE, search=False, **settings)
    path = site.root / "site.toml"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    site.pair("gempa", ("Gempa", "Quake"))
    return site


@pytest.mark.slow
def test_a_site_has_none_of_it_unless_it_is_asked_for(make_site: MakeSite) -> None:
    site = made(make_site, offline=False)
    assert site.render().problems == ()
    without = site.files()
    assert OFFLINE & without.keys() == set()
    assert b"serviceWorker" not in b"".join(without.values())
    settings = site.root / "site.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("offline = false", "offline = true"), encoding="utf-8")
    assert site.render().problems == ()
    assert site.files().keys() >= OFFLINE
    settings.write_text(text.replace("offline = false\n", ""), encoding="utf-8")
    assert site.render().problems == ()
    assert site.files() == without


def test_each_edition_is_an_app_below_the_sites_own_path(make_site: MakeSite) -> None:
    site = made(make_site, offline=True)
    assert site.render().problems == ()
    files = site.files()
    for lang, name in (("id", "Cermin Berita"), ("en", "News Mirror")):
        manifest = json.loads(files[f"{lang}/manifest.webmanifest"])
        assert (manifest["name"], manifest["lang"]) == (name, lang)
        assert (manifest["start_url"], manifest["scope"]) == (f"/news/{lang}/", "/news/")
        for icon in manifest["icons"]:
            path = site.public / icon["src"].removeprefix("/news/")
            with Image.open(path) as image:
                assert f"{image.width}x{image.height}" == icon["sizes"]
        page = parse(site.page(f"{lang}/gempa/"))
        assert one(page, "link", rel="manifest").get("href") == f"/news/{lang}/manifest.webmanifest"
        (script,) = [found for found in all_of(page, "script") if found.get("data-worker")]
        assert (script.get("src"), script.get("data-worker")) == ("/news/offline.js", "/news/sw.js")
        policy = one(page, "meta", http_equiv="Content-Security-Policy").get("content", "")
        assert "manifest-src 'self'; worker-src 'self'" in policy
    assert list(check_finished_site(site.site)) == []


@pytest.mark.slow
def test_another_theme_or_icon_is_another_worker_and_the_same_site_is_the_same_one(make_site: MakeSite) -> None:
    site = made(make_site, '[offline]\nicon = "icon.png"\ntheme_color = "#224466"\n')
    Image.new("RGB", (600, 400), "green").save(site.root / "icon.png")
    assert site.render().problems == ()
    first = site.files()
    assert json.loads(first["id/manifest.webmanifest"])["theme_color"] == "#224466"
    site.pair("banjir", ("Banjir", "Flood"))
    assert site.render().problems == ()
    assert site.files()["sw.js"] == first["sw.js"]
    Image.new("RGB", (600, 400), "blue").save(site.root / "icon.png")
    assert site.render().problems == ()
    assert site.files()["sw.js"] != first["sw.js"]
    assert site.files()["id/manifest.webmanifest"] != first["id/manifest.webmanifest"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('[offline]\nicon = "../icon.png"', "in the site's folder"),
        ('[offline]\ntheme_color = "red"', "theme_color"),
        ('[offline]\ncolour = "red"', "colour"),
        ("offline = 3", "offline"),
    ],
)
def test_wrong_settings_are_named(make_site: MakeSite, more: str, said: str) -> None:
    site = make_site()
    path = site.root / "site.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}{more}\n" if more.startswith("[") else f"{more}\n{text}", encoding="utf-8")
    with pytest.raises(SitegenError, match=said):
        _ = site.site


def test_an_icon_that_is_not_there_is_named(make_site: MakeSite) -> None:
    assert "tiada.png" in made(make_site, '[offline]\nicon = "tiada.png"\n').refused()


@pytest.mark.slow
def test_a_preview_has_no_worker_that_would_stay_in_the_editors_browser(make_site: MakeSite) -> None:
    site = made(make_site, offline=True)
    with previewing(site) as preview:
        assert preview.ask("/news/offline.js").status == 200
        assert preview.ask("/news/sw.js").status == 404
