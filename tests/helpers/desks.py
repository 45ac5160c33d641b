"""A desk over a small site, asked as its own page asks."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from fake_engine import BackwardEngine
from previewing import Answer
from sites import SiteFolder
from starlette.types import ASGIApp, Message

from sitegen.desk.application import Desk
from sitegen.desk.suggestions.machine import MakeEngine
from sitegen.preview.application import application
from sitegen.preview.live_builder import LiveBuilder
from sitegen.preview.status import StatusBoard
from sitegen.translation.run import translate_site

HOST = "localhost:8000"
ORIGIN = f"http://{HOST}"
STORY = """---
# the desk leaves this remark alone
title: 'Hujan Turun'
caption: Warga di jalan.
date: 2022-01-03   # a Monday
mine: [1,   2]
---

Hujan turun.
Warga pulang.

BACA JUGA: Banjir Turun

## Cuaca

Besok cerah.
"""


@dataclass(frozen=True)
class Client:
    """The desk's page, as far as the server can tell."""

    app: ASGIApp
    desk: Desk
    site: SiteFolder
    board: StatusBoard

    def ask(self, method: str, path: str, body: bytes = b"", /, **headers: str) -> Answer:
        """The answer to a request with these headers and no others but ``Host``."""
        sent = {"host": HOST, **{name.replace("_", "-").lower(): value for name, value in headers.items()}}
        return asyncio.run(_ask(self.app, method, path, body, sent))

    def headers(self) -> dict[str, str]:
        """What the page sends with all that writes."""
        return {"Origin": ORIGIN, "X-Desk-Token": self.desk.token, "Content-Type": "application/json"}

    def get(self, path: str) -> Any:
        """The JSON of an address that must be there. As the page does, it asks again while stories are being read."""
        while True:
            answer = self.ask("GET", f"/_desk/api/{path}")
            assert answer.status == 200, answer.body
            found = json.loads(answer.body)
            if not found.get("waiting"):
                return found

    def send(self, method: str, path: str, body: object, status: int = 200, language: str = "en") -> Any:
        """Send what writes, and return the JSON of the answer, which must have this status."""
        headers = {**self.headers(), "Accept-Language": language}
        answer = self.ask(method, f"/_desk/api/{path}", json.dumps(body).encode(), **headers)
        assert answer.status == status, answer.body
        return json.loads(answer.body)

    def units(self, slug: str) -> Any:
        """The sentences of a story."""
        return self.get(f"stories/{slug}")["units"]

    def type(self, slug: str, number: int, text: str, status: int = 200, seen: object = None) -> Any:
        """Type the translation of a sentence, as it is shown now."""
        seen = seen or self.units(slug)[number]["seen"]
        return self.send("PUT", f"stories/{slug}/units/{number}", {"target": text, "seen": seen}, status)


async def _ask(app: ASGIApp, method: str, address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Hand a request to an ASGI application: no server is between, so that nothing else can refuse it."""
    parts = urlsplit(address)
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(parts.path),
        "raw_path": parts.path.encode(),
        "root_path": "",
        "query_string": parts.query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8000),
    }
    await app(scope, receive, send)
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], found, b"".join(message.get("body", b"") for message in sent[1:]))


@contextmanager
def at_the_desk(
    site: SiteFolder,
    *,
    phrase: str | None = None,
    lan: bool = False,
    make_engine: MakeEngine = lambda _: BackwardEngine(),
) -> Iterator[Client]:
    """Open the desk of a site; nothing builds meanwhile."""
    builder = LiveBuilder(site.site, lambda _: None)
    desk = Desk.of(builder.board, make_engine, phrase)
    app = application(builder, lan=lan, routes=desk.routes(), middleware=desk.middleware())
    try:
        yield Client(app, desk, site, builder.board)
    finally:
        desk.close()


def write_story(site: SiteFolder, slug: str = "hujan", text: str = STORY) -> tuple[Path, Path]:
    """Write an original with a person's own ways in its file, and its translation; return both paths."""
    original = site.root / "content" / "id" / f"{slug}.md"
    original.parent.mkdir(parents=True, exist_ok=True)
    original.write_text(text, encoding="utf-8")
    translate_site(site.site, BackwardEngine())
    return original, site.root / "content" / "en" / f"{slug}.md"
