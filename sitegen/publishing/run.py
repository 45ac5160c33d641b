"""Publishing a finished site to one of its targets."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from sitegen.config import SETTINGS_FILE, Site
from sitegen.errors import SitegenError
from sitegen.output.lock import locked
from sitegen.publishing.changes import Changes, refuse_to_take_over
from sitegen.publishing.headers import Redirect, headers_file, redirects_file
from sitegen.publishing.publisher import Publisher, ShowProgress, never_mind
from sitegen.publishing.site_files import SiteFiles, site_files
from sitegen.publishing.targets import DirectoryTarget, GitTarget, RsyncTarget, Target


@dataclass(frozen=True)
class Published:
    """Where a site was published, or would be, and what that changes there."""

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
        raise SitegenError(f"says nowhere what to publish to: add a [publish.{name}] (docs/publishing.md)", path)
    raise SitegenError(f"there is no [publish.{name}]; there is {', '.join(sorted(site.publish))}", path)


def publish_site(
    site: Site,
    target: Target,
    *,
    redirects: Iterable[Redirect] = (),
    dry_run: bool = False,
    take_over: bool = False,
    show: ShowProgress = never_mind,
) -> Published:
    """Bring the finished site in ``public/`` to a target, where nothing is touched with ``dry_run``.

    No build may change ``public/`` in the meantime: it waits.

    Raises:
        SitegenError: there is no finished site, the target cannot be reached or written, or it holds files that
            somebody else has put there, and ``take_over`` is not set.
    """
    with locked(site.state):
        files = site_files(site.public, _extra_files(site, target, redirects))
        with _publisher(site, target, files, dry_run=dry_run) as publisher:
            changes = publisher.changes()
            if not dry_run:
                if not take_over:
                    refuse_to_take_over(changes, publisher.place)
                if changes:
                    publisher.publish(changes, show)
            return Published(publisher.place, len(files), changes)


def _extra_files(site: Site, target: Target, redirects: Iterable[Redirect]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    if target.host_files:
        files |= {"_headers": headers_file(site.base_path), "_redirects": redirects_file(redirects)}
    if isinstance(target, GitTarget):
        files[".nojekyll"] = b""  # GitHub would leave out files that begin with an underscore
        if target.cname:
            files["CNAME"] = f"{target.cname}\n".encode()
    return files


def _publisher(site: Site, target: Target, files: SiteFiles, *, dry_run: bool) -> AbstractContextManager[Publisher]:
    # Each kind loads only its own part of the program.
    if isinstance(target, DirectoryTarget):
        from sitegen.publishing.directory import DirectoryPublisher  # noqa: PLC0415

        return nullcontext(DirectoryPublisher(target, site.root, files))
    if isinstance(target, GitTarget):
        from sitegen.publishing.git_branch import git_publisher  # noqa: PLC0415

        return git_publisher(target, site, files, dry_run=dry_run)
    if isinstance(target, RsyncTarget):
        from sitegen.publishing.rsync import rsync_publisher  # noqa: PLC0415

        return rsync_publisher(target, site.root, files)
    from sitegen.publishing.s3 import S3Publisher  # noqa: PLC0415

    return nullcontext(S3Publisher(target, files))
