"""What is known of the whole site while its pages are made: settings, editions, and a card of every article."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from babel import Locale
from markupsafe import Markup

from sitegen.config import Site
from sitegen.rendering.addresses import (
    Addresses,
    FeedKind,
    archive_path,
    feed_path,
    home_path,
    search_path,
    tags_path,
)
from sitegen.rendering.related import Neighbourhood
from sitegen.rendering.social_metadata import social_properties
from sitegen.rendering.stories import Story, newest_first
from sitegen.rendering.text import fit_title
from sitegen.rendering.typography import typographic
from sitegen.rendering.views import Alternate, CardView, Edition, FeedLink, PageKind, PageView, SiteView, Switch

FEED_TYPES: Mapping[FeedKind, str] = {"atom": "application/atom+xml", "json": "application/feed+json"}
"""The media types of our feeds."""


@dataclass(frozen=True)
class Publication:
    """The site as a whole.

    ``cards`` are the articles of each language, the newest first, ``neighbourhoods`` their relations.
    """

    site: Site
    addresses: Addresses
    editions: tuple[Edition, ...]
    cards: Mapping[str, tuple[CardView, ...]]
    neighbourhoods: Mapping[str, Neighbourhood]

    @classmethod
    def of(cls, site: Site, stories: Iterable[Story], language_names: Mapping[str, str]) -> Publication:
        """Return the publication of ``stories``; ``language_names`` gives each language's own name for itself."""
        addresses = Addresses.of(site)
        cards: dict[str, list[CardView]] = {lang: [] for lang in site.languages}
        for story in stories:
            for view in story.views:
                cards[view.lang].append(view.card)
            if story.stand_in:
                cards[site.target_language].append(story.stand_in.card)
        sorted_cards = {lang: tuple(newest_first(found)) for lang, found in cards.items()}
        return cls(
            site,
            addresses,
            tuple(_edition(site, addresses, lang, language_names[lang]) for lang in site.languages),
            sorted_cards,
            {lang: Neighbourhood(found) for lang, found in sorted_cards.items()},
        )

    def edition(self, lang: str) -> Edition:
        """Return the edition in a language."""
        return next(edition for edition in self.editions if edition.lang == lang)

    @cached_property
    def indexed(self) -> Mapping[str, Mapping[str, CardView]]:
        """The articles that search engines may have, by slug and language."""
        found: dict[str, dict[str, CardView]] = {}
        for lang in self.site.languages:
            for card in self.cards[lang]:
                if card.indexed:
                    found.setdefault(card.slug, {})[lang] = card
        return found

    def context(
        self,
        edition: Edition,
        *,
        kind: PageKind,
        title: str,
        description: str,
        path: str | None,
        twins: Mapping[str, str] | None = None,
        default: str | None = None,
        hidden: AbstractSet[str] = frozenset(),
        article: CardView | None = None,
        structured_data: Markup | None = None,
    ) -> dict[str, object]:
        """What every template sees.

        ``twins`` are the page's paths by language, ``default`` that for all others; in the languages of ``hidden``,
        search engines must not have the page. ``article`` is the article that the page shows.
        """
        noindex = path is None or edition.lang in hidden
        page = PageView(
            kind=kind,
            lang=edition.lang,
            dir=edition.dir,
            title=title,
            description=description,
            canonical=self.addresses.whole(path) if path else None,
            alternates=() if noindex else self.alternates(twins or {}, default, hidden),
            switches=tuple(self._switch(other, edition, twins or {}) for other in self.editions),
            robots="noindex" if noindex else "",
            structured_data=structured_data,
            feeds=self._feeds(self.editions if kind in {"choose", "not-found"} else (edition,)),
        )
        social = social_properties(page, edition.title, article, self.site.timezone)
        return {
            "site": self._site_view(edition),
            "page": dataclasses.replace(page, social=social),
            "editions": self.editions,
        }

    def alternates(
        self, twins: Mapping[str, str], default: str | None, hidden: AbstractSet[str] = frozenset()
    ) -> tuple[Alternate, ...]:
        """Return what a page in several languages announces of them; nothing where only one is left to announce."""
        shown = [Alternate(lang, self.addresses.whole(path)) for lang, path in twins.items() if lang not in hidden]
        if len(shown) < 2:
            return ()
        return (*shown, Alternate("x-default", self.addresses.whole(default))) if default else tuple(shown)

    def _feeds(self, editions: Iterable[Edition]) -> tuple[FeedLink, ...]:
        return tuple(
            FeedLink(media_type, edition.title, self.addresses.link(feed_path(edition.lang, kind)), edition.lang)
            for edition in editions
            for kind, media_type in FEED_TYPES.items()
        )

    @cached_property
    def _tagged(self) -> frozenset[str]:
        """The languages in which an article has a tag."""
        return frozenset(lang for lang, cards in self.cards.items() if any(card.tags for card in cards))

    def _site_view(self, edition: Edition) -> SiteView:
        lang = edition.lang
        return SiteView(
            title=edition.title,
            description=edition.description,
            url=edition.url,
            archive=self.addresses.link(archive_path(lang)),
            tags=self.addresses.link(tags_path(lang)) if lang in self._tagged else None,
            search=self.addresses.link(search_path(lang)) if self.site.search else None,
        )

    def _switch(self, edition: Edition, current: Edition, twins: Mapping[str, str]) -> Switch:
        twin = twins.get(edition.lang)
        return Switch(
            lang=edition.lang,
            language=edition.language,
            url=self.addresses.link(twin) if twin else edition.url,
            current=edition is current,
            same_page=twin is not None,
        )


def _edition(site: Site, addresses: Addresses, lang: str, name: str) -> Edition:
    return Edition(
        lang=lang,
        dir=Locale.parse(lang, sep="-").text_direction,
        language=name,
        title=_finished(site.title[lang], lang),
        description=_finished(site.description.get(lang, ""), lang),
        url=addresses.link(home_path(lang)),
    )


def _finished(text: str, lang: str) -> str:
    return typographic(fit_title(text), lang)
