"""The archive: years, the months of a year, the articles of a month, and those without a date."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from babel import Locale
from babel.dates import format_date, format_skeleton

from sitegen.rendering.addresses import archive_path, month_path, undated_path, year_path
from sitegen.rendering.page import Page
from sitegen.rendering.pages.listings import listings
from sitegen.rendering.site_context import PageMeta
from sitegen.rendering.site_index import SiteIndex
from sitegen.rendering.views import ArchiveView, CardView, Edition, MonthView, PageKind, UndatedView, YearView

FIRST_OF_MONTH = 5
"""Articles of a month that the page of its year shows."""

Months = Mapping[tuple[int, int], Sequence[CardView]]


def archive_pages(publication: SiteIndex) -> Iterator[Page]:
    """Yield the archive of each language."""
    months = {lang: lists.months for lang, lists in publication.lists.items()}
    undated = {lang: lists.undated for lang, lists in publication.lists.items()}
    for edition in publication.editions:
        yield from _Archive(publication, edition, months, undated).pages()


class _Archive:
    """The archive of one language."""

    def __init__(
        self,
        publication: SiteIndex,
        edition: Edition,
        months: Mapping[str, Months],
        undated: Mapping[str, Sequence[CardView]],
    ) -> None:
        self.publication = publication
        self.edition = edition
        self.lang = edition.lang
        self.locale = Locale.parse(edition.lang, sep="-")
        self.months = months
        self.undated = undated

    def pages(self) -> Iterator[Page]:
        """The archive's pages: the overview, each year and month, and undated articles."""
        years = self._years()
        undated = self.undated[self.lang]
        without = UndatedView(self._link(undated_path(self.lang)), len(undated)) if undated else None
        # A page gets of the archive what it is to show: all the rest would make it anew with every other story.
        archive = ArchiveView(self._link(archive_path(self.lang)), (), without)
        paths = {other.lang: archive_path(other.lang) for other in self.publication.editions}
        everything = replace(archive, years=years)
        yield self._page("archive", "archive.html", self.edition.title, paths, archive=everything)
        for year in years:
            yield self._year(archive, year)
            for month in year.months:
                yield from self._month(archive, replace(year, months=()), month)
        if undated:
            yield from self._undated(archive)

    def _years(self) -> tuple[YearView, ...]:
        months = [self._view(year, month, cards) for (year, month), cards in self.months[self.lang].items()]
        years = groupby(months, key=lambda month: month.first_day.year)
        return tuple(
            YearView(year, self._link(year_path(self.lang, year)), sum(month.count for month in found), found)
            for year, found in ((year, tuple(group)) for year, group in years)
        )

    def _view(self, year: int, month: int, cards: Sequence[CardView]) -> MonthView:
        day = datetime.date(year, month, 1)
        return MonthView(
            first_day=day,
            name=format_date(day, "LLLL", self.locale),
            title=format_skeleton("yMMMM", day, locale=self.locale),
            url=self._link(month_path(self.lang, year, month)),
            count=len(cards),
            articles=(),
        )

    def _year(self, archive: ArchiveView, year: YearView) -> Page:
        paths = {
            lang: year_path(lang, year.number)
            for lang, months in self.months.items()
            if any(number == year.number for number, _ in months)
        }
        months = self.months[self.lang]
        newest = tuple(
            replace(month, articles=tuple(months[year.number, month.first_day.month][:FIRST_OF_MONTH]))
            for month in year.months
        )
        full = replace(year, months=newest)
        return self._page("archive", "archive-year.html", str(year.number), paths, archive=archive, year=full)

    def _month(self, archive: ArchiveView, year: YearView, month: MonthView) -> Iterator[Page]:
        key = (month.first_day.year, month.first_day.month)
        paths = {lang: month_path(lang, *key) for lang, months in self.months.items() if key in months}
        cards = self.months[self.lang][key]
        for listing in listings(cards, self._size, lambda number: self._link(month_path(self.lang, *key, number))):
            here = {**paths, self.lang: month_path(self.lang, *key, listing.number)}
            more = {"archive": archive, "year": year, "month": month, "listing": listing}
            yield self._page("month", "archive-month.html", month.title, here, twins=listing.number == 1, **more)

    def _undated(self, archive: ArchiveView) -> Iterator[Page]:
        paths = {lang: undated_path(lang) for lang, cards in self.undated.items() if cards}
        cards = self.undated[self.lang]
        for listing in listings(cards, self._size, lambda number: self._link(undated_path(self.lang, number))):
            here = {**paths, self.lang: undated_path(self.lang, listing.number)}
            more = {"archive": archive, "listing": listing}
            title = self.edition.title
            yield self._page("month", "archive-undated.html", title, here, twins=listing.number == 1, **more)

    def _page(
        self,
        kind: PageKind,
        template: str,
        title: str,
        paths: Mapping[str, str],
        *,
        twins: bool = True,
        **more: object,
    ) -> Page:
        """A page with its path in each language that has it; only the first page of a list has twins."""
        head = PageMeta(
            kind=kind,
            title=title,
            description="",
            path=paths[self.lang],
            twins=paths if twins and len(paths) > 1 else {},
        )
        return Page(paths[self.lang], template, self.lang, head, more)

    @property
    def _size(self) -> int:
        return self.publication.site.articles_per_page

    def _link(self, path: str) -> str:
        return self.publication.addresses.link(path)
