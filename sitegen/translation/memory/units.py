"""What a translation memory holds."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import JsonValue

from sitegen.content.body.inline import Inline, format_inline


@dataclass(frozen=True)
class Model:
    """What makes a machine's translations: an engine with a package, and a fingerprint of all else that matters."""

    engine: str
    package: str
    version: str
    settings: str = ""


@dataclass(frozen=True)
class TranslationUnit:
    """A sentence and its translation by ``model``, or by a person where that is None.

    Both are inline Markdown as `unit_text` gives it, so that marks and links come with the words.

    A machine's unit has the ``score`` of the engine, the ``flags`` of the checks (None where they are not known) and
    its ``confidence`` (see `sitegen.translation.sentences.confidence`; None where it is not known).
    A person's unit has the slug of the ``article`` where it was found, empty if it was imported, and a ``date``: of the
    article, or the one that the imported file gives, in ISO 8601.
    """

    source: str
    target: str
    model: Model | None = None
    score: float | None = None
    flags: JsonValue = None
    article: str = ""
    date: str = ""
    confidence: float | None = None


def unit_text(inline: Inline) -> str:
    """Return ``inline`` as units have it: without white space around it, and without escapes that nobody needs."""
    return format_inline(inline).strip()
