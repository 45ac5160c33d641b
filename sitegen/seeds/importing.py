"""Importing seeds: new and changed ones, and articles that a person has edited."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sitegen.articles import Article, Source
from sitegen.content.front_matter.front_matter import format_article
from sitegen.content.store import digest, load_article, save_article
from sitegen.errors import Problem, SitegenError
from sitegen.languages.id_en.joined_words import joined_words
from sitegen.seeds.conversion import Story, make_article, read_story
from sitegen.seeds.formats.raw_story import BadRow, RawStory
from sitegen.seeds.imported import Known, KnownArticles, KnownRows
from sitegen.seeds.row_problems import RowProblems
from sitegen.seeds.seed_files import SeedFile, find_seeds
from sitegen.settings.site import Site
from sitegen.slugs import free_slug, slugify
from sitegen.storage.files import read_bytes

ShowProgress = Callable[[int, int | None], None]
"""Called with how many were read, first of the articles and then of the stories, and the total if it is known."""


@dataclass(frozen=True)
class ImportResult:
    """What an import did, as the Markdown files concerned.

    ``written`` are new, ``updated`` follow a changed seed, ``unchanged`` were up to date, and ``kept`` are a person's
    own while their seed says something else. ``copies`` are seeds of which a story stands elsewhere too, and was left
    out; each with the place of the other.
    """

    written: tuple[Path, ...] = ()
    updated: tuple[Path, ...] = ()
    unchanged: tuple[Path, ...] = ()
    kept: tuple[Path, ...] = ()
    copies: Mapping[Path, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def import_seeds(site: Site, show: ShowProgress = lambda _done, _total: None) -> ImportResult:
    """Write a Markdown file for every story in ``seeds/``, and return the result.

    An article belongs to the seed that its ``source: file:`` names, and keeps its slug for good. An unchanged seed
    touches nothing. A changed seed updates its Markdown file while that is byte for byte as the import wrote it;
    otherwise the new version goes to ``.sitegen/incoming/`` and a warning says so. A seed that moved is known by its
    bytes, and seeds of the same words make one article. Where a seed is gone, its article stays: only people remove
    articles. Where only the Markdown file is gone, it is written again, as for a new seed: to remove a story, remove
    both. All this is true of each row of a table as well; one that changed is known by its address or its headline.

    Expected trouble with a seed becomes one of the ``problems`` and does not stop the others.
    """
    run = _Import(site, show)
    for seed in run.seeds:
        run.take(seed)
    return ImportResult(
        tuple(run.written), tuple(run.updated), tuple(run.unchanged), tuple(run.kept), run.copies, tuple(run.problems)
    )


class _Import:
    """One run over a site."""

    def __init__(self, site: Site, show: ShowProgress) -> None:
        self.site = site
        self.written: list[Path] = []
        self.updated: list[Path] = []
        self.unchanged: list[Path] = []
        self.kept: list[Path] = []
        self.copies: dict[Path, str] = {}
        self.articles = KnownArticles(site, show)
        self.problems = self.articles.problems
        self.seeds = tuple(find_seeds(site, self.problems))
        self._done = 0
        self._total = None if any(seed.format.several for seed in self.seeds) else len(self.seeds)
        self._show = show
        self._present: dict[str, set[str]] = {}  # the digests of the rows of a file of which there are articles
        self._seen: dict[bytes, str] = {}  # where each story stands, by the digest of its words
        for seed in self.seeds:
            if seed.name in self.articles.by_file:
                self._look_through(seed)

    def _look_through(self, seed: SeedFile) -> None:
        """Note which stories of a seed are known, so that a copy of one that comes first is not taken for a new one."""
        known = {source.sha256 for _, source in self.articles.by_file[seed.name]}
        present = self._present.setdefault(seed.name, set())
        try:
            for story in seed.stories():
                if isinstance(story, RawStory):
                    present.add(story.sha256)
                    if story.sha256 in known or not seed.format.several:
                        self._seen.setdefault(story.words, _place(seed, story))
        except SitegenError:
            pass  # is said when the seed is taken

    def take(self, seed: SeedFile) -> None:
        """Bring the articles of one seed up to date."""
        stories = self.articles.by_file.get(seed.name, [])
        rows = KnownRows(stories, self._present.get(seed.name, ())) if seed.format.several else None
        said = RowProblems(seed.path)
        of_the_file: list[Problem] = []
        changed = len(self.written) + len(self.updated) + len(self.kept)
        try:
            for item in seed.stories():
                if isinstance(item, Problem):
                    of_the_file.append(item)
                elif isinstance(item, BadRow):
                    self.problems += said.place(Problem(item.message, seed.path, severity="warning"), item.row)
                else:
                    self._take_story(seed, item, rows.find(item) if rows else next(iter(stories), None), said)
        except SitegenError as error:
            self.problems.append(error.problem)
        if len(self.written) + len(self.updated) + len(self.kept) > changed:
            self.problems += of_the_file
        self.problems += said.others()

    def _take_story(
        self, seed: SeedFile, story: RawStory, known: tuple[Known, Source] | None, said: RowProblems
    ) -> None:
        """Bring the article of one story up to date."""
        try:
            problems = self._update(seed, story, known)
        except SitegenError as error:
            if story.row is None:
                raise
            problems = (dataclasses.replace(error.problem, severity="warning"),)
        for problem in problems:
            is_of_row = story.row is not None and problem.path == seed.path
            self.problems += said.place(problem, story.row) if is_of_row and story.row is not None else [problem]
        self._done += 1
        self._show(self._done, self._total)

    def _update(self, seed: SeedFile, story: RawStory, known: tuple[Known, Source] | None) -> tuple[Problem, ...]:
        if known:
            self._seen.setdefault(story.words, _place(seed, story))
            return self._renew(seed, story, *known)
        if orphan := self.articles.orphans.pop(story.sha256, None):
            self._seen[story.words] = _place(seed, story)
            return self._move(seed, story, *orphan)
        if first := self._seen.get(story.words):
            self.copies[seed.path] = first
            message = f"is the same as {first} and was left out; remove one of them"
            return (Problem(message, seed.path, severity="warning"),)
        if any(seed.name.encode() in data for data in self.articles.unreadable.values()):
            return ()
        added = self._add(seed, story)
        self._seen[story.words] = _place(seed, story)
        return added

    def _read(self, raw: RawStory) -> Story:
        """Return the story with its text taken apart, and a warning where words of it may have been joined."""
        story = read_story(raw, self.site.house_styles)
        joined = joined_words(raw.text) if self.site.original_language == "id" else ()
        if not joined:
            return story
        message = f"has what may be words without a space between them ({', '.join(joined[:5])}); part them if they are"
        return dataclasses.replace(story, problems=(*story.problems, Problem(message, raw.path, severity="warning")))

    def _add(self, seed: SeedFile, raw: RawStory) -> tuple[Problem, ...]:
        story = self._read(raw)
        slug = slugify(story.news.headline)
        if slug in self.articles.unreadable:
            return story.problems  # it may be this seed's article
        namesake = self.articles.by_slug.get(slug)
        by_hand = namesake is not None and not (namesake.source and namesake.source.file)
        if namesake and by_hand and namesake.title == story.news.headline:
            message = (
                f"was written by hand and has the headline of {seed.name}; it was left alone. "
                "Remove it to import that seed, or change one of the headlines"
            )
            self.kept.append(namesake.path)
            return (*story.problems, Problem(message, namesake.path, severity="warning"))
        slug = free_slug(slug, self.articles.slugs)
        self.articles.slugs.add(slug)
        # No article has the slug: `article_path` would list the folder again for each story, as it has just changed.
        path = self.site.content(self.site.original_language) / f"{slug}.md"
        save_article(path, make_article(story, slug, self.site.original_language, seed.name))
        self.written.append(path)
        return story.problems

    def _renew(self, seed: SeedFile, raw: RawStory, known: Known, source: Source) -> tuple[Problem, ...]:
        if source.sha256 == raw.sha256:
            self.unchanged.append(known.path)
            return ()
        article = load_article(known.path, self.site.original_language)
        story = self._read(raw)
        new = make_article(story, article.slug, article.lang, seed.name)
        if _is_untouched(article, source):
            save_article(article.path, new)
            self.updated.append(article.path)
            return story.problems
        if digest(new) == source.imported:
            self.unchanged.append(article.path)  # other bytes, same story
            return ()
        return (self._set_aside(seed, story, article, new), *story.problems)

    def _set_aside(self, seed: SeedFile, story: Story, article: Article, new: Article) -> Problem:
        """Keep the new version of an article that a person has edited where that person can look for it."""
        incoming = self.site.state / "incoming" / f"{article.slug}.md"
        save_article(incoming, new)
        self.kept.append(article.path)
        message = (
            f"was edited by hand and its seed {_place(seed, story.raw)} changed since. The new version is in "
            f"{incoming.relative_to(self.site.root).as_posix()}: copy what you want from there, "
            "and its 'source:' lines"
        )
        return Problem(message, article.path, severity="warning")

    def _move(self, seed: SeedFile, story: RawStory, known: Known, source: Source) -> tuple[Problem, ...]:
        article = load_article(known.path, self.site.original_language)
        if _is_untouched(article, source):
            moved = dataclasses.replace(source, file=seed.name, row=story.row)
            save_article(article.path, dataclasses.replace(article, source=moved))
            self.updated.append(article.path)
            return ()
        self.kept.append(article.path)
        message = f"was edited by hand and its seed is now {seed.name}; write that behind 'file:' under 'source:'"
        return (Problem(message, article.path, severity="warning"),)


def _place(seed: SeedFile, story: RawStory) -> str:
    return seed.name if story.row is None else f"{seed.name} (row {story.row})"


def _is_untouched(article: Article, source: Source) -> bool:
    """Tell whether an imported article's file is byte for byte as the import wrote it."""
    return read_bytes(article.path) == format_article(article).encode() and digest(article) == source.imported
