"""Where readers suggest better sentences: the addresses for the sentences of a translation, made from a setting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sitegen.articles import Article
from sitegen.content.front_matter.sentence_records import texts
from sitegen.rendering.addresses import Addresses, article_path
from sitegen.rendering.body.pieces import SuggestLinks
from sitegen.settings.site import Site
from sitegen.settings.suggest import SuggestTemplate


class Suggestions:
    """Fills in the site's setting ``suggest``."""

    def __init__(self, site: Site) -> None:
        self._template = SuggestTemplate.of(site.suggest) if site.suggest else None
        self._root = site.root
        self._addresses = Addresses.of(site)

    def links(
        self, translation: Article, names: Sequence[str], originals: Mapping[str, str], label: str
    ) -> SuggestLinks | None:
        """Return the links of a translation; None where the site does not ask for suggestions.

        ``names`` are "title", "caption" and the ids of the sentences on the lines of its body, each empty where there
        is none; ``originals`` are the original's texts by the same names.
        """
        if self._template is None:
            return None
        lines, path = translation.lines, translation.path
        shared = {
            "slug": translation.slug,
            "language": translation.lang,
            "title": translation.title,
            "file": path.relative_to(self._root).as_posix(),
        }
        address = self._addresses.whole(article_path(translation.lang, translation.slug))
        numbers = (
            lines["title"],
            lines.get("caption", 0),
            *range(lines["body"], lines["body"] + len(translation.body)),
        )
        found = {}
        for name, text, line in zip(names, texts(translation), numbers, strict=True):
            if name and text:
                own = {
                    "line": str(line),
                    "sentence": text.strip(),
                    "original": originals.get(name, "").strip(),
                    "address": f"{address}#{name}" if name not in {"title", "caption"} else address,
                }
                found[name] = self._template.filled(shared | own)
        return SuggestLinks(label, found)
