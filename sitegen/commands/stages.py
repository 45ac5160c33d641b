"""The stages of a build as commands run them: what was done and what is wrong is said."""

from __future__ import annotations

import click

from sitegen.commands.progress import translation_bar
from sitegen.commands.run import Run, count
from sitegen.config import Site
from sitegen.errors import SitegenError


def build_all(run: Run, site: Site) -> None:
    """Import, translate, render. What a failed stage leaves is whole, so that the next one can still show it."""
    for stage in (import_stage, translate_stage, render_stage):
        try:
            stage(run, site)
        except SitegenError as error:
            run.say([error.problem])


def import_stage(run: Run, site: Site) -> None:
    """Turn seeds into Markdown files."""
    from sitegen.seeds.importing import import_seeds

    result = import_seeds(site)
    run.say(result.problems)
    total = len(result.written) + len(result.updated) + len(result.unchanged) + len(result.kept)
    parts = ((result.written, "new"), (result.updated, "updated"), (result.kept, "kept as you edited it"))
    news = ", ".join(f"{len(paths):,} {what}" for paths, what in parts if paths) or "nothing new"
    click.echo(f"Imported    {count(total, 'seed')}: {news}")


def translate_stage(run: Run, site: Site) -> None:
    """Translate what is new or changed."""
    from sitegen.translation.run import site_engine, translate_site

    with translation_bar() as show:
        result = translate_site(site, site_engine(site), show)
    run.say(result.problems)
    speed = f", {result.speed:,.1f} sentences per second" if result.speed else ""
    click.echo(f"Translated  {count(result.texts, 'text')} in {count(result.articles, 'article')}{speed}")


def render_stage(run: Run, site: Site) -> None:
    """Make the pages."""
    from sitegen.rendering.run import render_site

    result = render_site(site)
    run.say(result.problems)
    where = f" with drafts, in {site.public.relative_to(site.root).as_posix()}" if site.drafts else ""
    click.echo(f"Rendered    {count(result.pages, 'page')}{where}")
