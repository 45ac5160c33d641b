"""Small sites, written by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from sitegen.building.incremental.inputs import Options, RenderResult
from sitegen.building.site import render_site
from sitegen.errors import SitegenError
from sitegen.settings.site import Site, load_site
from sitegen.storage.manifest import MANIFEST

TRANSLATED: Mapping[str, object] = {
    "status": "machine",
    "engine": "argos",
    "package": "translate-id_en",
    "version": "0.1",
    "sentences": [],
}
"""The record in a translated article's front matter."""


@dataclass(frozen=True)
class SiteFolder:
    """A site on disk."""

    root: Path

    @property
    def site(self) -> Site:
        return load_site(self.root)

    @property
    def public(self) -> Path:
        return self.root / "public"

    def write(self, lang: str, slug: str, title: str = "", body: str = "Satu kalimat.", /, **front: object) -> Path:
        """Write one article's file."""
        path = self.root / "content" / lang / f"{slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        values = {"title": title or slug, "lang": lang, **front}
        path.write_text(f"---\n{yaml.safe_dump(values, allow_unicode=True)}---\n\n{body}\n", encoding="utf-8")
        return path

    def pair(
        self, slug: str, titles: tuple[str, str], bodies: tuple[str, str] = ("Satu.", "One."), /, **front: object
    ) -> None:
        """Write an Indonesian article and its machine translation."""
        self.write("id", slug, titles[0], bodies[0], **front)
        shared = {key: value for key, value in front.items() if key != "source"}
        self.write("en", slug, titles[1], bodies[1], **{"translation": dict(TRANSLATED), **shared})

    def render(self) -> RenderResult:
        """Make the site, also without what has errors."""
        return render_site(self.site, Options(keep_going=True))

    def refused(self) -> str:
        """Return what is said of a site that is not published because of what is wrong with it."""
        try:
            result = render_site(self.site)
        except SitegenError as error:
            return str(error)
        assert not result.published
        return "\n".join(map(str, result.problems))

    def page(self, path: str) -> str:
        """The HTML of a page by its address without the base path, such as ``id/slug/``."""
        file = self.public / path
        return (file / "index.html" if path.endswith("/") or not path else file).read_text(encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        """All files of the finished site but for the manifest."""
        return {
            path.relative_to(self.public).as_posix(): path.read_bytes()
            for path in sorted(self.public.rglob("*"))
            if path.is_file() and path.name != MANIFEST
        }


def stamps(root: Path) -> dict[Path, int]:
    """When each file of a site was written, but for the record of builds, which learns from every build."""
    files = (path for path in root.rglob("*") if path.is_file() and not path.name.startswith("build.sqlite3"))
    return {path: path.stat().st_mtime_ns for path in files}


MakeSite = Callable[..., SiteFolder]


def write_site(root: Path, **settings: object) -> SiteFolder:
    """Make an empty site in a folder."""
    titles = {"id": "Cermin Berita", "en": "News Mirror"}
    descriptions = {"id": "Berita Indonesia.", "en": "News from Indonesia."}
    values = {"title": titles, "description": descriptions, **settings}
    plain = {key: value for key, value in values.items() if not isinstance(value, dict)}
    lines = [f"{key} = {json.dumps(value)}" for key, value in plain.items()]
    for key, table in values.items():
        if isinstance(table, dict):
            lines += [f"[{key}]", *(f"{name} = {json.dumps(value)}" for name, value in table.items())]
    root.mkdir(parents=True)
    (root / "site.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return SiteFolder(root)
