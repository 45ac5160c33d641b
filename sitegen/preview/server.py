"""A server for looking at the site on this machine while it is written."""

from __future__ import annotations

import contextlib
import socket

import uvicorn

from sitegen.preview.application import application
from sitegen.preview.live_builder import LiveBuilder


def serve(workshop: LiveBuilder, listener: socket.socket, *, lan: bool = False) -> None:
    """Serve the workshop's site at its base path until the process is interrupted.

    ``lan`` lets in requests that other machines of the network address to this one.
    """
    with contextlib.suppress(KeyboardInterrupt):
        preview_server(workshop, lan=lan).run(sockets=[listener])


def preview_server(workshop: LiveBuilder, *, lan: bool = False) -> uvicorn.Server:
    """Return the server, ready to run; setting ``should_exit`` stops it."""
    config = uvicorn.Config(
        application(workshop, lan=lan),
        http="h11",  # the strictest of uvicorn's parsers
        ws="none",
        log_level="error",
        access_log=False,
        lifespan="on",
        server_header=False,
        timeout_graceful_shutdown=1,  # for a reader on a slow line
    )
    return _Server(config, workshop)


class _Server(uvicorn.Server):
    """Ends the open event streams before it waits for connections to close."""

    def __init__(self, config: uvicorn.Config, workshop: LiveBuilder) -> None:
        super().__init__(config)
        self._workshop = workshop

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop at once."""
        self._workshop.board.close()
        await super().shutdown(sockets)
