"""``completion``: Tab completion of commands, options and slugs."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "fish", "zsh")
VARIABLE = "_SITEGEN_COMPLETE"
"""Set by the shell while it asks what a word may become; click names it after the program."""


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion_command(context: click.Context, shell: str) -> None:
    """Print the Tab completion script for bash, zsh or fish: commands, options, slugs and targets.

    \b
    bash:  echo 'eval "$(sitegen completion bash)"' >> ~/.bashrc
    zsh:   echo 'eval "$(sitegen completion zsh)"' >> ~/.zshrc
    fish:  sitegen completion fish > ~/.config/fish/completions/sitegen.fish

    Then open a new shell. It must find the command 'sitegen', as in an activated environment.
    """
    found = get_completion_class(shell)
    assert found is not None  # noqa: S101  # click has all of SHELLS
    click.echo(found(context.find_root().command, {}, "sitegen", VARIABLE).source())
