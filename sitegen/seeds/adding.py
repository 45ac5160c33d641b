"""A file or a text becomes a seed of a site."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sitegen.content.store import load_article
from sitegen.errors import Problem, SitegenError
from sitegen.seeds.formats.plain_text import text_story
from sitegen.seeds.formats.registry import FORMATS, format_of
from sitegen.seeds.importing import ImportResult
from sitegen.seeds.seed_files import find_seeds
from sitegen.settings.site import Site
from sitegen.slugs import free_slug, slugify
from sitegen.storage.files import read_bytes, write_if_changed

STDIN = Path("-")
"""Stands for standard input."""

_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
"""Names that mean the same on every system."""


@dataclass(frozen=True)
class AddedSeed:
    """A seed's file in the site, and what it was ``given`` as; ``known_as`` is where the same was before, if it was."""

    given: Path
    path: Path
    known_as: str = ""


def check_seed(path: Path) -> None:
    """Raise `SitegenError` unless ``path`` is a file of a format that can be imported."""
    if not path.is_file():
        raise SitegenError("is a folder; name the files in it" if path.is_dir() else "is not there", path)
    if format_of(path) is None:
        endings = ", ".join(ending for seed_format in FORMATS.values() for ending in seed_format.endings)
        raise SitegenError(f"cannot be imported; save it as a file that ends in one of {endings}", path)


def add_file(site: Site, path: Path) -> AddedSeed:
    """Copy a file into ``seeds/`` under a name that is free there, unless one with its bytes is there already.

    Raises:
        SitegenError: it is of no format that can be imported, cannot be read, or cannot be copied.
    """
    check_seed(path)
    if path.resolve().is_relative_to(site.seeds.resolve()):
        return _known(site, path, path.resolve())
    name = path.stem if _PLAIN_NAME.fullmatch(path.stem) else slugify(path.stem)
    return _add(site, path, read_bytes(path), name, path.suffix.lower())


def add_text(site: Site, data: bytes) -> AddedSeed:
    """Write the bytes of a text, as they come from a clipboard, to ``seeds/``, named after its headline.

    Raises:
        SitegenError: there is no text, or it cannot be written.
    """
    if not data.strip():
        raise SitegenError("no text came in; copy the story first, headline and all")
    return _add(site, STDIN, data, slugify(text_story(data, STDIN).headline), ".txt")


def take_back_useless(
    site: Site, seeds: Sequence[AddedSeed], result: ImportResult
) -> tuple[tuple[AddedSeed, ...], tuple[Problem, ...]]:
    """Remove new seeds that an import could not use; return those that stay or were known, and what is to be said.

    A file that cannot be read would be an error in each import from now on, and a second copy of a story a warning.
    What is said of a file that was removed names the one that was given.
    """
    rest: list[AddedSeed] = []
    problems = list(result.problems)
    for seed in seeds:
        of_seed = [problem for problem in problems if problem.path == seed.path]
        failed = any(problem.severity == "error" for problem in of_seed) and not _has_article(site, seed, result)
        only_copy = result.copies.get(seed.path, "") if _has_one_story(seed) else ""
        if seed.known_as or not (failed or only_copy):
            rest.append(seed)
            continue
        seed.path.unlink()
        rest += [replace(seed, known_as=only_copy)] if only_copy else []
        others = [problem for problem in problems if problem not in of_seed]
        problems = others + [replace(problem, path=seed.given) for problem in of_seed if not only_copy]
    return tuple(rest), tuple(problems)


def _has_article(site: Site, seed: AddedSeed, result: ImportResult) -> bool:
    """Whether an import made something of a seed before it came to what cannot be read."""
    name = seed.path.relative_to(site.root).as_posix()
    sources = (load_article(path, site.original_language).source for path in result.written)
    return any(source and source.file == name for source in sources)


def _has_one_story(seed: AddedSeed) -> bool:
    seed_format = format_of(seed.path)
    return seed_format is not None and not seed_format.several


def _add(site: Site, given: Path, data: bytes, name: str, ending: str) -> AddedSeed:
    if same := _file_with(site, data):
        return _known(site, given, same)
    # Upper and lower case are one on macOS and Windows.
    taken = {path.name.lower().removesuffix(ending) for path in site.seeds.glob("*")}
    path = site.seeds / f"{name if name.lower() not in taken else free_slug(name.lower(), taken)}{ending}"
    write_if_changed(path, data)
    return AddedSeed(given, path)


def _known(site: Site, given: Path, path: Path) -> AddedSeed:
    return AddedSeed(given, path, path.relative_to(site.root).as_posix())


def _file_with(site: Site, data: bytes) -> Path | None:
    seeds = (seed.path for seed in find_seeds(site, []))
    return next((path for path in seeds if path.stat().st_size == len(data) and read_bytes(path) == data), None)
