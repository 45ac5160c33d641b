"""The stages of a build as commands run them, with reports of results and problems."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click
from pydantic import ValidationError

from sitegen.building.incremental.inputs import Options, RenderResult
from sitegen.building.site import render_site
from sitegen.commands.run import Run, count
from sitegen.errors import SitegenError
from sitegen.settings.site import Site, TranslationSettings
from sitegen.settings.validation import first_error

if TYPE_CHECKING:
    from sitegen.seeds.importing import ImportResult


def render_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of rendering, as the argument ``options``."""

    @click.option("--keep-going", is_flag=True, help="Build without the articles and pages that have errors.")
    @click.option("--clean", is_flag=True, help="Remove files in public/ that sitegen did not make.")
    @click.option("--jobs", type=click.IntRange(1), help="Processes that render pages.  [default: one for each core]")
    @wraps(command)
    def with_options(*arguments: object, keep_going: bool, clean: bool, jobs: int | None, **others: object) -> None:
        command(*arguments, options=Options(keep_going=keep_going, clean=clean, jobs=jobs), **others)

    return with_options


def build_all(run: Run, site: Site, options: Options) -> None:
    """Import, translate, render. What a failed stage leaves is whole, so that the next one can still show it."""
    stages: tuple[Callable[[Run, Site], object], ...] = (
        import_stage,
        translate_stage,
        partial(render_stage, options=options),
    )
    for stage in stages:
        try:
            stage(run, site)
        except SitegenError as error:
            run.report([error.problem])
    if not run.failed:
        _say_better_model(run, site)


def _say_better_model(run: Run, site: Site) -> None:
    """Say how to get the official model, unless the site has another than the starter, or asks for that by name."""
    from sitegen.models.install import STARTER
    from sitegen.models.installed import uses_starter_unasked

    if uses_starter_unasked(site):
        install = run.command("model", "install", STARTER.code)
        click.echo(f"The small starter model translates this site; to get the official one, which is larger: {install}")


def import_stage(run: Run, site: Site) -> None:
    """Turn seeds into Markdown files."""
    result = imported(site)
    run.report(result.problems)
    say_imported(result)


def imported(site: Site) -> ImportResult:
    """Turn seeds into Markdown files, with a bar at a terminal."""
    from sitegen.commands.progress import progress_bar
    from sitegen.publishing.publisher import ignore_progress
    from sitegen.seeds.importing import import_seeds

    with progress_bar("Importing") as show:
        return import_seeds(site, show or ignore_progress)


def say_imported(result: ImportResult) -> None:
    """Report an import in one line."""
    total = len(result.written) + len(result.updated) + len(result.unchanged) + len(result.kept)
    parts = ((result.written, "new"), (result.updated, "updated"), (result.kept, "kept as you edited it"))
    news = ", ".join(f"{len(paths):,} {what}" for paths, what in parts if paths) or "nothing new"
    click.echo(f"Imported    {count(total, 'seed')}: {news}")


def translate_stage(run: Run, site: Site) -> None:
    """Translate new and changed sentences."""
    from sitegen.commands.progress import translation_bar
    from sitegen.translation.cluster.translator import site_translator
    from sitegen.translation.engines.registry import site_engine
    from sitegen.translation.run import translate_site

    engine = site_engine(site)
    with site_translator(site, engine) as translator, translation_bar() as show:
        result = translate_site(site, engine, show, translator)
    run.report(result.problems)
    speed = f", {result.speed:,.1f} sentences per second" if result.speed else ""
    click.echo(f"Translated  {count(result.texts, 'text')} in {count(result.articles, 'article')}{speed}")


def on_cluster(site: Site, address: str) -> Site:
    """Return ``site`` with another cluster than its own.

    Raises:
        click.BadParameter: the address is none.
    """
    try:
        settings = TranslationSettings.model_validate({**site.translation.model_dump(), "cluster": address})
    except ValidationError as error:
        raise click.BadParameter(first_error(error)[1], param_hint="--cluster") from error
    return site.model_copy(update={"translation": settings})


def render_stage(run: Run, site: Site, options: Options) -> RenderResult:
    """Make the pages, and return what came of it."""
    from sitegen.seeds.unused import unused_files

    result = render_site(site, options, waiting=_say_waiting)
    unused, left_out = unused_files(site)
    run.report([*result.problems, *unused])
    if left_out:
        names = ", ".join(path.relative_to(site.root).as_posix() for path in left_out[:5])
        more = f" and {len(left_out) - 5:,} more" if len(left_out) > 5 else ""
        click.echo(f"Left out    {names}{more}: notes, hidden files and editors' copies")
    if not result.published:
        remedy = "correct what is said above, or build with --keep-going to publish without it"
        click.echo(f"error: nothing was published, and the last site is as it was: {remedy}", err=True)
        return result
    where = f" with drafts, in {site.public.relative_to(site.root).as_posix()}" if site.drafts else ""
    click.echo(f"Rendered    {count(result.pages, 'page')}{where}")
    if result.held and not site.drafts:
        moment, slug = result.held[0]
        when = moment.astimezone(ZoneInfo(site.timezone)).strftime("%Y-%m-%d %H:%M")
        articles = count(len(result.held), "article")
        click.echo(f"Held back   {articles} until due; the next is {slug}, at {when} {site.timezone}: build again then")
    return result


def _say_waiting() -> None:
    click.echo("Another build of this site is under way; this one goes on when it has ended.", err=True)
