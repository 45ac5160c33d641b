"""``serve``: preview the site while writing; ``desk``: correct and review translations there."""

from __future__ import annotations

import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterable
from contextlib import closing
from functools import wraps
from typing import TYPE_CHECKING

import click

from sitegen.building.incremental.inputs import Options
from sitegen.commands.run import Run, count, pass_run, seen_from_here
from sitegen.commands.stages import build_all
from sitegen.errors import Problem
from sitegen.settings.site import Site

if TYPE_CHECKING:
    from sitegen.preview.building import Built
    from sitegen.preview.live_builder import LiveBuilder
    from sitegen.translation.engines.engine import Engine


def preview_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a preview."""

    @click.option("--port", type=click.IntRange(1, 65535), help="The port.  [default: 8000, or the next free one]")
    @click.option("--open", "open_browser", is_flag=True, help="Open the site in your browser.")
    @click.option("--translate", is_flag=True, help="Also translate new and changed sentences, after showing the edit.")
    @click.option("--drafts", is_flag=True, help="Show drafts too.")
    @wraps(command)
    def with_options(*arguments: object, **options: object) -> None:
        command(*arguments, **options)

    return with_options


@click.command("serve")
@preview_options
@click.option("--lan", is_flag=True, help="Let other devices in your network see the preview.")
@click.option("--desk", is_flag=True, help="Add the desk, as the command desk does.")
@pass_run
def serve_command(
    run: Run, *, port: int | None, open_browser: bool, translate: bool, drafts: bool, lan: bool, desk: bool
) -> None:
    """Preview the site on this machine, with live reload.

    Seeds, articles, the theme and site.toml are watched, and open pages reload after each change. Errors appear in
    the browser and here. If there is no public/ yet, the whole site is built first.
    """
    show = serve_desk if desk else serve_site
    show(run, port=port, open_browser=open_browser, translate=translate, drafts=drafts, lan=lan)


@click.command("desk")
@preview_options
@click.option("--lan", is_flag=True, help="Let other devices in your network use it, with a pass phrase.")
@pass_run
def desk_command(run: Run, *, port: int | None, open_browser: bool, translate: bool, drafts: bool, lan: bool) -> None:
    """Correct, review and release translations in the browser.

    The preview of the command serve, with an editor at /_desk/. Every change there is an ordinary edit of the files in
    content/.
    """
    serve_desk(run, port=port, open_browser=open_browser, translate=translate, drafts=drafts, lan=lan)


def serve_site(run: Run, *, port: int | None, open_browser: bool, translate: bool, drafts: bool, lan: bool) -> None:
    """Show the site until the process is interrupted."""
    from sitegen.preview.application import application
    from sitegen.preview.listening import listen
    from sitegen.preview.server import serve

    site = run.site(drafts=drafts)
    with listen(port, lan=lan) as listener:
        builder = _builder(run, site, translate=translate)
        _say_addresses(listener, site.base_path, open_browser=open_browser, lan=lan)
        serve(builder, listener, application(builder, lan=lan))
        _end(builder)


def serve_desk(run: Run, *, port: int | None, open_browser: bool, translate: bool, drafts: bool, lan: bool) -> None:
    """Show the site with the desk until the process is interrupted."""
    from sitegen.desk.application import Desk
    from sitegen.desk.security import DESK, new_phrase
    from sitegen.preview.application import application
    from sitegen.preview.listening import listen
    from sitegen.preview.server import serve

    site = run.site(drafts=drafts)
    with listen(port, lan=lan) as listener:
        builder = _builder(run, site, translate=translate)
        with closing(Desk.of(builder.board, _engine, new_phrase() if lan else None)) as desk:
            _say_addresses(listener, DESK, open_browser=open_browser, lan=lan)
            if desk.phrase:
                click.echo(f"Pass phrase for the desk: {desk.phrase}")
            serve(builder, listener, application(builder, lan=lan, routes=desk.routes(), middleware=desk.middleware()))
        _end(builder)


def _builder(run: Run, site: Site, *, translate: bool) -> LiveBuilder:
    """What builds the site; where there is no finished site yet, it is made first."""
    from sitegen.preview.live_builder import LiveBuilder

    if not site.public.is_dir():
        build_all(run, site, Options(keep_going=True))
    return LiveBuilder(site, _Reporter(run.said), _engine if translate else None)


def _say_addresses(listener: socket.socket, path: str, *, open_browser: bool, lan: bool) -> None:
    from sitegen.preview.listening import address_here, address_in_network

    address = address_here(listener, path)
    click.echo(f"{address} (stop with Ctrl-C)")
    if lan:
        click.echo("warning: everyone in your network can read this preview, also what is not published", err=True)
        click.echo(f"On other devices: {address_in_network(listener, path)}")
    if open_browser:
        # The port takes connections already; some browsers end only when they are closed.
        threading.Thread(target=_open, args=(address,), daemon=True).start()


def _end(builder: LiveBuilder) -> None:
    if builder.building:
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
    """Reports news after each build: changed pages, and problems that the build before did not have."""

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
