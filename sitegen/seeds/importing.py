"""Seeds to Markdown files: what is new, what changed, and what a person has made their own."""

from __future__ import annotations

import dataclasses
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sitegen.articles import Article, Source
from sitegen.content.front_matter.front_matter import format_article
from sitegen.content.store import article_files, article_path, digest, load_article, save_article
from sitegen.errors import Problem, SitegenError
from sitegen.seeds.conversion import make_article, read_story
from sitegen.settings.site import Site
from sitegen.slugs import free_slug, slugify


@dataclass(frozen=True)
class ImportResult:
    """What an import did, as the Markdown files concerned.

    ``written`` are new, ``updated`` follow a changed seed, ``unchanged`` were up to date, and ``kept`` are a person's
    own while their seed says something else.
    """

    written: tuple[Path, ...] = ()
    updated: tuple[Path, ...] = ()
    unchanged: tuple[Path, ...] = ()
    kept: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()


def import_seeds(site: Site) -> ImportResult:
    """Write a Markdown file for every seed, the texts ``seeds/**/*.txt``, and return what was done.

    An article belongs to the seed that its ``source: file:`` names, and keeps its slug for good. An unchanged seed
    touches nothing. A changed seed updates its Markdown file while that is byte for byte as the import wrote it;
    otherwise the new version goes to ``.sitegen/incoming/`` and a warning says so. A seed that moved is known by its
    bytes, and seeds of the same bytes make one article. Where a seed is gone, its article stays: only people remove
    articles. Where only the Markdown file is gone, it is written again, as for a new seed: to remove a story, remove
    both.

    Expected trouble with a seed becomes one of the ``problems`` and does not stop the others.
    """
    run = _Import(site)
    for seed in run.seeds:
        try:
            run.take(seed)
        except SitegenError as error:
            run.problems.append(error.problem)
    return ImportResult(
        tuple(run.written), tuple(run.updated), tuple(run.unchanged), tuple(run.kept), tuple(run.problems)
    )


@dataclass(frozen=True)
class _Seed:
    """A seed's file, its path in the site as ``source: file:`` has it, its bytes and their digest."""

    path: Path
    name: str
    data: bytes
    sha256: str


