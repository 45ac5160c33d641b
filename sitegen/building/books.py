"""Books: a selection of the published stories, read as a build reads them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel import Locale
from babel.dates import format_skeleton

from sitegen import clock
from sitegen.building.incremental.sources import Sources
from sitegen.building.plan import Plan
from sitegen.building.reading import Words
from sitegen.building.renderer import Renderer
from sitegen.errors import Problem, SitegenError
from sitegen.rendering.addresses import picture_path
from sitegen.rendering.epub.book import Book, Entry, entry_of
from sitegen.rendering.epub.writing import write_epub
from sitegen.rendering.pictures.files import PictureFiles
from sitegen.rendering.site_context import SiteContext
from sitegen.rendering.summaries import Summary
from sitegen.rendering.theme.theme import Theme
from sitegen.rendering.views import TagView
from sitegen.settings.site import Site
from sitegen.slugs import tag_slug
from sitegen.storage.files import replacing

_MONTH = re.compile(r"(\d{4})-(\d\d)")
_WHY = {
    "hidden": "is a draft, or held back until its date",
    "unreadable": "cannot be read",
    "withdrawn": "was withdrawn",
}


@dataclass(frozen=True)
class Selection:
    """The stories of a book: ``stories`` by slug, in this order, or all with a ``tag``, or all of a ``month``."""

    stories: tuple[str, ...] = ()
    tag: str = ""
    month: tuple[int, int] | None = None


@dataclass(frozen=True)
class Exported:
    """What came of it: the file, the number of its stories, and the slugs of those that its languages lack.

    ``path`` is None where a story has an error; ``problems`` say which.
    """

    path: Path | None
    stories: int
    lacking: tuple[str, ...]
    problems: tuple[Problem, ...]


def month_of(text: str) -> tuple[int, int]:
    """Return the year and the number of a month such as ``2022-01``.

    Raises:
        ValueError: it is none.
    """
    found = _MONTH.fullmatch(text)
    if not found or not 1 <= int(found[2]) <= 12 or int(found[1]) < 1:
        raise ValueError(f"write a month as year and month, such as 2022-01, not {text[:20]!r}")
    return int(found[1]), int(found[2])


def export_epub(site: Site, selection: Selection, languages: tuple[str, ...], path: Path | None) -> Exported:
    """Write the published stories of a selection as an EPUB, and return the result.

    ``languages`` are those of the book, in their order. Without a ``path``, the file is in the current folder and
    called after what is in it. It is replaced in one step, and stays as it was if anything goes wrong.

    Raises:
        SitegenError: there is nothing to put into it, the theme has a mistake, or a file cannot be written.
    """
    theme = Theme.of(site)
    shelf = _Shelf(site, theme)
    slugs = _chosen(selection, shelf.summaries, site)
    problems = [problem for slug in slugs for problem in shelf.summaries[slug].problems]
    if any(problem.severity == "error" for problem in problems):
        return Exported(None, 0, (), tuple(problems))
    found = {slug: shelf.entry(slug, languages) for slug in slugs}
    entries = tuple(entry for entry in found.values() if entry)
    lacking = tuple(slug for slug, entry in found.items() if entry is None)
    if not entries:
        raise SitegenError(f"none of the stories is in '{languages[0]}'; translate them, or choose another --language")
    book = _book(selection, languages, entries, shelf)
    target = path or Path.cwd() / f"{book.name}.epub"
    with replacing(target) as file:
        write_epub(file, book, shelf.context, theme)
    return Exported(target, len(entries), lacking, tuple(problems))


class _Shelf:
    """All stories of a site: summaries of all, and on demand a story itself."""

    def __init__(self, site: Site, theme: Theme) -> None:
        words = {lang: Words.of(theme, lang) for lang in site.languages}
        self._renderer = Renderer(site, words, site.output_state / "work", clock.now())
        reader = self._renderer.reader
        slugs = Sources.of(site).pairs
        self.summaries: Mapping[str, Summary] = {slug: reader.read(slug).summary for slug in slugs}
        names = {lang: found.language for lang, found in words.items()}
        self.plan = Plan(site, self.summaries, names, lambda: theme.catalogues, [])
        self._files = PictureFiles(site)

    @property
    def context(self) -> SiteContext:
        """The site as it is around its pages."""
        return self.plan.publication.context

    def entry(self, slug: str, languages: tuple[str, ...]) -> Entry | None:
        """Return a story as a book in ``languages`` has it; None where it is in none of them."""
        story = self._renderer.story(self.plan.story(slug))
        return entry_of(story, languages) if story else None

    def pictures(self, slugs: Sequence[str]) -> Iterator[tuple[str, Path]]:
        """Yield the pictures of stories: the address that pages have, and the file that every reader can show."""
        for picture in dict.fromkeys(picture for slug in slugs for picture in self.summaries[slug].pictures):
            path = picture_path(picture.key, picture.fallback.name)
            yield self.context.addresses.link(path), dict(self._files.files(picture))[path]


def _chosen(selection: Selection, summaries: Mapping[str, Summary], site: Site) -> tuple[str, ...]:
    """The slugs of the stories of a selection, the oldest first.

    Raises:
        SitegenError: there is none, or one that was named is not published.
    """
    if selection.stories:
        for slug in selection.stories:
            _check_is_published(slug, summaries, site)
        return selection.stories
    published = [summary for summary in summaries.values() if summary.cards]
    if selection.month:
        what = f"of {selection.month[0]:04}-{selection.month[1]:02}"
        found = [one for one in published if (day := _day(one)) and (day.year, day.month) == selection.month]
    else:
        what = f"with the tag '{selection.tag}'"
        found = [one for one in published if _slug_of(selection.tag, one)]
    if not found:
        message = f"there is no published story {what}; a book needs one at least"
        raise SitegenError(message, site.content(site.original_language))
    return tuple(one.slug for one in sorted(found, key=lambda one: (_day(one) or datetime.date.min, one.slug)))


def _check_is_published(slug: str, summaries: Mapping[str, Summary], site: Site) -> None:
    folder = site.content(site.original_language)
    if slug not in summaries:
        raise SitegenError(f"there is no story '{slug}'; name one by its file without .md", folder)
    summary = summaries[slug]
    if not summary.cards:
        errors = [problem for problem in summary.problems if problem.severity == "error"]
        if errors:
            raise SitegenError(errors[0].message, errors[0].path, errors[0].line)
        why = _WHY.get(summary.status, "has no page")
        raise SitegenError(f"the story '{slug}' {why}, and books have published stories only", folder)


def _day(summary: Summary) -> datetime.date | None:
    return next((card.date for card in summary.cards.values() if card.date), None)


def _book(selection: Selection, languages: tuple[str, ...], entries: tuple[Entry, ...], shelf: _Shelf) -> Book:
    slugs = [entry.slug for entry in entries]
    in_file = "-".join(languages)
    pictures = dict(shelf.pictures(slugs))
    editions = {lang: shelf.context.edition(lang).title for lang in languages}
    if selection.month:
        day = datetime.date(*selection.month, 1)
        months = {lang: format_skeleton("yMMMM", day, locale=Locale.parse(lang, sep="-")) for lang in languages}
        titles = {lang: f"{editions[lang]}, {months[lang]}" for lang in languages}
        return Book(f"{day:%Y-%m}-{in_file}", titles, entries, pictures)
    if selection.tag:
        names = {lang: _tag_name(selection.tag, lang, shelf.summaries[slugs[0]]) for lang in languages}
        titles = {lang: f"{editions[lang]}: {names[lang]}" for lang in languages}
        return Book(f"{tag_slug(selection.tag)}-{in_file}", titles, entries, pictures)
    if len(entries) == 1:
        headlines = {view.lang: view.translated_title or view.title for view in entries[0].views}
        return Book(f"{slugs[0]}-{in_file}", headlines, entries, pictures)
    return Book(f"{slugs[0]}-and-{len(slugs) - 1}-more-{in_file}", editions, entries, pictures)


def _tag_name(wanted: str, lang: str, summary: Summary) -> str:
    """What a tag is called in a language, as one of its stories has it."""
    slug, card = _slug_of(wanted, summary), summary.cards.get(lang)
    tags = card.tags if card else _tags(summary)
    return next((tag.name for tag in tags if tag.slug == slug), wanted)


def _slug_of(wanted: str, summary: Summary) -> str | None:
    """The slug of the tag that is meant by its name in either language, or by its slug; None if a story has it not."""
    slug, name = tag_slug(wanted), wanted.casefold()
    return next((tag.slug for tag in _tags(summary) if tag.slug == slug or tag.name.casefold() == name), None)


def _tags(summary: Summary) -> tuple[TagView, ...]:
    return tuple(tag for card in summary.cards.values() for tag in card.tags)
