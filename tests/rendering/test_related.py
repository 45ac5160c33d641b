"""Where a reader can go from a story: to related stories, and to those before and after it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from card_lists import onward_from
from html_pages import all_of, links, one, parse, text, texts
from hypothesis import given
from hypothesis import strategies as st
from sites import MakeSite, SiteFolder

from sitegen.rendering.related import MOST
from sitegen.rendering.views import ArticleNavigation, CardView, TagView

DAY = datetime.date(2022, 1, 1)


@dataclass(frozen=True)
class Listed:
    """An article in lists, and the slugs of those that its text leads to."""

    card: CardView
    recommends: Sequence[str]

    @property
    def slug(self) -> str:
        return self.card.slug


def card(slug: str, day: int | None = None, tags: Sequence[str] = (), recommends: Sequence[str] = ()) -> Listed:
    view = CardView(
        slug=slug,
        lang="id",
        url=f"/id/{slug}/",
        title=slug,
        summary="",
        date=None if day is None else DAY + datetime.timedelta(day),
        image=None,
        tags=tuple(TagView(tag, tag, "id", f"/id/tag/{tag}/") for tag in tags),
    )
    return Listed(view, recommends)


def onward(*listed: Listed) -> Callable[[str], ArticleNavigation]:
    return onward_from([one.card for one in listed], {one.slug: one.recommends for one in listed})


def related(slug: str, *cards: Listed) -> list[str]:
    return [other.slug for other in onward(*cards)(slug).related]


def beside(slug: str, *cards: Listed) -> tuple[str | None, str | None]:
    found = onward(*cards)(slug)
    return found.older.slug if found.older else None, found.newer.slug if found.newer else None


# Related


def test_those_that_share_the_most_tags_come_first() -> None:
    cards = [
        card("a", 5, ["x", "y"]),
        card("one", 6, ["x"]),
        card("two", 1, ["y", "x", "z"]),
        card("none", 5, ["z"]),
    ]
    assert related("a", *cards) == ["two", "one"]


def test_of_articles_without_a_date_the_others_are_equally_far() -> None:
    cards = [card("a", None, ["x"]), card("b", None, ["x"]), card("c", 5, ["x"]), card("d", 1, ["x"])]
    assert related("b", *cards) == ["c", "d", "a"]
    assert related("c", *cards) == ["d", "a", "b"]


def test_of_those_that_share_as_many_the_nearest_in_time_comes_first() -> None:
    cards = [card(f"day-{day}", day, ["x"]) for day in (1, 2, 4, 8, 16, 32)]
    assert related("day-8", *cards) == ["day-4", "day-2", "day-1", "day-16"]


def test_without_shared_tags_the_recommended_ones_and_those_that_recommend_it_are_related() -> None:
    cards = [card("a", 1, ["x"], ["b"]), card("b", 2), card("c", 3, ["y"], ["a"]), card("d", 4)]
    assert related("a", *cards) == ["b", "c"]
    assert related("b", *cards) == ["a"]
    assert related("c", *cards) == ["a"]
    assert related("d", *cards) == []


def test_a_recommendation_counts_as_one_shared_tag() -> None:
    cards = [card("a", 3, ["x"]), card("tag", 2, ["x"]), card("both", 1, ["x"], ["a"])]
    assert related("a", *cards) == ["both", "tag"]


def test_an_article_that_recommends_itself_or_one_that_is_not_there_is_no_trouble() -> None:
    assert related("a", card("a", 1, [], ["a", "gone"])) == []


def test_a_tag_that_everything_has_finds_the_nearest_among_thousands() -> None:
    cards = [card(f"day-{day}", day, ["x"]) for day in range(5000)]
    assert related("day-2500", *cards) == ["day-2501", "day-2499", "day-2502", "day-2498"]


TAGS = st.lists(st.sampled_from("uvwxyz"), unique=True, max_size=4)
CARDS = st.lists(
    st.builds(
        card,
        st.sampled_from([f"slug-{number}" for number in range(12)]),
        st.none() | st.integers(0, 5),
        TAGS,
        st.lists(st.sampled_from([f"slug-{number}" for number in range(14)]), max_size=2),
    ),
    unique_by=lambda made: made.slug,
    min_size=1,
)


@given(CARDS, st.randoms(use_true_random=False))
def test_the_same_articles_have_the_same_relations_in_whatever_order_they_come(
    cards: list[Listed], random: object
) -> None:
    shuffled = list(cards)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one_way, other_way = onward(*cards), onward(*shuffled)
    for made in cards:
        found = one_way(made.slug)
        assert found == other_way(made.slug)
        slugs = [other.slug for other in found.related]
        assert made.slug not in slugs
        assert len(set(slugs)) == len(slugs) <= MOST


@given(CARDS)
def test_what_is_related_shares_a_tag_or_a_recommendation(cards: list[Listed]) -> None:
    found, listed = onward(*cards), {made.slug: made for made in cards}
    for made in cards:
        for other in found(made.slug).related:
            shared = {tag.slug for tag in made.card.tags} & {tag.slug for tag in other.tags}
            assert shared or other.slug in made.recommends or made.slug in listed[other.slug].recommends


# Before and after


def test_the_stories_beside_a_story_are_those_before_and_after_it_in_time() -> None:
    cards = [card("a", 1), card("b", 2), card("c", 3)]
    assert beside("b", *cards) == ("a", "c")
    assert beside("a", *cards) == (None, "b")
    assert beside("c", *cards) == ("b", None)


def test_a_story_without_a_date_is_neither_before_nor_after_another() -> None:
    cards = [card("a", 1), card("x"), card("y")]
    assert beside("a", *cards) == (None, None)
    assert beside("x", *cards) == (None, None)


# Pages


def small_site(make_site: MakeSite) -> SiteFolder:
    site = make_site()
    site.pair("a", ("Judul A", "Title A"), ("Satu.\n\nBACA JUGA: Judul B", "One."), date=datetime.date(2022, 1, 1))
    site.pair("b", ("Judul B", "Title B"), date=datetime.date(2022, 1, 2), tags=["Kopi"])
    site.pair("c", ("Judul C", "Title C"), tags=["Kopi"])
    site.write("id", "d", "Judul D", date=datetime.date(2022, 1, 3))
    assert site.render().problems == ()
    return site


def test_a_page_shows_related_stories_in_its_own_language(make_site: MakeSite) -> None:
    site = small_site(make_site)
    assert links(one(parse(site.page("id/b/")), "aside")) == {"Judul A": "/id/a/", "Judul C": "/id/c/"}
    assert links(one(parse(site.page("en/b/")), "aside")) == {"Title A": "/en/a/", "Title C": "/en/c/"}
    assert links(one(parse(site.page("en/a/")), "aside")) == {"Title B": "/en/b/"}
    assert all_of(parse(site.page("id/d/")), "aside") == []


@pytest.mark.slow
def test_a_page_leads_to_the_stories_before_and_after_in_its_own_language(make_site: MakeSite) -> None:
    site = small_site(make_site)
    navigation = one(parse(site.page("id/b/")), "nav", class_="neighbours")
    assert texts(navigation.iter("li")) == ["Berita sebelumnya Judul A", "Berita berikutnya Judul D"]
    assert text(one(navigation, "a", rel="next")) == "Judul D"
    assert texts(one(parse(site.page("en/b/")), "nav", class_="neighbours").iter("li")) == ["Previous story Title A"]
    assert all_of(parse(site.page("id/c/")), "nav", class_="neighbours") == []
