"""``suggest``: the address where readers suggest a better sentence, with placeholders for which sentence it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from sitegen.messages import say
from sitegen.settings.web_addresses import web_address

PLACEHOLDERS = ("address", "file", "language", "line", "original", "sentence", "slug", "title")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_MAIL = re.compile(r"mailto:[^@\s?{}]+@[^@\s?{}]+(?:\?|\Z)", re.IGNORECASE)
_AS_WRITTEN = "%/:?#[]@!$&'()*+,;=~"
"""What stays in the setting's own words: the delimiters of addresses (RFC 3986), and what is encoded already."""
_EXAMPLE = "'https://github.com/me/news/edit/main/{file}#L{line}'"


@dataclass(frozen=True)
class SuggestTemplate:
    """The setting, read: words as they stand in the address, and between them the names of placeholders."""

    words: tuple[str, ...]
    names: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> SuggestTemplate:
        """Read the setting.

        Raises:
            ValueError: it is no web or mail address, or has a placeholder that there is not.
        """
        pieces = _PLACEHOLDER.split(text.strip())
        words, names = pieces[::2], pieces[1::2]
        if unknown := next((name for name in names if name not in PLACEHOLDERS), ""):
            known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
            raise ValueError(
                say("there is no placeholder {{{unknown}}}; there are {known}", unknown=unknown, known=known)
            )
        if any(sign in word for word in words for sign in "{}"):
            raise ValueError(say("has a brace that belongs to no placeholder; write %7B or %7D for a brace as such"))
        _check_place(words)
        return cls(tuple(quote(re.sub(r"\r?\n", "\r\n", word), safe=_AS_WRITTEN) for word in words), tuple(names))

    def filled(self, values: Mapping[str, str]) -> str:
        """Return the address with ``values``, each percent-encoded; slashes stay in a path (RFC 3986, section 3.3)."""
        address = self.words[0]
        for name, word in zip(self.names, self.words[1:], strict=True):
            safe = "/" if not {"?", "#"} & set(address) else ""
            address += quote(values[name], safe=safe, errors="surrogateescape") + word  # as names of files may be
        return address


def suggest_address(text: str) -> str:
    """Return the setting as it is, which must be one that `SuggestTemplate` can read.

    Raises:
        ValueError: it is not.
    """
    SuggestTemplate.of(text)
    return text


def _check_place(words: list[str]) -> None:
    """See to it that an address leads to a place that no placeholder chooses."""
    first = words[0]
    if first[:7].lower() == "mailto:":
        if not _MAIL.match(first):
            raise ValueError(
                say("write a mail address before the first placeholder: 'mailto:desk@example.org?subject={{title}}'")
            )
        return
    parts = urlsplit(first)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ValueError(
            say("write an address that begins with https://, http:// or mailto:, such as {example}", example=_EXAMPLE)
        )
    if len(words) > 1 and not (parts.path or parts.query or parts.fragment):
        raise ValueError(
            say(
                "write the host before the first placeholder, and a slash after it, such as {example}", example=_EXAMPLE
            )
        )
    web_address(f"{parts.scheme}://{parts.netloc}/")
