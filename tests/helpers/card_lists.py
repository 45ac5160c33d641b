"""The lists of cards that a test has made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from sitegen.rendering.card_lists import CardLists
from sitegen.rendering.related import Neighbourhood, Relations
from sitegen.rendering.site_index import SiteIndex
from sitegen.rendering.views import ArticleNavigation, CardView
from sitegen.settings.site import Site


def card_lists(cards: Iterable[CardView]) -> CardLists:
    """Return the lists of the cards of one language."""
    known = sorted(cards, key=lambda card: card.slug)
    lists = CardLists(known.__getitem__)
    for number, card in enumerate(known):
        lists.add(number, card)
    return lists


def onward_from(
    cards: Iterable[CardView], recommends: Mapping[str, Sequence[str]]
) -> Callable[[str], ArticleNavigation]:
    """Return what tells where a reader can go from an article; ``recommends`` are the slugs that its text leads to."""
    known = sorted(cards, key=lambda card: card.slug)
    numbers = {card.slug: number for number, card in enumerate(known)}
    lists = card_lists(known)
    recommendations = [
        (number, numbers[slug]) for own, number in numbers.items() for slug in recommends[own] if slug in numbers
    ]
    neighbourhood = Neighbourhood(lists, Relations(lists, recommendations))
    return lambda slug: neighbourhood.onward(numbers[slug])


def site_index(site: Site, cards: Mapping[str, Iterable[CardView]]) -> SiteIndex:
    """Return the index of a site whose articles have these cards, the same ones in each language."""
    names = {"id": "Bahasa Indonesia", "en": "English"}
    found = {lang: list(cards.get(lang, ())) for lang in site.languages}
    lists = {lang: card_lists(of_lang) for lang, of_lang in found.items()}
    return SiteIndex.of(site, names, lists, tuple)
