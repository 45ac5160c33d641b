"""The pages that are there without any article: the choice of a language, the home pages, and 404."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.rendering.addresses import CHOICE, NOT_FOUND, home_path
from sitegen.rendering.page import Page, Section
from sitegen.rendering.pages.listings import listings
from sitegen.rendering.site_context import PageMeta
from sitegen.rendering.site_index import SiteIndex
from sitegen.rendering.views import Edition


def front_pages(publication: SiteIndex) -> Iterator[Page]:
    """Yield the choice of a language, the page for addresses that do not exist, and the lists of all articles."""
    yield _choice(publication)
    yield _not_found(publication)
    for edition in publication.editions:
        yield from _home(publication, edition)


def _choice(publication: SiteIndex) -> Page:
    editions = publication.editions
    titles = dict.fromkeys(edition.title for edition in editions)
    return Page(
        CHOICE,
        "choose.html",
        editions[0].lang,
        PageMeta(
            kind="choose",
            title=" · ".join(titles),
            description=" ".join(edition.description for edition in editions if edition.description),
            path=CHOICE,
            twins={edition.lang: home_path(edition.lang) for edition in editions},
            default=CHOICE,
        ),
        sections=tuple(
            Section("choose-section.html", edition, {"articles": len(publication.cards[edition.lang])})
            for edition in editions
        ),
    )


def _not_found(publication: SiteIndex) -> Page:
    edition = publication.editions[0]
    head = PageMeta(kind="not-found", title="404", description="", path=None)
    sections = tuple(Section("404-section.html", edition) for edition in publication.editions)
    return Page(NOT_FOUND, "404.html", edition.lang, head, sections=sections)


def _home(publication: SiteIndex, edition: Edition) -> Iterator[Page]:
    cards = publication.cards[edition.lang]
    size = publication.site.articles_per_page
    for listing in listings(cards, size, lambda number: publication.addresses.link(home_path(edition.lang, number))):
        path = home_path(edition.lang, listing.number)
        # The second page of one language's list is no translation of the other's.
        twins = {other.lang: home_path(other.lang) for other in publication.editions} if listing.number == 1 else {}
        head = PageMeta(
            kind="home",
            title=edition.title,
            description=edition.description,
            path=path,
            twins=twins,
            default=CHOICE if twins else None,
        )
        yield Page(path, "home.html", edition.lang, head, {"listing": listing})
