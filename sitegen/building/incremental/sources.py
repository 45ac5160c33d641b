"""The files that a site is made from, and whether they have changed since an earlier build."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sitegen.content.places import is_article
from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.settings.site import Site
from sitegen.storage.files import signature

RECENT = 2_000_000_000
"""Nanoseconds: a file that was changed so shortly before it was looked at may be changed again and look the same.

The coarsest file systems count in steps of two seconds (as in
https://www.kernel.org/pub/software/scm/git/docs/technical/racy-git.txt).
"""

_UNRELIABLE = 0
"""Instead of a signature, where a file was changed just now."""
_LARGEST = 2**128 - 1


@dataclass(frozen=True)
class Sources:
    """The articles' files, as they were at a ``moment``, in ns.

    ``pairs`` are signatures by the slug of the original, in the order of slugs. One changes whenever the original or
    its translation does: a file's size, its inode, and when it was changed. ``unpaired`` are the slugs of translations
    without an original, and ``digest`` is that of all signatures; None if some cannot be relied on yet.
    """

    pairs: Mapping[str, int]
    unpaired: tuple[str, ...]
    digest: str | None
    moment: int

    @classmethod
    def of(cls, site: Site) -> Sources:
        """Look at the content of a site.

        Raises:
            SitegenError: a folder cannot be read.
        """
        moment = time.time_ns()
        pairs: dict[str, int] = {}
        unpaired: dict[str, int] = {}
        for lang in site.languages:
            folder, is_original = site.content(lang), lang == site.original_language
            try:
                for slug, status in _articles(folder):
                    found = pairs if is_original or slug in pairs else unpaired
                    found[slug] = _with(found.get(slug), lang, status, moment - RECENT)
            except OSError as error:
                raise SitegenError(say("cannot be read: {reason}", reason=error.strerror), folder) from error
        pairs = {slug: pairs[slug] for slug in sorted(pairs)}
        return cls(pairs, tuple(sorted(unpaired)), _digest(pairs, unpaired), moment)

    def of_pair(self, slug: str) -> str:
        """Return the signature of an original and its translation; empty where that cannot be relied on yet."""
        return written(self.pairs.get(slug, _UNRELIABLE))

    def is_recent(self, known: str) -> bool:
        """Tell whether a file was changed so shortly before that its signature cannot be relied on yet."""
        times = known.split()[2:]
        return any(int(moment) > self.moment - RECENT for moment in times)


def written(pair: int) -> str:
    """Return a pair's signature as it is recorded; empty where it cannot be relied on."""
    return f"{pair:x}" if pair else ""


def _with(others: int | None, lang: str, status: os.stat_result, newest: int) -> int:
    """What stands for a file together with the ``others`` of its pair, in any order."""
    if others == _UNRELIABLE or status.st_mtime_ns > newest or status.st_ctime_ns > newest:
        return _UNRELIABLE
    own = hashlib.blake2b(f"{lang} {signature(status)}".encode(), digest_size=16)
    return ((others or 0) + int.from_bytes(own.digest(), "big")) & _LARGEST


def _digest(pairs: Mapping[str, int], unpaired: Mapping[str, int]) -> str | None:
    found = hashlib.sha256()
    for kind, files in (("pair", pairs), ("unpaired", unpaired)):
        for slug in sorted(files):
            if files[slug] == _UNRELIABLE:
                return None
            found.update(f"{kind} {slug} {files[slug]}\n".encode(errors="surrogatepass"))
    return found.hexdigest()


def _articles(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Yield the slug of each article's file below a folder, with what the file system tells of it."""
    below: list[str] = []
    try:
        items = os.scandir(folder)
    except FileNotFoundError:
        return
    with items:
        for item in items:
            if item.is_dir(follow_symlinks=False):
                below += [] if item.name.startswith(".") else [item.name]
            elif is_article(item.name) and item.is_file():
                with suppress(FileNotFoundError):  # it has gone in this moment
                    yield item.name.rpartition(".")[0], item.stat()
    for name in sorted(below):
        yield from _articles(folder / name)
