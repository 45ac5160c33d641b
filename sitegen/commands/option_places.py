"""Options before a command: passed on if the command knows them, else refused with the right place."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import islice
from typing import Any

import click
from click.core import ParameterSource

from sitegen.invocation import program


class CommonOption(click.Option):
    """An option that is given before the command and applies to all commands."""


class RootGroup(click.Group):
    """The command line as a whole. Its options are those of every command, and those of a run without a command.

    Where one of the latter is given before a command that has it too, it is as if it were given after it. An option
    that would have no effect, or stands where it is not known, is a usage error that says what to write.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the options before the command, as click does."""
        words = ctx.meta[__name__] = tuple(args)
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            raise _before_its_command(self, words, error) from error

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, as click does, and pass it the options before it."""
        found = name, command, rest = super().resolve_command(ctx, args)
        if name and command and not ctx.resilient_parsing:
            path, command = _innermost(command, [name], rest)
            given = [option for option in _options(self) if _is_given(option, ctx)]
            known = {option.name for option in _options(command)}
            for option in given:
                if option.name not in known:
                    raise _without_effect(self, option, path, ctx)
            values: dict[str, Any] = {str(option.name): ctx.params[str(option.name)] for option in given}
            ctx.default_map = reduce(lambda inner, step: {step: inner}, reversed(path), values)
        return found

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, as click does."""
        try:
            return super().invoke(ctx)
        except click.NoSuchOption as error:
            raise _after_its_place(self, ctx, error) from error


def all_commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield each command that does something, with the words that call it."""
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from all_commands(command, (*path, name))
        else:
            yield (*path, name), command


def _options(command: click.Command) -> list[click.Option]:
    return [option for option in command.params if isinstance(option, click.Option)]


def _is_given(option: click.Option, ctx: click.Context) -> bool:
    typed = ctx.get_parameter_source(str(option.name)) is ParameterSource.COMMANDLINE
    return typed and option.expose_value and not isinstance(option, CommonOption)


def _innermost(command: click.Command, path: list[str], rest: Sequence[str]) -> tuple[list[str], click.Command]:
    """The command that a group's words lead to, with the words that call it."""
    while isinstance(command, click.Group) and rest and rest[0] in command.commands:
        path, command, rest = [*path, rest[0]], command.commands[rest[0]], rest[1:]
    return path, command


def _without_effect(root: click.Group, option: click.Option, path: list[str], ctx: click.Context) -> click.UsageError:
    name, command = option.opts[0], " ".join(path)
    _, rest = _taken(ctx.meta[__name__], option)
    having = [" ".join(other) for other, found in all_commands(root) if option.name in {o.name for o in found.params}]
    others = f", unlike {' and '.join(map(repr, having))}" if having else ""
    return click.UsageError(f"'{command}' has no {name}{others}. Write: {_line(rest)}", ctx)


def _before_its_command(root: click.Group, words: tuple[str, ...], error: click.NoSuchOption) -> click.UsageError:
    """Say of an option that the root does not know where it belongs, if a command knows it."""
    having = [
        (list(path), option)
        for path, command in all_commands(root)
        for option in _options(command)
        if error.option_name in option.opts
    ]
    if not having:
        return error
    # The command that was typed, or else any that has the option. An option of the same name may take a value or none.
    path, option = next((each for each in having if _is_typed(words, *each)), having[0])
    taken, rest = _taken(words, option)
    start = _position(rest, path)
    end = 0 if start is None else start + len(path)
    line = _line([*path, *taken] if start is None else [*rest[:end], *taken, *rest[end:]])
    return click.UsageError(f"{error.option_name} belongs after its command. Write: {line}", error.ctx)


def _is_typed(words: Sequence[str], path: Sequence[str], option: click.Option) -> bool:
    return _position(_taken(words, option)[1], path) is not None


def _after_its_place(root: click.Group, ctx: click.Context, error: click.NoSuchOption) -> click.UsageError:
    """Say of an option that a command does not know that it belongs before it, if so."""
    option = next((option for option in _options(root) if error.option_name in option.opts), None)
    if option is None or error.ctx is None:
        return error
    if not isinstance(option, CommonOption):
        path = error.ctx.command_path.split()[1:]
        return _without_effect(root, option, path, ctx)
    taken, rest = _taken(ctx.meta[__name__], option)
    message = f"{error.option_name} belongs before the command. Write: {_line([*taken, *rest])}"
    return click.UsageError(message, error.ctx)


def _taken(words: Sequence[str], option: click.Option) -> tuple[list[str], list[str]]:
    """The words that give an option, and all others."""
    taken: list[str] = []
    rest: list[str] = []
    following = iter(words)
    for word in following:
        if word.partition("=")[0] not in option.opts:
            rest.append(word)
        elif option.is_flag or "=" in word:
            taken.append(word)
        else:
            taken += [word, *islice(following, 1)]
    return taken, rest


def _position(words: Sequence[str], path: Sequence[str]) -> int | None:
    """Where the words that call a command stand."""
    places = range(len(words) - len(path) + 1)
    return next((place for place in places if list(words[place : place + len(path)]) == list(path)), None)


def _line(words: Sequence[str]) -> str:
    return f"{program()} {shlex.join(words)}"