class _Import:
    """One run over a site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.problems: list[Problem] = []
        self.written: list[Path] = []
        self.updated: list[Path] = []
        self.unchanged: list[Path] = []
        self.kept: list[Path] = []
        self.slugs: set[str] = set()
        self.articles: dict[str, Article] = {}  # by slug
        self.unreadable: dict[str, bytes] = {}  # what is in Markdown files that are no articles, by slug
        self._load_articles()
        self.seeds = tuple(self._read_seeds())
        known = [(article, article.source) for article in self.articles.values() if article.source]
        imported = [(article, source) for article, source in known if source.file]
        self.by_seed = {source.file: (article, source) for article, source in reversed(imported)}
        self.orphans = {
            source.sha256: (article, source)
            for article, source in reversed(imported)
            if not (site.root / source.file).is_file()
        }
        self.seed_of_bytes = {seed.sha256: seed.name for seed in reversed(self.seeds) if seed.name in self.by_seed}

    def _load_articles(self) -> None:
        for path in article_files(self.site, self.site.original_language):
            self.slugs.add(path.stem.lower())
            try:
                self.articles[path.stem] = load_article(path, self.site.original_language)
            except SitegenError as error:
                self.problems.append(error.problem)
                self.unreadable[path.stem] = path.read_bytes() if os.access(path, os.R_OK) else b""

    def _read_seeds(self) -> Iterator[_Seed]:
        for path in sorted(self.site.seeds.rglob("*"), key=lambda path: path.relative_to(self.site.root).as_posix()):
            name = path.relative_to(self.site.root).as_posix()
            if path.suffix.lower() != ".txt" or path.is_dir() or any(part.startswith(".") for part in name.split("/")):
                continue
            try:
                _check(path, name, self.site)
                data = _read(path)
            except SitegenError as error:
                self.problems.append(error.problem)
            else:
                yield _Seed(path, name, data, hashlib.sha256(data).hexdigest())

    def take(self, seed: _Seed) -> None:
        """Bring the article of one seed up to date."""
        if known := self.by_seed.get(seed.name):
            self._renew(seed, *known)
        elif known := self.orphans.pop(seed.sha256, None):
            self.seed_of_bytes[seed.sha256] = seed.name
            self._move(seed, *known)
        elif first := self.seed_of_bytes.get(seed.sha256):
            message = f"is the same as {first} and was left out; remove one of them"
            self.problems.append(Problem(message, seed.path, severity="warning"))
        elif not any(seed.name.encode() in data for data in self.unreadable.values()):
            self.seed_of_bytes[seed.sha256] = seed.name
            self._add(seed)

    def _add(self, seed: _Seed) -> None:
        story = read_story(seed.data, seed.path, self.site.house_styles)
        self.problems += story.problems
        slug = slugify(story.news.headline)
        if slug in self.unreadable:
            return  # it may be this seed's article
        namesake = self.articles.get(slug)
        by_hand = namesake is not None and not (namesake.source and namesake.source.file)
        if namesake and by_hand and namesake.title == story.news.headline:
            message = (
                f"was written by hand and has the headline of {seed.name}; it was left alone. "
                "Remove it to import that seed, or change one of the headlines"
            )
            self.problems.append(Problem(message, namesake.path, severity="warning"))
            self.kept.append(namesake.path)
            return
        slug = free_slug(slug, self.slugs)
        self.slugs.add(slug)
        path = article_path(self.site, self.site.original_language, slug)
        save_article(path, make_article(story, slug, self.site.original_language, seed.name, seed.sha256))
        self.written.append(path)

    def _renew(self, seed: _Seed, article: Article, source: Source) -> None:
        if source.sha256 == seed.sha256:
            self.unchanged.append(article.path)
            return
        story = read_story(seed.data, seed.path, self.site.house_styles)
        new = make_article(story, article.slug, article.lang, seed.name, seed.sha256)
        if _is_untouched(article, source):
            save_article(article.path, new)
            self.updated.append(article.path)
        elif digest(new) == source.imported:
            self.unchanged.append(article.path)  # other bytes, same story
            return
        else:
            incoming = self.site.state / "incoming" / f"{article.slug}.md"
            save_article(incoming, new)
            message = (
                f"was edited by hand and its seed {seed.name} changed since. The new version is in "
                f"{incoming.relative_to(self.site.root).as_posix()}: copy what you want from there, "
                "and its 'source:' lines"
            )
            self.problems.append(Problem(message, article.path, severity="warning"))
            self.kept.append(article.path)
        self.problems += story.problems

    def _move(self, seed: _Seed, article: Article, source: Source) -> None:
        if _is_untouched(article, source):
            save_article(article.path, dataclasses.replace(article, source=dataclasses.replace(source, file=seed.name)))
            self.updated.append(article.path)
            return
        message = f"was edited by hand and its seed is now {seed.name}; write that behind 'file:' under 'source:'"
        self.problems.append(Problem(message, article.path, severity="warning"))
        self.kept.append(article.path)


def _check(path: Path, name: str, site: Site) -> None:
    """Refuse what should not be read: seeds may come from strangers."""
    if not path.resolve().is_relative_to(site.seeds.resolve()):
        raise SitegenError("is a link to a file outside of the seeds; put the file itself here", path)
    if not path.is_file():
        raise SitegenError("is not a file; remove it from the seeds", path)
    try:
        name.encode()
    except UnicodeEncodeError as error:
        raise SitegenError("has a name that is not UTF-8; rename it", path) from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SitegenError(f"cannot be read: {error.strerror or error}", path) from error


def _is_untouched(article: Article, source: Source) -> bool:
    """Tell whether an imported article's file is byte for byte as the import wrote it."""
    return _read(article.path) == format_article(article).encode() and digest(article) == source.imported
