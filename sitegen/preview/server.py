"""A plain server for looking at the finished site on this machine."""

from __future__ import annotations

import contextlib
import mimetypes
import os
import socket
from collections.abc import Callable

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from sitegen.config import Site
from sitegen.errors import SitegenError
from sitegen.rendering.addresses import NOT_FOUND

HOST = "127.0.0.1"
# What this machine's own tables say of these types differs.
_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}


def serve(site: Site, port: int, ready: Callable[[str], None] | None = None) -> None:
    """Serve the site's ``public/`` folder at its base path on 127.0.0.1, until the process is interrupted.

    ``ready`` is called with the address as soon as it can be opened. Port 0 takes any free port.

    Raises:
        SitegenError: there is no finished site, or the port is taken.
    """
    app = application(site)
    with _listen(port) as listener:
        if ready:
            ready(f"http://{HOST}:{listener.getsockname()[1]}{site.base_path}")
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off"))
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


def application(site: Site) -> Starlette:
    """Return the preview as an ASGI application.

    Raises:
        SitegenError: there is no finished site.
    """
    if not site.public.is_dir():
        raise SitegenError("is not there yet; build the site first", site.public)
    for suffix, content_type in _TYPES.items():
        mimetypes.add_type(content_type, suffix)

    def elsewhere(request: Request) -> Response:
        if request.url.path == "/":
            return RedirectResponse(site.base_path)
        return _not_found(site)

    routes: list[BaseRoute] = [Mount(site.base_path.rstrip("/"), _FinishedSite(directory=site.public, html=True))]
    if site.base_path != "/":
        routes.append(Route("/{path:path}", elsewhere))
    # Another name would be a foreign page that has found its way here (DNS rebinding).
    hosts = Middleware(TrustedHostMiddleware, allowed_hosts=["localhost", HOST], www_redirect=False)
    return Starlette(routes=routes, middleware=[hosts])


class _FinishedSite(StaticFiles):
    """Static files that the browser always asks for again."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["Cache-Control"] = "no-cache"
        return response


def _not_found(site: Site) -> Response:
    page = site.public / NOT_FOUND
    return FileResponse(page, 404) if page.is_file() else Response("Not found", 404, media_type="text/plain")


def _listen(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()
    except (OSError, OverflowError) as error:
        listener.close()
        reason = error.strerror if isinstance(error, OSError) else error
        raise SitegenError(f"port {port} cannot be used ({reason}); choose another with --port") from error
    return listener
