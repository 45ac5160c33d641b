"""``serve``: look at the site while it is written."""

from __future__ import annotations

import os
import sys
import threading
import webbrowser
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from sitegen.building.inputs import Options
from sitegen.commands.run import Run, count, pass_run, seen_from_here
from sitegen.commands.stages import build_all
from sitegen.errors import Problem
from sitegen.settings.site import Site

if TYPE_CHECKING:
    from sitegen.preview.building import Built
    from sitegen.translation.engines.engine import Engine


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), help="The port.  [default: 8000, or the next that is free]")
@click.option("--open", "open_browser", is_flag=True, help="Open the site in your browser.")
@click.option("--translate", is_flag=True, help="Translate new and changed sentences too, after showing them.")
@click.option("--drafts", is_flag=True, help="Show drafts too.")
@click.option("--lan", is_flag=True, help="Let other devices in your network see the preview.")
@pass_run
def serve_command(run: Run, *, port: int | None, open_browser: bool, translate: bool, drafts: bool, lan: bool) -> None:
    """Show the site on this machine, and every edit of it at once.

    Seeds, articles, the theme and site.toml are watched; pages that are open in a browser load themselves again. What
    is wrong is said there and here. When there is no public/ yet, the whole site is built first.
    """
    from sitegen.preview.listening import address_here, address_in_network, listen
    from sitegen.preview.live_builder import LiveBuilder
    from sitegen.preview.server import serve

    site = run.site(drafts=drafts)
    with listen(port, lan=lan) as listener:
        if not site.public.is_dir():
            build_all(run, site, Options(keep_going=True))
        address = address_here(listener, site.base_path)
        click.echo(f"{address} (stop with Ctrl-C)")
        if lan:
            click.echo("warning: everyone in your network can read this preview, also what is not published", err=True)
            click.echo(f"On other devices: {address_in_network(listener, site.base_path)}")
        if open_browser:
            # The port takes connections already; some browsers end only when they are closed.
            threading.Thread(target=_open, args=(address,), daemon=True).start()
        workshop = LiveBuilder(site, _Reporter(run.said), _engine if translate else None)
        serve(workshop, listener, lan=lan)
        if workshop.building:
            # Its threads and processes would be waited for. A build can be cut off anywhere: the old pages stay.
            sys.stdout.flush()
            os._exit(0)


def _open(address: str) -> None:
    if not webbrowser.open(address):
        click.echo(f"warning: there is no browser to open; type {address} into one", err=True)


def _engine(site: Site) -> Engine:
    from sitegen.translation.engines.registry import site_engine

    return site_engine(site)


class _Reporter:
    """Says after each build what is new: pages that changed, and problems that the build before did not have."""

    def __init__(self, said: Iterable[Problem]) -> None:
        self.said = frozenset(said)

    def __call__(self, built: Built) -> None:
        for problem in built.problems:
            if problem not in self.said:
                click.echo(f"{problem.severity}: {seen_from_here(problem)}", err=True)
        if self.said and not built.problems:
            click.echo("All is well again")
        self.said = frozenset(built.problems)
        if built.changed:
            click.echo(f"Rendered    {count(built.pages or 0, 'page')}; {count(built.changed, 'file')} changed")
