"""Lists of articles, cut into pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sitegen.rendering.views import CardView, Listing


def listings(cards: Sequence[CardView], size: int, link: Callable[[int], str]) -> Iterator[Listing]:
    """Yield the pages of a list with ``size`` articles each, at least one; ``link`` gives the address of a page."""
    count = max(1, -(-len(cards) // size))
    for number in range(1, count + 1):
        yield Listing(
            articles=tuple(cards[(number - 1) * size : number * size]),
            number=number,
            count=count,
            newer=link(number - 1) if number > 1 else None,
            older=link(number + 1) if number < count else None,
        )
