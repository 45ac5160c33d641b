"""The beginning of a body, as lists, search results and social sites show it."""

from __future__ import annotations

from collections.abc import Iterable

from sitegen.rendering.tokens import End, Mark, Sentence, Start, Text, Token, single

_SUMMARY_LENGTH = 220


def summary(sequence: Iterable[Token]) -> str:
    """Return the text of the first paragraph, cut at a word."""
    paragraph: list[Token] | None = None
    in_note = False
    for token in single(sequence):
        if isinstance(token, (Start, End)) and token.name == "sup":
            in_note = isinstance(token, Start)
        elif isinstance(token, Start) and token.name == "p":
            paragraph = []
        elif isinstance(token, Mark) and token.related:
            paragraph = None
        elif isinstance(token, End) and token.name == "p" and paragraph:
            break
        elif paragraph is not None and not in_note:
            paragraph.append(token)
    text = " ".join("".join(token.text for token in paragraph or () if isinstance(token, (Text, Sentence))).split())
    if len(text) <= _SUMMARY_LENGTH:
        return text
    return text[: _SUMMARY_LENGTH - 1].rsplit(" ", 1)[0].rstrip(",;:–—-") + "…"
