"""Who may be meant by a request's ``Host``: this machine, and not a foreign page that has found its way here."""

from __future__ import annotations

import re
import socket

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK = "127.0.0.1"
_HOST = re.compile(r"(?P<name>[a-z0-9_-]+(\.[a-z0-9_-]+)*)\.?(:[0-9]{1,5})?", re.IGNORECASE | re.ASCII)


class KnownHosts:
    """Lets only requests to this machine's own names through.

    A page of any site can let its own name lead to 127.0.0.1 and then read what answers there (DNS rebinding); its
    requests still carry its name. With ``lan``, the address that the request came to is good as well, which no name can
    pretend to be, and the names that machines give themselves in their network. Starlette's ``TrustedHostMiddleware``
    knows a fixed list of names, and so not that address.
    """

    def __init__(self, app: ASGIApp, *, lan: bool) -> None:
        self.app = app
        self.lan = lan

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # ASGI's signature
        """Answer with 400, or let the application answer."""
        if scope["type"] == "http":
            hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
            here = (scope["server"] or ("",))[0]
            if len(hosts) != 1 or not is_known(hosts[0], here, lan=self.lan):
                answer = PlainTextResponse(
                    "This preview does not answer to that name; open it at http://localhost\n", 400
                )
                await answer(scope, receive, send)
                return
        await self.app(scope, receive, send)


def is_known(host: str, here: str, *, lan: bool) -> bool:
    """Tell whether ``host``, a ``Host`` header, names this machine; ``here`` is the address the request came to."""
    match = _HOST.fullmatch(host)
    if not match:
        return False
    name = match["name"].lower()
    if name in {"localhost", LOOPBACK}:
        return True
    return lan and (name in {here, socket.gethostname().lower()} or name.endswith(".local"))
