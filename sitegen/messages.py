"""Messages to people: English text, with its parts, so that it can be translated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import Any, Self


class Message(str):
    """A message in English, as any text: ``template`` is what catalogues translate, and ``values`` go into it.

    A value that is itself a message is translated with it.
    """

    template: str
    values: Mapping[str, Any]

    def __new__(cls, template: str, /, **values: Any) -> Self:
        """Return the message that ``template``, in the form of `str.format`, gives with ``values``."""
        message = super().__new__(cls, template.format(**values))
        message.template = template
        message.values = values
        return message

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        """Return what `__new__` takes, for processes that send messages to each other."""
        return (self.template,), dict(self.values)


def say(template: str, /, **values: Any) -> Message:
    """Return a message; tools that collect texts for catalogues look for calls of this.

    >>> say("{name} is missing", name="Jakarta")
    'Jakarta is missing'
    """
    return Message(template, **values)


def template(text: str) -> str:
    """Return what messages are made of elsewhere; tools that collect texts look for calls of this, too."""
    return text


def joined(separator: str, messages: Iterable[str]) -> Message:
    """Return messages one after the other."""
    values = {f"part{number}": message for number, message in enumerate(messages)}
    return Message(separator.join(f"{{{name}}}" for name in values), **values)


def either(names: Iterable[str]) -> str:
    """Return names of which one is meant.

    >>> either(["id", "en"])
    'id or en'
    """
    return reduce(lambda first, other: say("{first} or {other}", first=first, other=other), names)


def said_by(error: Exception) -> str:
    """Return the message that an error was raised with, or else its text."""
    return error.args[0] if error.args and isinstance(error.args[0], Message) else str(error)


def translated(text: str, gettext: Callable[[str], str]) -> str:
    """Return a text in the language of a catalogue, if it is a message and the catalogue has it.

    >>> translated(say("{name} is missing", name="Jakarta"), {"{name} is missing": "{name} tidak ada"}.get)
    'Jakarta tidak ada'
    """
    if not isinstance(text, Message):
        return str(text)
    values = {
        name: translated(value, gettext) if isinstance(value, str) else value for name, value in text.values.items()
    }
    return gettext(text.template).format(**values)


def packed(text: str) -> object:
    """Return what JSON can keep of a text without losing what it was made from; `unpacked` is the inverse."""
    if not isinstance(text, Message):
        return str(text)
    values = {
        name: value if isinstance(value, int | float) else packed(value if isinstance(value, str) else str(value))
        for name, value in text.values.items()
    }
    return {"say": text.template, "values": values}


def unpacked(value: object) -> Any:
    """Return what `packed` was given."""
    if not isinstance(value, dict):
        return value
    return Message(value["say"], **{name: unpacked(item) for name, item in value["values"].items()})
