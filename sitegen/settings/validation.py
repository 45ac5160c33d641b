"""Pydantic's errors in the words of a person."""

from __future__ import annotations

from pydantic import ValidationError


def first_error(error: ValidationError) -> tuple[str, str]:
    """Return the dotted key of the first error, and a one-line message that names the key."""
    detail = error.errors(include_url=False, include_context=False)[0]
    # In brackets stand pydantic's own words: [key], and the tags of tables that have several forms.
    key = ".".join(str(part) for part in detail["loc"] if not str(part).startswith("["))
    message = detail["msg"].removeprefix("Value error, ")
    if detail["type"] == "extra_forbidden":
        message = "there is no such setting; look for a spelling mistake, or remove it"
    elif detail["type"] == "missing":
        message = "is missing; add it"
    elif detail["type"] == "model_type":
        message = "write a table of settings"
    elif detail["type"] in {"tuple_type", "list_type"}:
        message = "write a list such as [one, two]"
    if detail["type"] not in {"missing", "extra_forbidden", "value_error", "kind"}:
        message = f"{message}, not {_shown(detail['input'])}"
    if detail["type"] == "string_type":
        message += "; put it in quotes"
    return key, f"{key}: {message}" if key else message


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
