"""Reading without a network: the manifest of a web app, its icons, and the service worker that keeps what was read.

See https://www.w3.org/TR/appmanifest/ and https://www.w3.org/TR/service-workers/. No server is needed for it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from sitegen.rendering.addresses import OFFLINE_PAGE, OFFLINE_SCRIPT, SERVICE_WORKER, manifest_path, picture_path
from sitegen.rendering.page import Page, Section
from sitegen.rendering.pictures.icons import icon_files
from sitegen.rendering.site_context import PageMeta
from sitegen.rendering.site_index import SiteIndex
from sitegen.rendering.theme.theme import Theme
from sitegen.rendering.views import Edition
from sitegen.settings.offline import OfflineSettings
from sitegen.settings.site import Site


def offline_page(publication: SiteIndex) -> Iterator[Page]:
    """Yield the page that stands in for pages that were not read before, if the site is kept on devices."""
    if publication.site.offline:
        edition = publication.editions[0]
        head = PageMeta(kind="offline", title=edition.title, description="", path=None)
        sections = tuple(Section("offline-section.html", edition) for edition in publication.editions)
        yield Page(OFFLINE_PAGE, "offline.html", edition.lang, head, sections=sections)


def icon_path(site: Site) -> Path | None:
    """Return the file of the site's own icon; None if it has none."""
    return site.root / site.offline.icon if site.offline and site.offline.icon else None


def offline_files(publication: SiteIndex, theme: Theme, fingerprint: str) -> Iterator[tuple[str, bytes]]:
    """Yield the paths and bytes of the other files, if the site is kept on devices.

    ``fingerprint`` stands for all that the worker keeps from the start; with another one, browsers take the new worker.

    Raises:
        SitegenError: the icon cannot be used, or a template has a mistake.
    """
    settings = publication.site.offline
    if settings is None:
        return
    icons = dict(icon_files(icon_path(publication.site)))
    key = hashlib.sha256(b"".join(icons.values())).hexdigest()[:16]
    paths = {size: picture_path(key, f"{size}.png") for size in icons}
    yield from ((paths[size], data) for size, data in icons.items())
    addresses = {size: publication.addresses.link(path) for size, path in paths.items()}
    for edition in publication.editions:
        yield manifest_path(edition.lang), _manifest(publication, edition, settings, addresses)
    first = publication.editions[0].lang
    values = {"version": fingerprint, "base": publication.site.base_path}
    yield SERVICE_WORKER, theme.render("offline/worker.js", first, values).encode()
    yield OFFLINE_SCRIPT, theme.render("offline/register.js", first, {}).encode()


def _manifest(publication: SiteIndex, edition: Edition, settings: OfflineSettings, icons: Mapping[int, str]) -> bytes:
    purpose = "any" if settings.icon else "any maskable"
    values = {
        "id": edition.url,
        "name": edition.title,
        "short_name": edition.title,
        "description": edition.description,
        "lang": edition.lang,
        "dir": edition.dir,
        "start_url": edition.url,
        "scope": publication.site.base_path,
        "display": "minimal-ui",
        "theme_color": settings.theme_color,
        "background_color": settings.background_color,
        "icons": [
            {"src": address, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for size, address in icons.items()
        ],
    }
    return (
        json.dumps({name: value for name, value in values.items() if value}, ensure_ascii=False, indent=1) + "\n"
    ).encode()
