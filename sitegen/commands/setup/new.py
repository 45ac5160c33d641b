"""``new``: a first site in a minute."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from sitegen.commands.run import Run, pass_run, path_from_here
from sitegen.commands.setup.add import add_seeds
from sitegen.invocation import program


@click.command("new")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "archive",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Import the stories of this file, such as archive.csv, instead of an example.",
)
@pass_run
def new_command(run: Run, folder: Path, archive: Path | None) -> None:
    """Create a site in FOLDER, which must be new or empty.

    It has settings, an example story, and files for Git and GitHub, and can be built at once.
    """
    from sitegen.new_site.making import make_site
    from sitegen.seeds.adding import check_seed

    if run.folder != Path():
        raise click.UsageError(f"--site is for a site that is there. Write: {program()} new {shlex.quote(str(folder))}")
    if archive:
        check_seed(archive)
    paths = make_site(folder, example=archive is None)
    click.echo(f"Made        {path_from_here(folder)} with {', '.join(paths)}")
    site = Run(folder, run.strict)
    if archive:
        add_seeds(site, [archive])
    click.echo(f"See it      {site.command('serve', '--open')}")
    click.echo(f"Then        {site.command('add', 'FILE')} puts in a story, and {folder / 'README.md'} says the rest")
    site.finish()
