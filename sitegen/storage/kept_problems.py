"""Problems in what a cache keeps as JSON: what is said of them can be said in another language after that, too."""

from __future__ import annotations

import dataclasses
from typing import Annotated, Any

from pydantic import SerializerFunctionWrapHandler, ValidatorFunctionWrapHandler, WrapSerializer, WrapValidator

from sitegen.errors import Problem
from sitegen.messages import packed, unpacked


def _pack(problem: Problem, handler: SerializerFunctionWrapHandler) -> Any:
    return {**handler(problem), "message": packed(problem.message)}


def _unpack(value: Any, handler: ValidatorFunctionWrapHandler) -> Problem:
    problem: Problem
    if not isinstance(value, dict):
        problem = handler(value)
        return problem
    try:
        message = unpacked(value.get("message"))
    except (KeyError, IndexError, TypeError, AttributeError) as error:  # not what `packed` makes
        raise ValueError(str(error)) from error
    problem = handler({**value, "message": message})
    return dataclasses.replace(problem, message=message)


KeptProblem = Annotated[Problem, WrapSerializer(_pack), WrapValidator(_unpack)]
"""A problem, in a class that pydantic writes and reads."""
