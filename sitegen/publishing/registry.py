"""What publishes to each kind of target. One line adds a kind, beside its settings in `TARGETS`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pkgutil import resolve_name
from typing import cast

from sitegen.publishing.publisher import Publisher
from sitegen.publishing.site_files import SiteFiles
from sitegen.settings.site import Site
from sitegen.settings.targets import Target

PUBLISHERS = {
    "directory": "sitegen.publishing.directory:directory_publisher",
    "git": "sitegen.publishing.git_branch:git_publisher",
    "rsync": "sitegen.publishing.rsync:rsync_publisher",
    "s3": "sitegen.publishing.s3:s3_publisher",
}
"""By kind: a `MakePublisher`, named and not imported, because each kind loads only its own part of the program."""

MakePublisher = Callable[..., AbstractContextManager[Publisher]]
"""Called with the target, the site and the files, and ``dry_run`` by name: gives a publisher for a while."""


def publisher(target: Target, site: Site, files: SiteFiles, *, dry_run: bool) -> AbstractContextManager[Publisher]:
    """Give a publisher of ``files`` to ``target``; with ``dry_run``, only its changes are read.

    Raises:
        SitegenError: the target cannot be published to from here.
    """
    return cast(MakePublisher, resolve_name(PUBLISHERS[target.kind]))(target, site, files, dry_run=dry_run)
