"""What is known of the whole site while its lists are made: its context, and the lists of its articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sitegen.rendering.addresses import Addresses
from sitegen.rendering.card_lists import CardLists, Cards
from sitegen.rendering.related import Neighbourhood, Recommendation, Relations
from sitegen.rendering.site_context import SiteContext
from sitegen.rendering.views import Edition
from sitegen.settings.site import Site


@dataclass(frozen=True)
class SiteIndex:
    """The site as a whole: the ``lists`` of its articles in each language. ``recommendations`` tell which of them lead
    to others in their text.
    """

    context: SiteContext
    lists: Mapping[str, CardLists]
    recommendations: Callable[[], Iterable[Recommendation]]

    @classmethod
    def of(
        cls,
        site: Site,
        language_names: Mapping[str, str],
        lists: Mapping[str, CardLists],
        recommendations: Callable[[], Iterable[Recommendation]],
    ) -> SiteIndex:
        """Return the index of a site's articles; ``language_names`` gives each language's own name for itself."""
        tagged = {lang for lang, found in lists.items() if found.spellings}
        return cls(SiteContext.of(site, language_names, tagged), lists, recommendations)

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

    @property
    def cards(self) -> Mapping[str, Cards]:
        """The articles of each language, the newest first. Cards are loaded when asked for, and not kept."""
        return {lang: lists.cards for lang, lists in self.lists.items()}

    @cached_property
    def neighbourhoods(self) -> Mapping[str, Neighbourhood]:
        """The relations of the articles of each language, found once where they are the same in both."""
        found: dict[str, Neighbourhood] = {}
        known: list[tuple[CardLists, Relations]] = []
        for lang, lists in self.lists.items():
            relations = next((found for other, found in known if other.is_like(lists)), None)
            if relations is None:
                relations = Relations(lists, self.recommendations())
                known.append((lists, relations))
            found[lang] = Neighbourhood(lists, relations)
        return found
