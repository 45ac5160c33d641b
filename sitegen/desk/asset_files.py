"""The files that the desk's page consists of, as they are served."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from sitegen.desk.security import refusal
from sitegen.media_types import media_type
from sitegen.messages import say


def read_assets() -> dict[str, bytes]:
    """Return the files by their paths."""
    folder = resources.files("sitegen.desk") / "assets"
    found: dict[str, bytes] = {}
    waiting = [("", folder)] if folder.is_dir() else []
    while waiting:
        path, item = waiting.pop()
        if item.is_dir():
            waiting += [(f"{path}/{part.name}".lstrip("/"), part) for part in item.iterdir()]
        else:
            found[path] = item.read_bytes()
    return found


def asset_answer(assets: Mapping[str, bytes], request: Request) -> Response:
    """Return the answer to a request for one of the files."""
    name = request.path_params["name"]
    if name not in assets:
        return refusal(request, say("there is no such file"), 404)
    headers = {"Cache-Control": "no-cache", "Content-Type": media_type(Path(name))}
    return Response(assets[name], headers=headers)
