"""The preview's answers: the finished site as a static host gives it, and the preview's own few files."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from starlette.applications import Starlette
from starlette.datastructures import URL
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from sitegen.media_types import media_type
from sitegen.preview.error_page import error_page
from sitegen.preview.files import file_response, page_response
from sitegen.preview.hosts import KnownHosts
from sitegen.preview.live import ASSETS, EVENTS, FOLDER, asset, events, with_script
from sitegen.preview.live_builder import LiveBuilder
from sitegen.preview.paths import Elsewhere, find
from sitegen.preview.status import Status, StatusBoard
from sitegen.rendering.addresses import NOT_FOUND, SERVICE_WORKER


def application(
    builder: LiveBuilder,
    *,
    lan: bool = False,
    routes: Sequence[BaseRoute] = (),
    middleware: Sequence[Middleware] = (),
) -> Starlette:
    """Return the preview as an ASGI application; while it lives, the builder builds.

    ``routes`` come before its own, and ``middleware`` after what looks at the ``Host``.
    """
    board = builder.board

    def lifespan(_: Starlette) -> AbstractAsyncContextManager[None]:
        return builder.open()

    async def follow(_: Request) -> Response:
        return StreamingResponse(events(board), headers={"Cache-Control": "no-store"}, media_type="text/event-stream")

    # Not async: Starlette runs them in threads, and they wait for the disk.
    def own_file(request: Request) -> Response:
        name = request.url.path.removeprefix(FOLDER)
        headers = {"Cache-Control": "no-cache", "Content-Type": media_type(Path(name))}
        return Response(asset(name), headers=headers)

    def file_of_the_site(request: Request) -> Response:
        return _answer(board, request)

    def nothing(request: Request, _: Exception) -> Response:
        return _not_found(board.now, request)

    return Starlette(
        routes=[
            *routes,
            Route(EVENTS, follow),
            *(Route(FOLDER + name, own_file) for name in ASSETS),
            Route("/{path:path}", file_of_the_site),
        ],
        middleware=[Middleware(KnownHosts, lan=lan), *middleware],
        exception_handlers={404: nothing},
        lifespan=lifespan,
    )


def _answer(board: StatusBoard, request: Request) -> Response:
    # Before the file is read: where a build comes between, the page is loaded once too often and not once too rarely.
    status = board.now
    found = find(status.site.public, status.site.base_path, request.scope["raw_path"])
    if isinstance(found, Elsewhere):
        # The path is one of the site and begins with one slash, so that it cannot lead to another host.
        return RedirectResponse(str(URL(found.path).replace(query=request.url.query)))
    if found is not None and not _is_worker(found, status):
        try:
            return file_response(found, request.headers, lambda page: with_script(page, status.version))
        except OSError:
            pass  # a build has removed it since
    return _not_found(status, request)


def _is_worker(path: Path, status: Status) -> bool:
    """Whether a file is the site's service worker, which would stay in the editor's browser and keep pages there."""
    return status.site.offline is not None and path == status.site.public.resolve() / SERVICE_WORKER


def _not_found(status: Status, request: Request) -> Response:
    try:
        page = (status.site.public / NOT_FOUND).read_bytes()
    except OSError:
        page = error_page(status)
    code = 503 if status.problems and not status.site.public.is_dir() else 404
    return page_response(with_script(page, status.version), request.headers, code)
