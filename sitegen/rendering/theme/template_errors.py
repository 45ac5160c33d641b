"""Messages about errors in a theme's templates."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2.exceptions import TemplateError, TemplateNotFound, TemplateSyntaxError

from sitegen.errors import SitegenError
from sitegen.messages import said_by, say
from sitegen.rendering.theme.environment import name_of, skipped

# What a mistake in an expression of a template can raise.
_EXPRESSION_ERRORS = (TypeError, ValueError, LookupError, ArithmeticError, AttributeError)


@contextmanager
def mistakes_in(folders: tuple[Path, ...]) -> Iterator[None]:
    """Turn Jinja's exceptions into one-line messages; ``folders`` are the theme's.

    Raises:
        SitegenError: a template is missing or has a mistake; the message names it and its line.
    """
    try:
        yield
    except TemplateSyntaxError as error:
        path = Path(error.filename) if error.filename else folders[0]
        raise SitegenError(
            say("is not a valid template: {message}", message=error.message), path, error.lineno
        ) from error
    except TemplateNotFound as error:
        path, line = _place(error, folders) or (folders[0], None)
        raise SitegenError(_not_found(str(error.name)), path, line) from error
    except (TemplateError, *_EXPRESSION_ERRORS) as error:
        place = _place(error, folders)
        if place is None:  # not a template's mistake but ours
            raise
        raise SitegenError(
            say("cannot be rendered: {reason}; correct the template", reason=said_by(error)), *place
        ) from error


def _place(error: Exception, folders: tuple[Path, ...]) -> tuple[Path, int] | None:
    """The innermost line of a template that the error came through."""
    place = None
    for frame, line in traceback.walk_tb(error.__traceback__):
        path = Path(frame.f_code.co_filename)
        if any(path.is_relative_to(folder) for folder in folders):
            place = (path, line)
    return place


def _not_found(template: str) -> str:
    name = name_of(template)
    if skipped(template):
        return say("needs templates/{name}, which no theme behind this one has", name=name)
    return say("needs templates/{name}, which the theme does not have", name=name)
