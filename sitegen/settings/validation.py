"""Pydantic's errors in the words of a person."""

from __future__ import annotations

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sitegen.messages import Message, either, said_by, say, template

_IN_PYDANTICS_WORDS = {
    "bool_type": template("Input should be a valid boolean"),
    "bool_parsing": template("Input should be a valid boolean, unable to interpret input"),
    "dict_type": template("Input should be a valid dictionary"),
    "greater_than_equal": template("Input should be greater than or equal to {ge}"),
    "int_from_float": template("Input should be a valid integer, got a number with a fractional part"),
    "int_parsing": template("Input should be a valid integer, unable to parse string as an integer"),
    "int_type": template("Input should be a valid integer"),
    "kind": template("write kind = one of {kinds}"),
    "less_than_equal": template("Input should be less than or equal to {le}"),
    "literal_error": template("Input should be {expected}"),
    "string_pattern_mismatch": template("String should match pattern '{pattern}'"),
    "string_too_long": template("String should have at most {max_length} characters"),
    "string_too_short": template("String should have at least {min_length} character"),
    "string_type": template("Input should be a valid string"),
    "too_long": template("{field_type} should have at most {max_length} items after validation, not {actual_length}"),
    "too_short": template("{field_type} should have at least {min_length} item after validation, not {actual_length}"),
}
"""What settings and requests are checked for, by pydantic's names, and as pydantic says it."""


def first_error(error: ValidationError) -> tuple[str, str]:
    """Return the dotted key of the first error, and a one-line message that names the key."""
    detail = error.errors(include_url=False)[0]
    # In brackets stand pydantic's own words: [key], and the tags of tables that have several forms.
    key = ".".join(str(part) for part in detail["loc"] if not str(part).startswith("["))
    message = _said(detail)
    if detail["type"] == "extra_forbidden":
        message = say("there is no such setting; look for a spelling mistake, or remove it")
    elif detail["type"] == "missing":
        message = say("is missing; add it")
    elif detail["type"] == "model_type":
        message = say("write a table of settings")
    elif detail["type"] in {"tuple_type", "list_type"}:
        message = say("write a list such as [one, two]")
    if detail["type"] not in {"missing", "extra_forbidden", "value_error", "kind"}:
        message = say("{message}, not {shown}", message=message, shown=_shown(detail["input"]))
    if detail["type"] == "string_type":
        message = say("{message}; put it in quotes", message=message)
    return key, say("{key}: {message}", key=key, message=message) if key else message


def _said(detail: ErrorDetails) -> str:
    """Return pydantic's own words, or those of the `ValueError` that it met."""
    context = detail.get("ctx", {})
    if detail["type"] == "value_error":
        return said_by(context["error"])
    if detail["type"] not in _IN_PYDANTICS_WORDS:
        return detail["msg"]
    if "expected" in context:
        context = {**context, "expected": either(context["expected"].rsplit(" or ", 1))}
    message = Message(_IN_PYDANTICS_WORDS[detail["type"]], **context)
    return message if message == detail["msg"] else detail["msg"]  # another pydantic may have other words


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
