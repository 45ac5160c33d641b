"""What the notice above a translation says of its sentences: how many are rough, and how many not to be relied on."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import NullTranslations
from typing import NamedTuple

from sitegen.content.confidence import Level, LevelCounts
from sitegen.languages.issues import N_

_COUNTED = 3
"""So many sentences are counted, however short the text is; of more, a reader wants to know the share."""
_NUMBERS = (N_("One"), N_("Two"), N_("Three"), N_("Four"), N_("Five"), N_("Six"), N_("Seven"), N_("Eight"), N_("Nine"))
"""Numbers as they begin a sentence; larger ones are written in figures."""


class _Share(NamedTuple):
    """What is said of a share of the sentences, and of any larger one up to the next."""

    least: float
    rough: str
    poor: str


_SHARES = (
    _Share(1, N_("All of these sentences are rough."), N_("None of these sentences should be relied on.")),
    _Share(
        0.85,
        N_("Nearly all of these sentences are rough."),
        N_("Nearly all of these sentences should not be relied on."),
    ),
    _Share(
        0.71,
        N_("About three quarters of these sentences are rough."),
        N_("About three quarters of these sentences should not be relied on."),
    ),
    _Share(
        0.585,
        N_("About two thirds of these sentences are rough."),
        N_("About two thirds of these sentences should not be relied on."),
    ),
    _Share(
        0.415,
        N_("About half of these sentences are rough."),
        N_("About half of these sentences should not be relied on."),
    ),
    _Share(
        0.29,
        N_("About a third of these sentences are rough."),
        N_("About a third of these sentences should not be relied on."),
    ),
    _Share(
        0.2,
        N_("About a quarter of these sentences are rough."),
        N_("About a quarter of these sentences should not be relied on."),
    ),
)


def confidence_notice(counts: LevelCounts, words: NullTranslations) -> Iterator[tuple[Level, str]]:
    """Yield the sentences of the notice on a translation, each with its level.

    ``words`` are the theme's texts. Of the rest, nothing is said while a sentence is of an unknown level.
    """
    if counts.rough:
        counted = words.ngettext("%(number)s sentence is rough.", "%(number)s sentences are rough.", counts.rough)
        share = _share(counts.rough, counts.total)
        yield "rough", words.gettext(share.rough) if share else _with_number(counted, counts.rough, words)
    if counts.poor:
        counted = words.ngettext(
            "%(number)s sentence should not be relied on.",
            "%(number)s sentences should not be relied on.",
            counts.poor,
        )
        share = _share(counts.poor, counts.total)
        yield "poor", words.gettext(share.poor) if share else _with_number(counted, counts.poor, words)
    if counts.good and not counts.unknown:
        if counts.rough or counts.poor:
            yield "good", words.gettext("The rest should read well.")
        else:
            yield "good", words.gettext("These sentences should read well.")


def _share(count: int, total: int) -> _Share | None:
    """The largest share that ``count`` sentences are, if they are not to be counted."""
    if count <= _COUNTED and not 1 < count == total:
        return None
    return next((share for share in _SHARES if count >= share.least * total), None)


def _with_number(text: str, number: int, words: NullTranslations) -> str:
    shown = words.gettext(_NUMBERS[number - 1]) if number <= len(_NUMBERS) else str(number)
    return text.replace("%(number)s", shown)
