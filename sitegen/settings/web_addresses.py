"""Addresses of pages on other sites, and the domains that they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from sitegen.messages import say

_NO_ADDRESS = re.compile(r"[\s\x00-\x20\x7f-\x9f<>\"\\^`{|}]")
"""What no address has (RFC 3986, RFC 3987), and what browsers leave out of one in silence."""
_DOMAIN = re.compile(r"(?!-)[a-z0-9-]+(?<!-)(\.(?!-)[a-z0-9-]+(?<!-))+")
_SHOWN = 60


def web_address(text: str) -> str:
    """Return ``text``, which must be the whole address of a page.

    Raises:
        ValueError: it is none, or not one of http or https.
    """
    try:
        parts = urlsplit(text)
        is_address = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 0) >= 0
    except ValueError:
        is_address = False
    if not is_address or _NO_ADDRESS.search(text):
        raise ValueError(
            say("write a whole address that begins with http:// or https://, not {text!r}", text=text[:_SHOWN])
        )
    return text


def domain(text: str) -> str:
    """Return a domain in the form in which domains are compared: small letters, and ASCII (RFC 3490).

    Raises:
        ValueError: it is none.

    >>> domain("VOAIndonesia.com"), domain("bücher.example")
    ('voaindonesia.com', 'xn--bcher-kva.example')
    """
    found = _ascii(text)
    if not _DOMAIN.fullmatch(found):
        raise ValueError(say("write a domain alone, such as 'example.com', not {text!r}", text=text[:_SHOWN]))
    return found


def host_of(url: str) -> str:
    """Return the host of an address as readers know it: without ``www.``."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def domains_of(url: str) -> Iterator[str]:
    """Yield the domains that the host of an address belongs to, the innermost first, as `domain` has them.

    >>> list(domains_of("https://www.voaindonesia.com/a/1.html"))
    ['www.voaindonesia.com', 'voaindonesia.com', 'com']
    """
    labels = _ascii(urlsplit(url).hostname or "").split(".")
    yield from (".".join(labels[start:]) for start in range(len(labels)))


def _ascii(host: str) -> str:
    host = host.lower().removesuffix(".")
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:  # a label that is too long, or has signs that no domain has
        return host
