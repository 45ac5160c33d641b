"""Options before and after commands: none is dropped without a word. The commands are asked what they have."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from sitegen.cli import cli
from sitegen.commands.option_places import CommonOption, all_commands

COMMANDS = dict(all_commands(cli))
BUILD_OPTIONS = [
    option for option in cli.params if isinstance(option, click.Option) and not isinstance(option, CommonOption)
]
OWN_OPTIONS = [option for option in BUILD_OPTIONS if option.expose_value]
COMMON_OPTIONS = [option for option in cli.params if isinstance(option, CommonOption)]


def options_of(path: tuple[str, ...]) -> Mapping[str, click.Option]:
    return {str(option.name): option for option in COMMANDS[path].params if isinstance(option, click.Option)}


def typed(option: click.Option) -> list[str]:
    return [option.opts[0]] if option.is_flag else [option.opts[0], "3"]


def with_arguments(path: tuple[str, ...]) -> list[str]:
    """The words of a command, with something for each thing that it needs."""
    return [*path, *("x" for needed in COMMANDS[path].params if isinstance(needed, click.Argument))]


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, words, prog_name="sitegen")


def received(monkeypatch: pytest.MonkeyPatch, path: tuple[str, ...], *words: str) -> dict[str, Any]:
    """What a command is called with."""
    calls: list[dict[str, Any]] = []
    monkeypatch.setattr(COMMANDS[path], "callback", lambda **values: calls.append(values))
    result = run(*words)
    assert result.exit_code == 0, result.output
    return calls[0]


def advised(result: Result) -> list[str]:
    """The words of the command line that a usage error says to write."""
    assert result.exit_code == 2, result.output
    words = shlex.split(result.output.partition("Write: ")[2])
    assert words[:2] == ["python", "build.py"]
    return words[2:]


def test_there_are_options_of_each_kind_to_try() -> None:
    assert {option.name for option in OWN_OPTIONS} == {"keep_going", "clean", "jobs"}
    assert {option.name for option in COMMON_OPTIONS} == {"folder", "strict"}
    assert ("render",) in COMMANDS
    assert ("memory", "export") in COMMANDS


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("option", OWN_OPTIONS, ids=lambda option: option.name)
def test_a_build_s_option_before_a_command_reaches_it_or_is_refused_with_what_to_write(
    option: click.Option, path: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = with_arguments(path)
    if option.name in options_of(path):
        before = received(monkeypatch, path, *typed(option), *words)
        assert before == received(monkeypatch, path, *words, *typed(option))
        assert before != received(monkeypatch, path, *words)
    else:
        for line in ((*typed(option), *words), (*words, *typed(option))):
            result = run(*line)
            assert f"'{' '.join(path)}' has no {option.opts[0]}, unlike 'render'." in result.output
            assert advised(result) == words


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_a_command_s_option_before_it_works_or_is_refused_with_what_to_write(
    path: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = with_arguments(path)
    for option in options_of(path).values():
        if option.name not in {own.name for own in OWN_OPTIONS}:
            advice = advised(run(*typed(option), *words))
            assert received(monkeypatch, path, *advice) == received(monkeypatch, path, *words, *typed(option))


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("option", COMMON_OPTIONS, ids=lambda option: option.name)
def test_an_option_of_every_command_after_one_is_refused_with_what_to_write(
    option: click.Option, path: tuple[str, ...]
) -> None:
    words = with_arguments(path)
    assert advised(run(*words, *typed(option))) == [*typed(option), *words]


def test_an_option_s_last_value_wins_wherever_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    assert received(monkeypatch, ("render",), "--jobs", "3", "render", "--jobs", "5")["jobs"] == 5


def test_a_value_may_be_joined_with_its_option() -> None:
    assert advised(run("--port=80", "--strict", "serve", "--lan")) == ["--strict", "serve", "--port=80", "--lan"]


def test_an_option_without_its_command_is_refused_with_a_command_that_has_it() -> None:
    command, option = advised(run("--drafts"))
    assert (command in {"desk", "render", "serve"}, option) == (True, "--drafts")


def test_an_option_that_nothing_has_is_refused_as_such() -> None:
    for line in (("--nonsense", "render"), ("render", "--nonsense"), ("memory", "--nonsense")):
        result = run(*line)
        assert result.exit_code == 2
        assert "No such option '--nonsense'." in result.output
