"""Publishing a finished site to one of its targets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.publishing.changes import Changes, refuse_to_take_over
from sitegen.publishing.headers import HEADERS, REDIRECTS, Redirect, headers_file, redirects_file
from sitegen.publishing.publisher import ShowProgress, ignore_progress
from sitegen.publishing.registry import publisher
from sitegen.publishing.site_files import site_files
from sitegen.publishing.tables import Tables
from sitegen.settings.site import SETTINGS_FILE, Site
from sitegen.settings.targets import Target
from sitegen.storage.lock import locked


@dataclass(frozen=True)
class Published:
    """The target of a publication, or of a dry run, and the changes there."""

    place: str
    files: int
    changes: Changes


def find_target(site: Site, name: str) -> Target:
    """Return the target of this name.

    Raises:
        SitegenError: there is none; the message says which there are.
    """
    if name in site.publish:
        return site.publish[name]
    path = site.root / SETTINGS_FILE
    if not site.publish:
        message = say("says nowhere what to publish to: add a [publish.{name}] (docs/publishing.md)", name=name)
        raise SitegenError(message, path)
    message = say("there is no [publish.{name}]; there is {names}", name=name, names=", ".join(sorted(site.publish)))
    raise SitegenError(message, path)


def publish_site(
    site: Site,
    target: Target,
    *,
    redirects: Iterable[Redirect] = (),
    dry_run: bool = False,
    take_over: bool = False,
    note: Callable[[Changes, Tables], None] = lambda _changes, _tables: None,
    show: ShowProgress = ignore_progress,
) -> Published:
    """Bring the finished site in ``public/`` to a target, where nothing is touched with ``dry_run``.

    No build may change ``public/`` in the meantime: it waits. ``note`` is told what is about to change, or would be.

    Raises:
        SitegenError: there is no finished site, the target cannot be reached or written, or it holds files that
            somebody else has put there, and ``take_over`` is not set.
    """
    with locked(site.state), Tables(site.state) as tables:
        files = site_files(site.public, _extra_files(site, target, redirects), tables)
        with publisher(target, site, files, dry_run=dry_run) as found:
            changes = found.changes()
            if not dry_run and not take_over:
                refuse_to_take_over(changes, found.place)
            note(changes, tables)
            if changes and not dry_run:
                found.publish(changes, show)
            return Published(found.place, len(files), changes)


def _extra_files(site: Site, target: Target, redirects: Iterable[Redirect]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    if target.host_files:
        files |= {HEADERS: headers_file(site.base_path), REDIRECTS: redirects_file(redirects)}
    return files | target.extra_files()
