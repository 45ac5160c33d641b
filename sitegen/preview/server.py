"""A server for looking at the site on this machine while it is written."""

from __future__ import annotations

import contextlib
import socket

import uvicorn
from starlette.applications import Starlette

from sitegen.preview.live_builder import LiveBuilder


def serve(builder: LiveBuilder, listener: socket.socket, app: Starlette) -> None:
    """Serve the builder's site, of which ``app`` is the preview, until the process is interrupted."""
    with contextlib.suppress(KeyboardInterrupt):
        preview_server(builder, app).run(sockets=[listener])


def preview_server(builder: LiveBuilder, app: Starlette) -> uvicorn.Server:
    """Return the server, ready to run; setting ``should_exit`` stops it."""
    config = uvicorn.Config(
        app,
        http="h11",  # the strictest of uvicorn's parsers
        ws="none",
        log_level="error",
        access_log=False,
        lifespan="on",
        server_header=False,
        timeout_graceful_shutdown=1,  # for a reader on a slow line
    )
    return _Server(config, builder)


class _Server(uvicorn.Server):
    """Ends the open event streams before it waits for connections to close."""

    def __init__(self, config: uvicorn.Config, builder: LiveBuilder) -> None:
        super().__init__(config)
        self._builder = builder

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop at once."""
        self._builder.board.close()
        await super().shutdown(sockets)
