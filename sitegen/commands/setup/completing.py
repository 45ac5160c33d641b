"""What a word of a command may become, from the site: slugs, targets, models. Nothing where there is no site."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import click

from sitegen.errors import SitegenError
from sitegen.settings.site import Site, load_site

Complete = Callable[[click.Context, click.Parameter, str], list[str]]


def _of_the_site(words: Callable[[Site], Iterable[str]]) -> Complete:
    def complete(context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
        try:
            found = words(load_site(Path(context.find_root().params.get("folder") or ".")))
            return sorted(word for word in found if word.startswith(begun))
        except (SitegenError, OSError):  # the command itself says what is wrong
            return []

    return complete


def _slugs(site: Site) -> Iterable[str]:
    from sitegen.content.store import article_files

    return (path.stem for path in article_files(site, site.target_language))


def _targets(site: Site) -> Iterable[str]:
    return site.publish


def _models(site: Site) -> Iterable[str]:
    return (path.name for path in (site.state / "argos" / "packages").glob("translate-*"))


complete_slug = _of_the_site(_slugs)
complete_target = _of_the_site(_targets)
complete_model = _of_the_site(_models)
