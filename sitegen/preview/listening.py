"""The port that the preview listens on, and the addresses to type."""

from __future__ import annotations

import errno
import socket

from sitegen.errors import SitegenError
from sitegen.preview.hosts import LOOPBACK

FIRST_PORT = 8000
_PORTS = range(FIRST_PORT, FIRST_PORT + 100)
_EVERY_ADDRESS = "0.0.0.0"  # noqa: S104  # only with --lan


def listen(port: int | None = None, *, lan: bool = False) -> socket.socket:
    """Listen on this machine's own address; with ``lan``, on those that its network sees as well.

    Without a port, the first free one from 8000 on is taken; port 0 is any free one.

    Raises:
        SitegenError: the port that was asked for cannot be used, or none is free.
    """
    host = _EVERY_ADDRESS if lan else LOOPBACK
    if port is not None:
        try:
            return socket.create_server((host, port))
        except (OSError, OverflowError) as error:
            reason = _reason(error)
            raise SitegenError(f"port {port} cannot be used ({reason}); choose another with --port") from error
    for candidate in _PORTS:
        try:
            return socket.create_server((host, candidate))
        except OSError as error:
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise SitegenError(f"the preview cannot listen on {host}: {_reason(error)}") from error
    raise SitegenError(f"the ports {_PORTS[0]} to {_PORTS[-1]} are all taken; choose another with --port")


def address_here(listener: socket.socket, path: str) -> str:
    """Return the preview's address on this machine."""
    return f"http://{LOOPBACK}:{listener.getsockname()[1]}{path}"


def address_in_network(listener: socket.socket, path: str) -> str:
    """Return the address to type on other devices of the network: by number, or by name where that is not known."""
    host = _network_address() or f"{socket.gethostname().removesuffix('.local')}.local"
    return f"http://{host}:{listener.getsockname()[1]}{path}"


def _network_address() -> str | None:
    """This machine's address on the way out. Connecting such a socket chooses the way and sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address that is nobody's, RFC 5737
        except OSError:
            return None
        found = str(probe.getsockname()[0])
    return None if found in {_EVERY_ADDRESS, LOOPBACK} else found


def _reason(error: OSError | OverflowError) -> str:
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        return "another program has it"
    return (isinstance(error, OSError) and error.strerror) or str(error)
