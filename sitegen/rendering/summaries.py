"""What the rest of the site needs to know of an article: small, so that a large site's can all be held at once."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from sitegen.rendering.images import Picture
from sitegen.rendering.stories import ArticleRef
from sitegen.rendering.views import CardView, WithdrawalView
from sitegen.rendering.visibility import Status
from sitegen.storage.kept_problems import KeptProblem


@dataclass(frozen=True)
class Summary:
    """An article in both languages, as far as other pages than its own depend on it.

    ``digest`` names its slug and the bytes of its files and pictures. ``cards`` are what lists show of it, by the
    language of their pages; there are none unless it is published. ``title`` and the headlines of ``related`` are as
    `title_key` has them. ``reasons`` say, by language, why it was withdrawn. Where it, or its translation, is held back
    until a date, that is ``due``. ``links`` are the addresses in its bodies that can be the site's own.
    """

    slug: str
    digest: str
    status: Status
    title: str = ""
    cards: Mapping[str, CardView] = field(default_factory=dict)
    related: Mapping[int, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    reasons: Mapping[str, WithdrawalView] = field(default_factory=dict)
    pictures: tuple[Picture, ...] = ()
    problems: tuple[KeptProblem, ...] = ()
    due: datetime.datetime | None = None
    links: tuple[str, ...] = ()

    @property
    def languages(self) -> frozenset[str]:
        """The languages that the article itself is in."""
        return frozenset(card.lang for card in self.cards.values())

    @property
    def indexed(self) -> Mapping[str, CardView]:
        """The cards of the languages in which search engines may have it."""
        return {lang: card for lang, card in self.cards.items() if card.indexed}


class Headlines:
    """Finds the articles that headlines in other articles mean."""

    def __init__(self, summaries: Iterable[Summary]) -> None:
        """Take the summaries in the order of their slugs; of two articles with one headline, the first is meant."""
        self._targets: dict[str, ArticleRef] = {}
        for summary in summaries:
            if summary.cards:
                self._targets.setdefault(summary.title, ArticleRef(summary.slug, summary.languages))

    def targets(self, summary: Summary) -> dict[int, ArticleRef]:
        """Return where the related headlines of an article lead, by the numbers of their sentences."""
        return {number: self._targets[key] for number, key in summary.related.items() if key in self._targets}


def cards_with_recommendations(summary: Summary, targets: Mapping[int, ArticleRef]) -> Mapping[str, CardView]:
    """Return the cards of an article, which know the articles that its text leads to."""
    if not targets:
        return summary.cards
    recommends = tuple(dict.fromkeys(target.slug for target in targets.values()))
    return {lang: replace(card, recommends=recommends) for lang, card in summary.cards.items()}
