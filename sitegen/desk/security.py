"""Who may use the desk: pages of this server only, and with a pass phrase where the network can reach it.

A page of any other site can make a browser send requests here. It cannot read what comes back, as no answer allows it
(CORS), nor send a header or JSON; what it could still send is refused for its ``Origin``.
"""

from __future__ import annotations

import hmac
import secrets
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sitegen.desk.spoken import spoken
from sitegen.messages import say

DESK = "/_desk/"
"""Where the desk is. No page of a site is there: slugs have no underscore."""
PHRASE_PAGE = f"{DESK}phrase"
TOKEN_HEADER = "X-Desk-Token"  # noqa: S105  # a name
_COOKIE = "sitegen-desk"
_READING = frozenset({"GET", "HEAD"})
_WORDS = 5
_LONGEST_PHRASE = 1000
"""Bytes of a form with a pass phrase."""
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Frasa sandi · Pass phrase</title>
</head>
<body>
<main>
<form method="post" action="{action}">
{wrong}<p><label for="phrase"><span lang="id">Frasa sandi, seperti tertulis di terminal</span> ·
Pass phrase, as the terminal says it</label></p>
<p><input id="phrase" name="phrase" type="password" autocomplete="current-password" required autofocus></p>
<p><button><span lang="id">Masuk</span> · Enter</button></p>
</form>
</main>
</body>
</html>
"""
_WRONG = '<p role="alert"><span lang="id">Bukan itu frasanya.</span> · That is not the phrase.</p>\n'


def new_token() -> str:
    """Return a random token, which only pages of this server know."""
    return secrets.token_urlsafe(24)


def new_phrase() -> str:
    """Return a pass phrase of five Indonesian words, with an entropy of 70 bits."""
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory  # noqa: PLC0415  # slow to load

    known = {word for word in StemmerFactory().get_words() if 4 <= len(word) <= 7}
    words = sorted(word for word in known if word.isascii() and word.isalpha() and word.islower())
    return " ".join(secrets.choice(words) for _ in range(_WORDS))


class DeskGuard:
    """Lets only those requests to the desk through that may be answered; other paths are none of its business.

    What writes must come from a page of the same host and bring ``token``. With a ``phrase``, all else asks for it once
    and then for the cookie that is given for it.
    """

    def __init__(self, app: ASGIApp, *, token: str, phrase: str | None = None) -> None:
        self.app = app
        self._token = token
        self._phrase = phrase
        self._session = new_token()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # ASGI's signature
        """Answer with 303, 401, 403 or 415, or let the application answer."""
        if scope["type"] != "http" or not f"{scope['path']}/".startswith(DESK):
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        answer = await self._answer(request)
        await (answer or self.app)(scope, receive, _with_headers(send))

    async def _answer(self, request: Request) -> Response | None:
        if self._phrase is not None and request.url.path == PHRASE_PAGE:
            return await self._ask(request, self._phrase)
        if self._phrase is not None and not self._has_session(request):
            if request.url.path == DESK and request.method in _READING:
                return RedirectResponse(PHRASE_PAGE, 303)
            return refusal(request, say("the pass phrase is asked for first; open the desk's page again"), 401)
        return None if request.method in _READING else self._fault(request)

    def _fault(self, request: Request) -> Response | None:
        """The refusal of a request that would write, if it may not."""
        if not is_same_origin(request.headers):
            message = say("only the desk's own page may write; open it at the address that the terminal says")
            return refusal(request, message, 403)
        if not _is_equal(request.headers.get(TOKEN_HEADER, ""), self._token):
            return refusal(request, say("the server was started again; load the page again"), 403)
        if request.headers.get("Content-Type", "").partition(";")[0].strip().lower() != "application/json":
            return refusal(request, say("send JSON"), 415)
        return None

    def _has_session(self, request: Request) -> bool:
        try:
            found = SimpleCookie(request.headers.get("Cookie", "")).get(_COOKIE)
        except CookieError:
            return False
        return found is not None and _is_equal(found.value, self._session)

    async def _ask(self, request: Request, phrase: str) -> Response:
        """The page that asks for the pass phrase, or what follows from the answer."""
        if request.method in _READING:
            return _page()
        if request.method != "POST" or not is_same_origin(request.headers):
            return refusal(request, say("only the desk's own page may ask"), 403)
        given = await _phrase_in(request)
        if not _is_equal(" ".join(given.lower().split()), phrase):
            return _page(wrong=True)
        answer = RedirectResponse(DESK, 303)
        answer.set_cookie(_COOKIE, self._session, path=DESK, httponly=True, samesite="strict")
        return answer


async def _phrase_in(request: Request) -> str:
    """The phrase in a form; empty where the form is longer than any phrase."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST_PHRASE:
            return ""
    return parse_qs(body.decode("utf-8", "replace")).get("phrase", [""])[0]


def is_same_origin(headers: Headers) -> bool:
    """Tell whether a request comes from a page of the host that it was sent to, as its ``Origin`` says."""
    origin = urlsplit(headers.get("Origin", ""))
    is_plain = not (origin.path or origin.query or origin.fragment)
    return origin.scheme in {"http", "https"} and is_plain and origin.netloc.lower() == headers.get("Host", "").lower()


def refusal(request: Request, message: str, status: int, **more: object) -> Response:
    """Return an error as the desk's answers have it, in the page's language, with what else there is to say."""
    return JSONResponse(spoken({"error": message, "problems": [], **more}, request), status)


def _is_equal(given: str, known: str) -> bool:
    """Whether two secrets are the same, found out in a time that tells nothing about where they differ."""
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), known.encode())


def _page(*, wrong: bool = False) -> Response:
    page = _PAGE.format(action=PHRASE_PAGE, wrong=_WRONG if wrong else "")
    return Response(page, 401 if wrong else 200, media_type="text/html")


def _with_headers(send: Send) -> Send:
    """Give each answer of the desk what keeps it from other sites and from caches."""

    async def send_on(message: Message) -> None:
        if message["type"] == "http.response.start":
            names = {name.lower() for name, _ in message["headers"]}
            more = ((name.lower().encode(), value.encode()) for name, value in _HEADERS.items())
            message = {**message, "headers": [*message["headers"], *(item for item in more if item[0] not in names)]}
        await send(message)

    return send_on
