"""Articles on disk: ``content/<lang>/<slug>.md``, or a file of that name in a folder below."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator
from pathlib import Path

from sitegen.articles import Article, Pair
from sitegen.content.front_matter.edits import updated_text
from sitegen.content.front_matter.front_matter import format_article, parse_article
from sitegen.content.front_matter.held_back import key_problems
from sitegen.content.misread_lines import misread_lines
from sitegen.content.places import all_article_paths, article_path, check_is_alone
from sitegen.errors import Problem, SitegenError
from sitegen.messages import say
from sitegen.settings.site import Site
from sitegen.storage.files import read_text, write_if_changed

__all__ = [
    "article_files",
    "article_of",
    "article_path",
    "digest",
    "load_article",
    "load_pair",
    "load_pairs",
    "save_article",
]


def digest(article: Article) -> str:
    """Return the SHA-256 (hexadecimal) of all that a person can edit in an imported article's file."""
    source = article.source.attribution if article.source else None
    return hashlib.sha256(format_article(dataclasses.replace(article, source=source)).encode()).hexdigest()


def load_article(path: Path, lang: str) -> Article:
    """Read one Markdown file of the folder for ``lang``.

    Raises:
        SitegenError: the file cannot be read, its front matter is wrong, or it is in the wrong folder.
    """
    return article_of(read_text(path), path, lang)


def article_of(text: str, path: Path, lang: str) -> Article:
    """Return the article in ``text``, that of the Markdown file ``path`` in the folder for ``lang``.

    Raises:
        SitegenError: its front matter is wrong, or it is in the wrong folder.
    """
    article = parse_article(text, path, lang)
    if article.lang != lang:
        raise SitegenError(
            say(
                "says lang: {found} but is in the folder of '{lang}'; move it or correct it",
                found=article.lang,
                lang=lang,
            ),
            path,
            1,
        )
    if article.slug != path.stem:
        message = say(
            "is named '{name}' but has the slug '{slug}'; make them the same", name=path.stem, slug=article.slug
        )
        raise SitegenError(message, path, 1)
    return article


def save_article(path: Path, article: Article) -> bool:
    """Write the article's file if that changes it, and return whether it did.

    Of a file that is there, what says the same as before stays to the byte, comments and all (see `updated_text`).

    Raises:
        SitegenError: the file cannot be read or written.
    """
    try:
        text = path.read_bytes().decode()
        text = updated_text(text, article, path)
    except (FileNotFoundError, UnicodeDecodeError):
        text = format_article(article)
    except OSError as error:
        raise SitegenError(say("cannot be read: {reason}", reason=error.strerror or error), path) from error
    return write_if_changed(path, text.encode())


def article_files(site: Site, lang: str) -> list[Path]:
    """Return the Markdown files of one language, also of two with the same name, sorted by name.

    Raises:
        SitegenError: a folder cannot be read.
    """
    files = (path for path in all_article_paths(site.content(lang)) if path.is_file())
    return sorted(files, key=lambda path: path.stem)


def load_pairs(site: Site, problems: list[Problem]) -> Iterator[Pair]:
    """Yield every readable original with its translation, sorted by slug.

    A file that cannot be used is left out and said in ``problems``, as is a translation without an original.
    """
    for path in article_files(site, site.original_language):
        if pair := _pair(site, path, problems):
            yield pair
    slugs = (path.stem for path in article_files(site, site.target_language))
    problems += (
        without_original(site, slug) for slug in slugs if not article_path(site, site.original_language, slug).is_file()
    )


def load_pair(site: Site, slug: str, problems: list[Problem]) -> Pair | None:
    """Return one original with its translation, as `load_pairs` does; None where it cannot be used.

    Raises:
        SitegenError: a folder cannot be read.
    """
    return _pair(site, article_path(site, site.original_language, slug), problems)


def _pair(site: Site, path: Path, problems: list[Problem]) -> Pair | None:
    original = _load(site, path, site.original_language, problems)
    if original is None:
        return None
    translated = article_path(site, site.target_language, original.slug)
    translation = _load(site, translated, site.target_language, problems) if translated.is_file() else None
    problems += misread_lines(original, translation)
    return Pair(original, translation)


def without_original(site: Site, slug: str) -> Problem:
    """Return the problem of a translation without an original."""
    where = article_path(site, site.original_language, slug).relative_to(site.root)
    path = article_path(site, site.target_language, slug)
    return Problem(say("has no original; write {where} or remove this file", where=where), path, severity="warning")


def _load(site: Site, path: Path, lang: str, problems: list[Problem]) -> Article | None:
    try:
        check_is_alone(path, site.content(lang))
        article = load_article(path, lang)
    except SitegenError as error:
        problems.append(error.problem)
        return None
    problems += key_problems(article, site)
    return article
