"""What is known of the whole site while its lists are made: its context, and a card of every article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sitegen.rendering.addresses import Addresses
from sitegen.rendering.related import Neighbourhood, Relations, facts_of
from sitegen.rendering.site_context import SiteContext
from sitegen.rendering.stories import newest_first
from sitegen.rendering.views import CardView, Edition
from sitegen.settings.site import Site


@dataclass(frozen=True)
class SiteIndex:
    """The site as a whole. ``cards`` are the articles of each language, the newest first."""

    context: SiteContext
    cards: Mapping[str, tuple[CardView, ...]]

    @classmethod
    def of(cls, site: Site, cards: Mapping[str, Iterable[CardView]], language_names: Mapping[str, str]) -> SiteIndex:
        """Return the publication of articles, whose ``cards`` are given for the language of the pages they are on.

        ``language_names`` gives each language's own name for itself.
        """
        newest = {lang: tuple(newest_first(cards.get(lang, ()))) for lang in site.languages}
        tagged = {lang for lang, found in newest.items() if any(card.tags for card in found)}
        return cls(SiteContext.of(site, language_names, tagged), newest)

    @property
    def site(self) -> Site:
        """The site's settings."""
        return self.context.site

    @property
    def addresses(self) -> Addresses:
        """Where pages are."""
        return self.context.addresses

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The editions, that of the originals first."""
        return self.context.editions

    def edition(self, lang: str) -> Edition:
        """Return the edition in a language."""
        return self.context.edition(lang)

    @cached_property
    def neighbourhoods(self) -> Mapping[str, Neighbourhood]:
        """The relations of the articles of each language, found once where they are the same in both."""
        facts = {lang: facts_of(cards) for lang, cards in self.cards.items()}
        relations = {found: Relations(found) for found in set(facts.values())}
        return {lang: Neighbourhood(cards, relations[facts[lang]]) for lang, cards in self.cards.items()}
