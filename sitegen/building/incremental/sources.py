"""The files that a site is made from, and whether they have changed since an earlier build."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
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


@dataclass(frozen=True)
class Sources:
    """The articles' files: signatures by language and slug, and the moment before they were looked at, in ns.

    A signature changes whenever the file does: its size, its inode, and when it was changed.
    """

    files: Mapping[str, Mapping[str, str]]
    moment: int

    @classmethod
    def of(cls, site: Site) -> Sources:
        """Look at the content of a site.

        Raises:
            SitegenError: a folder cannot be read.
        """
        moment = time.time_ns()
        return cls({lang: _articles(site.content(lang)) for lang in site.languages}, moment)

    def of_pair(self, site: Site, slug: str) -> str:
        """Return the signature of an original and its translation; empty where that cannot be relied on yet."""
        both = [self.files[lang].get(slug, "") for lang in site.languages]
        return "" if any(self.is_recent(one) for one in both) else " / ".join(both)

    def is_recent(self, known: str) -> bool:
        """Tell whether a file was changed so shortly before that its signature cannot be relied on yet."""
        times = known.split()[2:]
        return any(int(moment) > self.moment - RECENT for moment in times)

    @cached_property
    def digest(self) -> str | None:
        """The digest of all signatures; None if some cannot be relied on yet."""
        newest = self.moment - RECENT
        lines: list[str] = []
        for lang, files in self.files.items():
            lines.append(lang)
            for slug, known in files.items():
                _, _, modified, changed = known.split()
                if int(modified) > newest or int(changed) > newest:
                    return None
                lines.append(f"{slug} {known}")
        return hashlib.sha256("\n".join(sorted(lines)).encode(errors="surrogatepass")).hexdigest()


def _articles(folder: Path) -> dict[str, str]:
    """The signatures of the articles' files below a folder by slug."""
    found: dict[str, str] = {}
    try:
        _look_at(folder, found)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SitegenError(say("cannot be read: {reason}", reason=error.strerror), folder) from error
    return dict(sorted(found.items()))


def _look_at(folder: Path, found: dict[str, str]) -> None:
    below: list[str] = []
    with os.scandir(folder) as items:
        for item in items:
            if item.is_dir(follow_symlinks=False):
                below += [] if item.name.startswith(".") else [item.name]
            elif is_article(item.name) and item.is_file():
                slug = item.name.rpartition(".")[0]
                known = signature(item.stat())
                found[slug] = _of_both(found[slug], known) if slug in found else known
    for name in sorted(below):
        _look_at(folder / name, found)


def _of_both(one: str, other: str) -> str:
    """What stands for two files with one name: it changes whenever either does, or goes."""
    (size, inode, *times), (other_size, other_inode, *other_times) = (map(int, known.split()) for known in (one, other))
    newest = (max(pair) for pair in zip(times, other_times, strict=True))
    return " ".join(map(str, (size + other_size, inode + other_inode, *newest)))
