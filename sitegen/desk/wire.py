"""Requests with JSON, and answers: what goes wrong in a handler becomes one line for people and a status."""

from __future__ import annotations

import json
import traceback
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sitegen.desk.security import refusal
from sitegen.desk.spoken import spoken
from sitegen.desk.stories import JSON, UnknownStoryError, problem_text
from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.settings.site import Site
from sitegen.settings.validation import first_error

LONGEST = 1 << 20
"""Bytes of a request's body."""
Endpoint = Callable[[Request], Awaitable[Response]]


class Given(BaseModel):
    """The body of a request. What it does not know is refused, so that no spelling mistake passes for an edit."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class RefusedError(Exception):
    """The request is refused, for a reason that people are told; ``more`` goes with it."""

    def __init__(self, message: str, status: int = 400, **more: object) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.more = more


def answered(
    handler: Callable[[Request, Any], JSON], site_now: Callable[[], Site], given: type[Given] | None = None
) -> Endpoint:
    """Return an endpoint that runs ``handler`` in a thread, with the request's body as ``given`` has it, or None."""

    async def endpoint(request: Request) -> Response:
        try:
            body = given.model_validate(await _body(request)) if given else None
            return JSONResponse(spoken(await run_in_threadpool(handler, request, body), request))
        except ValidationError as error:
            return refusal(request, first_error(error)[1], 400)
        except RefusedError as error:
            return refusal(request, error.message, error.status, **error.more)
        except UnknownStoryError as error:
            return refusal(request, error.problem.message, 404)
        except SitegenError as error:
            return refusal(request, problem_text(error.problem, site_now()), 422)
        except Exception as error:  # noqa: BLE001  # a mistake of ours must not look like an answer
            traceback.print_exception(error)
            message = say(
                "sitegen itself has failed: {name}; please report what the terminal says", name=type(error).__name__
            )
            return refusal(request, message, 500)

    return endpoint


async def _body(request: Request) -> Mapping[str, object]:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST:
            raise RefusedError(say("the request is too long"))
    try:
        value = json.loads(body)
        json.dumps(value, ensure_ascii=False).encode()  # halves of surrogate pairs are no text
    except (ValueError, RecursionError) as error:
        raise RefusedError(say("the request is not JSON")) from error
    if not isinstance(value, dict):
        raise RefusedError(say("the request is not a JSON object"))
    return value
