"""Secrets stay out of ``site.toml``, which is published with the site's sources, and out of what is printed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping

from sitegen.messages import say

_SECRET_NAME = re.compile(
    r"(^|[_-])(passw(or)?d|passphrase|secrets?|tokens?|credentials?|private[_-]?key|api[_-]?key|access[_-]?key)([_-]|$)",
    re.IGNORECASE,
)
# AWS access keys, GitHub's and GitLab's tokens as their makers document them; what a header of HTTP bears (RFC 6750)
_SECRET_VALUE = re.compile(
    r"\b(A(KIA|SIA)[A-Z0-9]{16}|gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|Bearer [\w.~+/-]{16,}=*)(?!\w)"
)
_WITH_USER = re.compile(r"\b([a-z][a-z0-9+.-]*)://([^/@\s'\"]+)@", re.IGNORECASE)
_SHORTEST = 8
_WORDS_FOR_READERS = frozenset({"title", "description", "tags", "house_styles"})
_ADVICE = say(
    "secrets do not belong in this file; remove it, and give it in the environment instead, "
    "or in the settings of the program that needs it (docs/publishing.md)"
)


def secret_in(settings: Mapping[str, object]) -> tuple[str, str] | None:
    """Return the dotted key of the first setting that is, or holds, a secret, and what to do; None if there is none."""
    ours = {name: value for name, value in settings.items() if name not in _WORDS_FOR_READERS}
    for key, value in _values(ours, ""):
        if _SECRET_NAME.search(key.rpartition(".")[2]) or (isinstance(value, str) and _holds_secret(value)):
            return key, say("{key}: {message}", key=key, message=_ADVICE)
    return None


def scrubbed(text: str) -> str:
    """Return ``text`` without the passwords in addresses, known kinds of tokens, and secrets of the environment."""
    text = _WITH_USER.sub(_without_password, _SECRET_VALUE.sub("***", text))
    for name, value in os.environ.items():
        if _SECRET_NAME.search(name) and len(value) >= _SHORTEST:
            text = text.replace(value, "***")
    return text


def _values(settings: Mapping[str, object], above: str) -> Iterator[tuple[str, object]]:
    for name, value in settings.items():
        key = f"{above}{name}"
        yield key, value
        if isinstance(value, Mapping):
            yield from _values(value, f"{key}.")
        elif isinstance(value, list):
            yield from ((key, item) for item in value)


def _holds_secret(text: str) -> bool:
    return bool(_SECRET_VALUE.search(text)) or any(_password_in(match) for match in _WITH_USER.finditer(text))


def _password_in(match: re.Match[str]) -> bool:
    # In https://NAME@host, the name is a token as often as not; ssh://git@host names a user.
    return ":" in match[2] or match[1].lower() in {"http", "https"}


def _without_password(match: re.Match[str]) -> str:
    return f"{match[1]}://***@" if _password_in(match) else match[0]
