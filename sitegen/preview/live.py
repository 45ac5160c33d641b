"""What pages get on their way to the browser, and only there: a script that follows the preview's status."""

from __future__ import annotations

from collections.abc import AsyncIterator
from html import escape
from importlib import resources

from sitegen.preview.status import StatusBoard

FOLDER = "/.sitegen/"
"""Where the preview's own files are. No page of a site is there: slugs do not begin with a dot."""
EVENTS = f"{FOLDER}events"
ASSETS = ("preview.js", "preview.css")
_RETRY_MILLISECONDS = 1000


def with_script(page: bytes, version: str) -> bytes:
    """Return a page with the script at its end. Pages allow scripts and connections of their own host only."""
    script = (
        f'<script src="{FOLDER}preview.js" data-version="{escape(version)}" data-events="{EVENTS}" defer></script>\n'
    )
    end = page.lower().rfind(b"</body>")
    end = len(page) if end < 0 else end
    return page[:end] + script.encode() + page[end:]


def asset(name: str) -> bytes:
    """Return one of the preview's own files."""
    return (resources.files("sitegen.preview") / "assets" / name).read_bytes()


async def events(board: StatusBoard) -> AsyncIterator[bytes]:
    """Yield the statuses as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html)."""
    yield f"retry: {_RETRY_MILLISECONDS}\n\n".encode()
    async for status in board.follow():
        yield status.event()
