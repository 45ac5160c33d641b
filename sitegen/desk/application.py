"""The desk's routes: its page, and the JSON API of the page."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from sitegen.desk.asset_files import asset_answer, read_assets
from sitegen.desk.events import Events
from sitegen.desk.handlers.glossary import Glossary
from sitegen.desk.handlers.handler import API, Tools
from sitegen.desk.handlers.overview import overview_handlers
from sitegen.desk.handlers.releases import Releases
from sitegen.desk.handlers.sentences import Sentences
from sitegen.desk.handlers.suggestions import Suggestions
from sitegen.desk.overview.index import Index
from sitegen.desk.security import DESK, DeskGuard, new_token, refusal
from sitegen.desk.stories import load_checks
from sitegen.desk.suggestions.machine import Machine, MakeEngine
from sitegen.desk.wire import answered
from sitegen.messages import say
from sitegen.preview.status import StatusBoard
from sitegen.settings.site import Site

_FIRST_LIST = 0.5
"""Seconds that a desk which starts has for its first list, before it gets ready for stories."""


@dataclass(frozen=True)
class Desk:
    """The desk of a site. ``phrase`` is asked for where there is one."""

    tools: Tools
    events: Events
    loading: threading.Timer
    token: str
    phrase: str | None = None

    @classmethod
    def of(cls, board: StatusBoard, make_engine: MakeEngine, phrase: str | None = None) -> Desk:
        """Return the desk of the site that the preview with this ``board`` shows."""

        def site_now() -> Site:
            return board.now.site

        index, events = Index(site_now), Events(board)
        index.watch(board)
        index.listen(lambda listed: events.tell_progress(len(listed.rows) - listed.waiting, len(listed.rows)))
        index.start()
        loading = threading.Timer(_FIRST_LIST, lambda: load_checks(site_now()))
        loading.daemon = True
        loading.start()
        return cls(Tools(site_now, index, Machine(make_engine)), events, loading, new_token(), phrase)

    def close(self) -> None:
        """Leave the index as it need not be checked by the next desk."""
        self.loading.cancel()
        self.tools.index.close()

    def middleware(self) -> Sequence[Middleware]:
        """Return the middleware that guards the desk's routes."""
        return [Middleware(DeskGuard, token=self.token, phrase=self.phrase)]

    def routes(self) -> list[BaseRoute]:
        """Return the desk's routes; any other address below `DESK` is a 404."""
        assets = read_assets()

        def page(_: Request) -> Response:
            text = assets.get("desk.html", b"").decode().replace("{{ token }}", escape(self.token))
            return Response(text, media_type="text/html")

        def asset(request: Request) -> Response:
            return asset_answer(assets, request)

        async def follow(_: Request) -> Response:
            return StreamingResponse(self.events.follow(), media_type="text/event-stream")

        async def nothing(request: Request) -> Response:
            return refusal(request, say("there is no such address at the desk"), 404)

        handlers = [
            *overview_handlers(self.tools),
            *(
                handler
                for group in (Sentences, Suggestions, Glossary, Releases)
                for handler in group(self.tools).handlers()
            ),
        ]
        return [
            Route(DESK, page),
            Route(f"{API}events", follow),
            Route(f"{DESK}assets/{{name:path}}", asset),
            *(
                Route(one.path, answered(one.answer, self.tools.site_now, one.given), methods=[one.method])
                for one in handlers
            ),
            Route(f"{DESK}{{rest:path}}", nothing, methods=["GET", "PUT", "POST", "PATCH", "DELETE"]),
        ]
