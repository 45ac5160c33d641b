"""The pages of tags: the list of all, and the articles with each; and which tags have feeds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sitegen.content.store import article_path as article_file
from sitegen.errors import Problem
from sitegen.messages import say
from sitegen.rendering.addresses import tag_path, tags_path
from sitegen.rendering.card_lists import CardLists
from sitegen.rendering.feeds.files import cards_in_feed, feed_title
from sitegen.rendering.feeds.places import FeedPlace
from sitegen.rendering.page import Page
from sitegen.rendering.pages.listings import listings
from sitegen.rendering.site_context import FEED_TYPES, PageMeta
from sitegen.rendering.site_index import SiteIndex
from sitegen.rendering.views import CardView, Edition, FeedLink, TagCount, TagView
from sitegen.rendering.visibility import problem_at
from sitegen.slugs import is_same_tag


def tag_pages(publication: SiteIndex) -> Iterator[Page]:
    """Yield the list of tags of each language that has any, and the articles with each tag, the newest first."""
    tagged = _all_tagged(publication)
    for edition in publication.editions:
        counts = _counts(publication.lists[edition.lang])
        if counts:
            paths = {lang: tags_path(lang) for lang, found in tagged.items() if found}
            yield _list(edition, counts, paths)
        for count in counts:
            paths = {lang: tag_path(lang, count.tag.slug) for lang, found in tagged.items() if count.tag.slug in found}
            yield from _tag(publication, edition, count.tag, tagged[edition.lang][count.tag.slug], paths)


def tag_problems(publication: SiteIndex) -> Iterator[Problem]:
    """Yield a warning for each spelling of a tag that differs from the usual one in more than case and spaces: whoever
    wrote it may have meant another tag, and it has the same page.
    """
    site = publication.site
    lists = publication.lists[site.original_language]
    for slug, spellings in sorted(lists.spellings.items()):
        if len({tag.name for tag in spellings}) == 1:
            continue
        usual = _usual_spelling(spellings).name
        said: list[str] = []
        for card in sorted(lists.tagged[slug], key=lambda card: card.slug):
            for number, tag in enumerate(card.tags):
                if tag.slug == slug and not any(is_same_tag(tag.name, known) for known in (usual, *said)):
                    said.append(tag.name)
                    message = say(
                        "tags: '{name}' has the same page as '{usual}', /{lang}/tag/{slug}/; write it so too, or if it "
                        "means something else, call it something else",
                        name=tag.name,
                        usual=usual,
                        lang=tag.lang,
                        slug=slug,
                    )
                    path = article_file(site, site.original_language, card.slug)
                    yield problem_at(path, f"tags.{number}", message, warning=True)


def tag_feeds(publication: SiteIndex) -> Iterator[tuple[FeedPlace, Sequence[CardView]]]:
    """Yield the feed of each tag that has an article for one, with its articles, the newest first."""
    tagged = _all_tagged(publication)
    in_feeds = {
        lang: {slug: found for slug, cards in tags.items() if (found := cards_in_feed(publication, lang, cards))}
        for lang, tags in tagged.items()
    }
    for lang, feeds in in_feeds.items():
        for count in _counts(publication.lists[lang]):
            slug = count.tag.slug
            if slug in feeds:
                languages = tuple(other for other, found in in_feeds.items() if slug in found)
                yield FeedPlace(lang, languages, count.tag), feeds[slug]


def _all_tagged(publication: SiteIndex) -> Mapping[str, Mapping[str, Sequence[CardView]]]:
    """The articles with each tag, by language and by the slug of the tag."""
    return {edition.lang: publication.lists[edition.lang].tagged for edition in publication.editions}


def _counts(lists: CardLists) -> tuple[TagCount, ...]:
    """Each tag, in the spelling that most articles have, with the number of its articles, sorted by name."""
    counts = [TagCount(_usual_spelling(found), len(lists.tagged[slug])) for slug, found in lists.spellings.items()]
    return tuple(sorted(counts, key=lambda count: (count.tag.name.casefold(), count.tag.slug)))


def _usual_spelling(spellings: Mapping[TagView, int]) -> TagView:
    return min(spellings, key=lambda tag: (-spellings[tag], tag.name))


def _list(edition: Edition, counts: tuple[TagCount, ...], twins: Mapping[str, str]) -> Page:
    path = tags_path(edition.lang)
    head = PageMeta(
        kind="tags",
        title=edition.title,
        description=edition.description,
        path=path,
        twins=twins if len(twins) > 1 else {},
    )
    return Page(path, "tags.html", edition.lang, head, {"tags": counts})


def _tag(
    publication: SiteIndex, edition: Edition, tag: TagView, cards: Sequence[CardView], paths: Mapping[str, str]
) -> Iterator[Page]:
    def link(number: int) -> str:
        return publication.addresses.link(tag_path(edition.lang, tag.slug, number))

    feed = _feed(publication, edition, tag) if cards_in_feed(publication, edition.lang, cards) else None
    for listing in listings(cards, publication.site.articles_per_page, link):
        path = tag_path(edition.lang, tag.slug, listing.number)
        head = PageMeta(
            kind="tag",
            title=tag.name,
            description="",
            path=path,
            # The second page of one language's list is no translation of the other's.
            twins=paths if len(paths) > 1 and listing.number == 1 else {},
            feeds=(feed,) if feed else (),
        )
        values = {"tag": tag, "count": len(cards), "listing": listing, "feed": feed}
        yield Page(path, "tag.html", edition.lang, head, values)


def _feed(publication: SiteIndex, edition: Edition, tag: TagView) -> FeedLink:
    path = FeedPlace(edition.lang, (), tag).paths["atom"]
    return FeedLink(FEED_TYPES["atom"], feed_title(edition, tag), publication.addresses.link(path), edition.lang)
