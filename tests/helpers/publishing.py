"""What the tests of publishing share."""

from __future__ import annotations

from pathlib import Path

from pydantic import TypeAdapter
from sites import write_site

from sitegen.publishing.run import Published, publish_site
from sitegen.settings.site import Site
from sitegen.settings.targets import Target

SITE = {
    "index.html": b"<p>choose",
    "id/index.html": b"<p>beranda",
    "id/gempa/index.html": b"<p>gempa",
    "en/index.html": b"<p>home",
    "id/feed.xml": b"<feed/>",
    "static/harian.0123abcd.css": b"p {}",
    "robots.txt": b"",
}
"""A finished site that is small but has a file of every kind."""


def target(**settings: object) -> Target:
    """A target as site.toml would give it."""
    found: Target = TypeAdapter(Target).validate_python(settings)
    return found


def finished(root: Path, files: dict[str, bytes] | None = None, **settings: object) -> Site:
    """A site in ``root`` whose ``public/`` holds ``files``, and nothing else."""
    site = write_site(root, **settings).site
    put(site, SITE if files is None else files)
    return site


def put(site: Site, files: dict[str, bytes]) -> None:
    """Let ``public/`` hold these files, and nothing else, without touching what stays."""
    for path in contents(site.public):
        if path not in files:
            (site.public / path).unlink()
            for parent in (site.public / path).parents:
                if parent == site.public or any(parent.iterdir()):
                    break
                parent.rmdir()
    for path, data in files.items():
        file = site.public / path
        if not file.is_file() or file.read_bytes() != data:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def publish(site: Site, settings: Target, *, dry_run: bool = False, take_over: bool = False) -> Published:
    """Publish without progress and redirects."""
    return publish_site(site, settings, dry_run=dry_run, take_over=take_over)
