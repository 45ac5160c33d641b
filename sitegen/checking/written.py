"""Where the addresses in a finished page were written: the lines of its article's Markdown files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from sitegen.checking.finished_site import FinishedSite, Target
from sitegen.content.store import article_path as article_file
from sitegen.content.written_addresses import written_addresses
from sitegen.rendering.addresses import INDEX, article_path


class Written(NamedTuple):
    """An address as its author wrote it, with the file and the lines in which it stands."""

    path: Path
    lines: tuple[int, ...]
    address: str


class Authors:
    """Finds what the authors of a site's articles wrote."""

    def __init__(self, site: FinishedSite) -> None:
        self._site = site
        self._addresses = cache(written_addresses)

    def written(self, page: str, target: Target) -> Written | None:
        """Return the written address that links ``page`` to ``target``: in the original, or else in the translation.

        None if no author wrote it.
        """
        settings = self._site.site
        match page.split("/"):
            case [lang, slug, *rest] if lang in settings.languages and rest in ([INDEX], ["parallel", INDEX]):
                paths = [article_file(settings, one, slug) for one in settings.languages]
                pages = [article_path(one, slug) for one in settings.languages]
                for is_meant in (partial(self._leads_to, target, pages), partial(self._has_anchor, target.anchor)):
                    for path in paths:
                        if found := self._find(path, is_meant):
                            return found
        return None

    def _find(self, path: Path, is_meant: Callable[[str], bool]) -> Written | None:
        found = [(line, address) for line, address in self._addresses(path) if is_meant(address)]
        if not found:
            return None
        written = found[0][1]
        lines = dict.fromkeys(line for line, address in found if address == written)
        return Written(path, tuple(lines), written)

    def _leads_to(self, target: Target, pages: Iterable[str], address: str) -> bool:
        """Tell whether an address means the target, from one of the article's pages or from the site's folder."""
        name = target.path.removesuffix(f"/{INDEX}").rpartition("/")[2]
        if name not in unquote(address) and not address.startswith("#"):  # which is soon known
            return False
        below = f"{self._site.site.base_path}{address[1:]}" if address.startswith("/") else address
        return any(self._site.target(one, page) == target for page in pages for one in (address, below))

    def _has_anchor(self, anchor: str, address: str) -> bool:
        """Tell whether a link to an article, which was led to another address, has an anchor."""
        languages = "|".join(self._site.site.languages)
        plain = re.sub(rf"-(?:{languages})$", "", anchor)  # as parallel pages have the second text's
        return bool(plain) and unquote(address.partition("#")[2]) == plain
