"""Bringing a finished site to a target by its name, with all that belongs to that: redirects and the command after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sitegen.publishing.after import AfterPublishing
from sitegen.publishing.publisher import ShowProgress, ignore_progress
from sitegen.publishing.redirects import site_redirects
from sitegen.publishing.run import Published, find_target, publish_site
from sitegen.settings.site import Site


@dataclass(frozen=True)
class Followed:
    """The target's own command, and with how many changed files it ran, or would; None if nothing has changed."""

    command: str
    files: int | None


def deliver(
    site: Site,
    name: str,
    *,
    dry_run: bool = False,
    take_over: bool = False,
    show: ShowProgress = ignore_progress,
    tell: Callable[[Published], None] = lambda _: None,
) -> tuple[Published, Followed | None]:
    """Publish to the target ``[publish.NAME]`` and run its command, if it has one; see `publish_site`.

    ``tell`` is called before the command runs. With ``dry_run``, it is only said what would happen.

    Raises:
        SitegenError: there is no such target, it cannot be published to, or its command fails.
    """
    target = find_target(site, name)
    redirects = site_redirects(site) if target.host_files else ()
    after = AfterPublishing(site, name, target)
    note = partial(after.note, dry_run=dry_run)
    published = publish_site(
        site, target, redirects=redirects, dry_run=dry_run, take_over=take_over, note=note, show=show
    )
    tell(published)
    if not after.command:
        return published, None
    if not after.is_due(published.changes):
        return published, Followed(after.command, None)
    return published, Followed(after.command, after.files if dry_run else after.run())
