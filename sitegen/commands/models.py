"""``model``: which translation models there are, and which one the site uses."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import click
from rich.filesize import decimal

from sitegen.commands.comparison import compare_command
from sitegen.commands.run import Run, count, pass_run
from sitegen.commands.setup.completing import complete_model
from sitegen.errors import SitegenError
from sitegen.invocation import program
from sitegen.settings.site import Site

if TYPE_CHECKING:
    from sitegen.models.install import Offer
    from sitegen.models.installed import Model, ModelInfo

_LICENCE = re.compile(r"licen[cs]e", re.IGNORECASE)


@click.group("model")
def model_group() -> None:
    """List, install and choose translation models."""


model_group.add_command(compare_command)


@model_group.command("list")
@click.option(
    "--index",
    metavar="[URL]",
    is_flag=False,
    flag_value="",
    help="Also list the packages of this index, by default Argos Translate's (uses the network).",
)
@pass_run
def list_command(run: Run, index: str | None) -> None:
    """List the installed models."""
    from sitegen.models.index import fetch_index
    from sitegen.models.installed import list_models, ready_package

    site = run.site()
    entries = None if index is None else fetch_index(site, index or None)
    models = [model for model in list_models(site, entries) if model.fits or model.installed]
    width = max((len(model.name) for model in models), default=0)
    click.echo(f"Models from {_language(site.original_language)} to {_language(site.target_language)}:")
    for model in models:
        click.echo(f"  {model.name:{width}}  {_state(model)}")
    if not models:
        click.echo("  none")
    if index is None:
        click.echo(f"To see what can be installed, over the network: {program()} model list --index")
    elif any(model.links for model in models):
        at = f" --index {index}" if index else ""
        click.echo(f"To install one of them: {program()} model install NAME{at}")
    else:
        click.echo("The index has no other model for these languages.")
    if not any(model.used and model.fits for model in models):
        try:
            ready_package(site)
        except SitegenError as error:
            run.report([replace(error.problem, severity="warning")])
    run.finish()


@model_group.command("install")
@click.argument("what")
@click.option("--index", metavar="URL", help="The index that lists the name.  [default: Argos Translate's]")
@click.option("--sha256", metavar="HEX", help="The expected SHA-256 of the file.")
@click.option("--yes", is_flag=True, help="Download without asking; the default without a terminal.")
@pass_run
def install_command(run: Run, what: str, index: str | None, sha256: str | None, *, yes: bool) -> None:
    """Install a model.

    WHAT is a package file, its address, or a name such as translate-id_en, which is looked up in an index. Before a
    download, its size and licence are shown if they are known.
    """
    from sitegen.commands.progress import download_bar
    from sitegen.models.install import install_model
    from sitegen.models.installed import list_models

    site = run.site()
    with download_bar("Downloading") as progress:
        ask = partial(_show_offer, asking=not yes and sys.stdin.isatty() and sys.stdout.isatty())
        result = install_model(site, what, index_url=index, sha256=sha256, progress=progress, ask=ask)
    languages = f"from {result.metadata.from_name} to {result.metadata.to_name}"
    click.echo(
        f"Installed   {result.name}, {languages}" if result.new else f"{result.name} is there already, and whole"
    )
    model = next(model for model in list_models(site) if model.name == result.name)
    if model.used:
        _say_what_follows(site, model)
    elif model.fits:
        click.echo(f"The site does not use it yet. To change that: {program()} model use {model.name}")
    else:
        click.echo("It is not for the languages of this site, so nothing uses it.")


def _show_offer(offer: Offer, *, asking: bool) -> None:
    size = decimal(offer.size) if offer.size else "the server does not say"
    licence = offer.licence or "not stated before the download; afterwards, model info shows what the package says"
    click.echo(f"Downloading {offer.url}")
    click.echo(f"Size        {size}")
    click.echo(f"Licence     {licence}")
    if asking and not click.confirm("Download it?", default=True):
        click.echo("Nothing was downloaded.")
        sys.exit(1)


@model_group.command("use")
@click.argument("name", shell_complete=complete_model)
@pass_run
def use_command(run: Run, name: str) -> None:
    """Choose the model that translates.

    NAME is written into site.toml. Without a version, as in translate-id_en, it always means the newest.
    """
    from sitegen.models.installed import use_model

    site = run.site()
    model = use_model(site, name)
    click.echo(f"site.toml   says that {run.site().translation.package} is used")
    _say_what_follows(site, model)


@model_group.command("info")
@click.argument("name", required=False, shell_complete=complete_model)
@pass_run
def info_command(run: Run, name: str | None) -> None:
    """Show details of an installed model, by default the one in use.

    All its files are read, to verify that it is complete.
    """
    from sitegen.models.installed import model_info, ready_package

    site = run.site()
    used = _used(site)
    if name is None and (used is None or not used.installed):
        # This installs the starter if that is to be used, and otherwise says what is missing.
        ready_package(site)
        used = _used(site)
    info = model_info(site, name or (used.name if used else ""))
    for title, text in _facts(info):
        click.echo(f"{title:10}  {text}")
    if info.readme:
        click.echo(f"\n{info.readme}")
    if info.model.damage:
        raise SitegenError(f"is damaged ({info.model.damage}); install it again", info.model.path)


def _facts(info: ModelInfo) -> list[tuple[str, str]]:
    metadata = info.metadata
    licences = [line for line in info.readme.splitlines() if _LICENCE.search(line)]
    return [
        ("name", info.model.name),
        ("languages", f"from {metadata.from_name} to {metadata.to_name}" if metadata else "not known"),
        ("version", (metadata and metadata.name.version) or "not known"),
        ("state", _state(info.model)),
        ("licence", _cells(licences[0]) if licences else "not stated; ask whoever made the model"),
        ("size", decimal(info.size)),
        ("tokenizer", info.tokenizer or "none"),
        ("came from", info.source or "put there by hand"),
        ("sha256", info.sha256 or "not known"),
        ("folder", str(info.model.path)),
    ]


def _cells(line: str) -> str:
    """A line of Markdown without the marks of a table, a list or a heading."""
    return ": ".join(cell for cell in (part.strip(" #*-") for part in line.split("|")) if cell)


def _state(model: Model) -> str:
    states = {
        "in use": model.used,
        "installed": model.installed and not model.used,
        "can be installed": bool(model.links) and not model.installed,
        "the small starter that comes with sitegen": model.starter,
        "not for the languages of this site": not model.fits,
        f"damaged: {model.damage}": model.damage is not None,
    }
    return ", ".join(state for state, holds in states.items() if holds)


def _used(site: Site) -> Model | None:
    """The model that the next `translate` takes; None if there is none that it could."""
    from sitegen.models.installed import list_models

    return next((model for model in list_models(site) if model.used), None)


def _say_what_follows(site: Site, model: Model) -> None:
    """Say what it means for the translations that the site uses ``model`` now."""
    from sitegen.translation.stale_models import sentences_of_stale_models

    folder = f"content/{site.target_language}"
    sentences = sentences_of_stale_models(site, model.package) if model.package else 0
    if sentences:
        click.echo(
            f"The next translate does {count(sentences, 'sentence')} of {folder} again, which another model wrote."
        )
        click.echo("What people wrote or reviewed stays.")
    else:
        click.echo(f"The next translate uses it; {folder} has no sentences that another model wrote.")


def _language(code: str) -> str:
    """The English name of a language."""
    from babel import Locale

    return Locale.parse(code, sep="-").get_display_name("en") or code
