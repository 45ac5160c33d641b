"""``publish``: upload the finished site to a target."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from sitegen.building.incremental.inputs import Options
from sitegen.commands.run import Run, count, pass_run
from sitegen.commands.setup.completing import complete_target
from sitegen.commands.stages import render_stage
from sitegen.errors import SitegenError
from sitegen.settings.site import Site

if TYPE_CHECKING:
    from sitegen.publishing.run import Published


@click.command("publish")
@click.argument("target", shell_complete=complete_target)
@click.option("--dry-run", is_flag=True, help="List the changes without making them.")
@click.option("--take-over", is_flag=True, help="Delete or replace files at the target that sitegen did not publish.")
@pass_run
def publish_command(run: Run, target: str, dry_run: bool, take_over: bool) -> None:
    """Render, check and publish the site to TARGET, a [publish.TARGET] in site.toml.

    Only changed files are sent, pages last; files that left the site are deleted at the end. If a file cannot be read
    or a link is dead, nothing is published; with --strict, warnings count too. Finally, TARGET's own command ('after')
    is run if something has changed.
    """
    from sitegen.commands.progress import progress_bar
    from sitegen.publishing.delivery import deliver
    from sitegen.publishing.publisher import ignore_progress
    from sitegen.publishing.run import find_target

    site = run.site()
    find_target(site, target)
    _be_ready(run, site)
    with ExitStack() as bar:
        show = bar.enter_context(progress_bar("Publishing"))

        def tell(published: Published) -> None:
            bar.close()
            _say(published, dry_run=dry_run)

        _, followed = deliver(
            site, target, dry_run=dry_run, take_over=take_over, show=show or ignore_progress, tell=tell
        )
    if followed and followed.files is None:
        click.echo(f"Not run     {followed.command}: nothing has changed")
    elif followed:
        verb = "Would run" if dry_run else "Ran"
        click.echo(f"{verb:10}  {followed.command}: {count(followed.files or 0, 'changed file')}")
    run.finish()


def _say(published: Published, *, dry_run: bool) -> None:
    """Say what has changed at a target, or would."""
    changes = published.changes
    parts = ((changes.added, "added"), (changes.changed, "changed"), (changes.deleted, "deleted"))
    if dry_run:
        for paths, what in parts:
            for path in paths:
                click.echo(f"{what:8}  {_shown(path)}")
        if changes.takes_over:
            click.echo("Not all that would go was published by sitegen: it would ask for --take-over")
    news = [f"{len(paths):,} {what}" for paths, what in parts if paths]
    news += ["earlier commits dropped"] if changes.drops_history else []
    verb = "Would publish" if dry_run else "Published"
    click.echo(f"{verb:10}  {count(published.files, 'file')} to {published.place}: {', '.join(news) or 'nothing new'}")


def _shown(path: str) -> str:
    """A path as a terminal can show it."""
    from sitegen.publishing.changes import readable_path

    return "".join(character if character.isprintable() else "?" for character in readable_path(path))


def _be_ready(run: Run, site: Site) -> None:
    """Bring ``public/`` up to date, check it as `check` does, and refuse to publish a site with errors.

    Raises:
        SitegenError: something is wrong with the site.
    """
    from sitegen.checking.gate import publishing_problems

    result = render_stage(run, site, Options())
    if not run.failed:
        run.report(publishing_problems(site, result))
    if run.failed:
        raise SitegenError("nothing was published; correct first what is said above")
