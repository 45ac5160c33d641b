"""The context of every page: the site, its editions, and the page's metadata."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property

from babel import Locale
from markupsafe import Markup

from sitegen.rendering.addresses import (
    OFFLINE_SCRIPT,
    SERVICE_WORKER,
    Addresses,
    FeedKind,
    archive_path,
    feed_path,
    home_path,
    manifest_path,
    search_path,
    tags_path,
)
from sitegen.rendering.social_metadata import social_properties
from sitegen.rendering.text.plain_text import clean_title
from sitegen.rendering.text.typography import smart_punctuation
from sitegen.rendering.views import (
    Alternate,
    CardView,
    Edition,
    FeedLink,
    LanguageLink,
    OfflineView,
    PageKind,
    PageView,
    SiteView,
)
from sitegen.settings.site import Site

FEED_TYPES: Mapping[FeedKind, str] = {"atom": "application/atom+xml", "json": "application/feed+json"}
"""The media types of our feeds."""


@dataclass(frozen=True)
class PageMeta:
    """What a page is, in the language of its edition.

    ``path`` is None where the page has no address of its own. ``twins`` are the page's paths by language, ``default``
    that for all others; in the languages of ``hidden``, search engines must not have the page. ``article`` is the
    article that the page shows. ``canonical`` are the addresses on other sites that search engines are to take for it,
    by language. ``feeds`` are the page's own, besides those of its edition.
    """

    kind: PageKind
    title: str
    description: str
    path: str | None
    twins: Mapping[str, str] = field(default_factory=dict)
    default: str | None = None
    hidden: AbstractSet[str] = frozenset()
    canonical: Mapping[str, str] = field(default_factory=dict)
    article: CardView | None = None
    structured_data: Markup | None = None
    feeds: tuple[FeedLink, ...] = ()


@dataclass(frozen=True)
class SiteContext:
    """The site as it is around each of its pages. ``tagged`` are the languages in which an article has a tag."""

    site: Site
    addresses: Addresses
    editions: tuple[Edition, ...]
    tagged: frozenset[str] = frozenset()

    @classmethod
    def of(cls, site: Site, language_names: Mapping[str, str], tagged: AbstractSet[str] = frozenset()) -> SiteContext:
        """Return the context of a site; ``language_names`` gives each language's own name for itself."""
        addresses = Addresses.of(site)
        editions = tuple(_edition(site, addresses, lang, language_names[lang]) for lang in site.languages)
        return cls(site, addresses, editions, frozenset(tagged))

    def edition(self, lang: str) -> Edition:
        """Return the edition in a language."""
        return next(edition for edition in self.editions if edition.lang == lang)

    def context(self, lang: str, head: PageMeta) -> dict[str, object]:
        """Return the context of every template, for a page in the edition of a language."""
        edition = self.edition(lang)
        noindex = head.path is None or lang in head.hidden
        url = self.addresses.whole(head.path) if head.path else None
        unannounced = {*head.hidden, *head.canonical}
        page = PageView(
            kind=head.kind,
            lang=lang,
            dir=edition.dir,
            title=head.title,
            description=head.description,
            url=url,
            canonical=head.canonical.get(lang, url),
            alternates=() if noindex or lang in unannounced else self.alternates(head.twins, head.default, unannounced),
            switches=tuple(self._switch(other, edition, head.twins) for other in self.editions),
            robots="noindex" if noindex else "",
            structured_data=head.structured_data,
            feeds=(*head.feeds, *(self._all_feeds if head.kind in {"choose", "not-found"} else self._feeds[lang])),
        )
        social = social_properties(page, edition.title, head.article, self.site.timezone)
        return {
            "site": self._site_views[lang],
            "page": dataclasses.replace(page, social=social),
            "editions": self.editions,
        }

    def alternates(
        self, twins: Mapping[str, str], default: str | None, hidden: AbstractSet[str] = frozenset()
    ) -> tuple[Alternate, ...]:
        """Return the alternates that a page in several languages announces; nothing if only one is left."""
        shown = [Alternate(lang, self.addresses.whole(path)) for lang, path in twins.items() if lang not in hidden]
        if len(shown) < 2:
            return ()
        return (*shown, Alternate("x-default", self.addresses.whole(default))) if default else tuple(shown)

    @cached_property
    def _feeds(self) -> Mapping[str, tuple[FeedLink, ...]]:
        return {
            edition.lang: tuple(
                FeedLink(media_type, edition.title, self.addresses.link(feed_path(edition.lang, kind)), edition.lang)
                for kind, media_type in FEED_TYPES.items()
            )
            for edition in self.editions
        }

    @cached_property
    def _all_feeds(self) -> tuple[FeedLink, ...]:
        return tuple(feed for feeds in self._feeds.values() for feed in feeds)

    @cached_property
    def _site_views(self) -> Mapping[str, SiteView]:
        return {edition.lang: self._site_view(edition) for edition in self.editions}

    def _site_view(self, edition: Edition) -> SiteView:
        lang = edition.lang
        return SiteView(
            title=edition.title,
            description=edition.description,
            url=edition.url,
            archive=self.addresses.link(archive_path(lang)),
            tags=self.addresses.link(tags_path(lang)) if lang in self.tagged else None,
            search=self.addresses.link(search_path(lang)) if self.site.search else None,
            suggest=self.site.suggest is not None,
            offline=self._offline(lang) if self.site.offline else None,
        )

    def _offline(self, lang: str) -> OfflineView:
        paths = (manifest_path(lang), OFFLINE_SCRIPT, SERVICE_WORKER)
        return OfflineView(*map(self.addresses.link, paths))

    def _switch(self, edition: Edition, current: Edition, twins: Mapping[str, str]) -> LanguageLink:
        twin = twins.get(edition.lang)
        return LanguageLink(
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
    return smart_punctuation(clean_title(text), lang)
