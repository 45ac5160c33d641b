"""Watches the files that the site is made from."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from pathlib import Path

from watchfiles import Change, awatch

from sitegen.errors import Problem, SitegenError
from sitegen.rendering.theme.folders import find_theme
from sitegen.settings.site import Site

Changed = Callable[[set[Path] | None], None]
"""Called with the files that changed; None stands for any."""


async def watch(site_now: Callable[[], Site], changed: Changed) -> Problem:
    """Call ``changed`` at the start and whenever seeds, content, themes or the files beside site.toml change.

    It goes on until it is cancelled. Where the system cannot watch, it returns what to say about that.
    """
    while True:
        site = site_now()
        ended = asyncio.Event()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(_watch_folders(_folders(site), ended, changed))
                group.create_task(_watch_root(site, ended))
                # Both are watching when this comes to its turn: nothing between two rounds is missed.
                group.create_task(_say(changed))
        except ExceptionGroup as errors:
            if errors.subgroup(FileNotFoundError):  # a folder has gone in this moment
                await asyncio.sleep(0.1)
                continue
            # What watchfiles raises, for one where the system allows no more watches.
            _, others = errors.split((OSError, RuntimeError))
            if others:
                raise
            reason = str(errors.exceptions[0])
            message = f"changes cannot be noticed: {reason}; start the preview again to see them"
            return Problem(message, site.root, severity="warning")


async def _say(changed: Changed) -> None:
    changed(None)


async def _watch_folders(folders: list[Path], ended: asyncio.Event, changed: Changed) -> None:
    if not folders:
        await ended.wait()
        return
    async for changes in awatch(*folders, watch_filter=_matters, stop_event=ended):
        changed({Path(path) for _, path in changes})


async def _watch_root(site: Site, ended: asyncio.Event) -> None:
    """End the round when something changed beside site.toml: a setting, or which folders there are."""

    def matters(change: Change, path: str) -> bool:
        # The finished site comes from builds; that somebody has removed it must be noticed.
        return not site.public.exists() if Path(path).name == site.public.name else _matters(change, path)

    async for _ in awatch(site.root, watch_filter=matters, recursive=False, stop_event=ended):
        ended.set()


def _folders(site: Site) -> list[Path]:
    """Return the folders to watch, as far as they are there."""
    folders = [site.seeds, site.root / "content", site.root / "themes"]
    with contextlib.suppress(SitegenError):  # the build says it
        folders += find_theme(site.root, site.theme).folders
    there = [folder for folder in dict.fromkeys(folders) if folder.is_dir()]
    return [folder for folder in there if not any(other in folder.parents for other in there)]


def _matters(_: Change, path: str) -> bool:
    """Tell whether a file can be a part of the site: hidden ones and copies are those of editors and systems."""
    name = Path(path).name
    return not name.startswith((".", "#")) and not name.endswith(("~", ".swp", ".tmp"))
