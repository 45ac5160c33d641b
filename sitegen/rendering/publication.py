"""What is known of the whole site while its pages are made: settings, editions, and a card of every article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from babel import Locale

from sitegen.config import Site
from sitegen.rendering.addresses import Addresses, home_path
from sitegen.rendering.stories import Story, newest_first
from sitegen.rendering.text import fit_title
from sitegen.rendering.typography import typographic
from sitegen.rendering.views import Alternate, CardView, Edition, PageKind, PageView, SiteView, Switch


@dataclass(frozen=True)
class Publication:
    """The site as a whole. ``cards`` are the articles of each language, the newest first."""

    site: Site
    addresses: Addresses
    editions: tuple[Edition, ...]
    cards: Mapping[str, tuple[CardView, ...]]

    @classmethod
    def of(cls, site: Site, stories: Iterable[Story], language_names: Mapping[str, str]) -> Publication:
        """Return the publication of ``stories``; ``language_names`` gives each language's own name for itself."""
        addresses = Addresses.of(site)
        cards: dict[str, list[CardView]] = {lang: [] for lang in site.languages}
        for story in stories:
            for view in story.views:
                cards[view.lang].append(view.card)
        return cls(
            site,
            addresses,
            tuple(_edition(site, addresses, lang, language_names[lang]) for lang in site.languages),
            {lang: tuple(newest_first(found)) for lang, found in cards.items()},
        )

    def edition(self, lang: str) -> Edition:
        """Return the edition in a language."""
        return next(edition for edition in self.editions if edition.lang == lang)

    def context(
        self,
        edition: Edition,
        *,
        kind: PageKind,
        title: str,
        description: str,
        path: str | None,
        twins: Mapping[str, str] | None = None,
        default: str | None = None,
    ) -> dict[str, object]:
        """What every template sees. ``twins`` are the page's paths by language, ``default`` that for all others."""
        alternates = [Alternate(lang, self.addresses.whole(twin)) for lang, twin in (twins or {}).items()]
        if default:
            alternates.append(Alternate("x-default", self.addresses.whole(default)))
        page = PageView(
            kind=kind,
            lang=edition.lang,
            dir=edition.dir,
            title=title,
            description=description,
            canonical=self.addresses.whole(path) if path else None,
            alternates=tuple(alternates),
            switches=tuple(self._switch(other, edition, twins or {}) for other in self.editions),
        )
        return {
            "site": SiteView(edition.title, edition.description, edition.url),
            "page": page,
            "editions": self.editions,
        }

    def _switch(self, edition: Edition, current: Edition, twins: Mapping[str, str]) -> Switch:
        twin = twins.get(edition.lang)
        return Switch(
            lang=edition.lang,
            language=edition.language,
            url=self.addresses.link(twin) if twin else edition.url,
            current=edition is current,
            same_page=twin is not None,
        )


def _edition(site: Site, addresses: Addresses, lang: str, name: str) -> Edition:
    return Edition(
        lang=lang,
        dir=Locale.parse(lang, sep="-").text_direction,
        language=name,
        title=_finished(site.title[lang], lang),
        description=_finished(site.description.get(lang, ""), lang),
        url=addresses.link(home_path(lang)),
    )


def _finished(text: str, lang: str) -> str:
    return typographic(fit_title(text), lang)
