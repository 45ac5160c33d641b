"""Attribution of a story to its first publisher, on pages, in feeds and for search engines."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from gettext import NullTranslations

from markupsafe import Markup, escape

from sitegen.articles import Article, Source
from sitegen.rendering.text.plain_text import clean_title
from sitegen.rendering.text.timestamps import in_zone
from sitegen.rendering.text.typography import smart_punctuation
from sitegen.settings.publishers import Publisher, by_domain, publisher_of
from sitegen.settings.site import Site
from sitegen.settings.web_addresses import host_of, web_address

_CC = "https://creativecommons.org"
_CC_LICENSES = frozenset({"by", "by-sa", "by-nc", "by-nd", "by-nc-sa", "by-nc-nd"})
_CC_VERSIONS = frozenset({"2.0", "2.5", "3.0", "4.0"})
_CC_NAME = re.compile(
    rf"(?:cc|creative commons)[ -]+(?P<terms>by(?:[ -](?:nc|nd|sa))*)[ -]+(?P<version>\d\.\d)(?: international)?"
    rf"|{re.escape(_CC).replace('https', 'https?')}/licenses/(?P<terms_>[a-z-]+)/(?P<version_>\d\.\d)/?(?:deed\.\w+)?",
    re.IGNORECASE,
)
_PUBLIC_DOMAIN = f"{_CC}/publicdomain/"
_CC_ZERO = ("CC0 1.0", f"{_PUBLIC_DOMAIN}zero/1.0/")
_CC_MARK = ("Public Domain Mark 1.0", f"{_PUBLIC_DOMAIN}mark/1.0/")
_CC_DEEDS = {
    **dict.fromkeys(("cc0", "cc0 1.0", "cc0-1.0", _CC_ZERO[1]), _CC_ZERO),
    **dict.fromkeys(("public domain mark", "public domain mark 1.0", "pdm 1.0", _CC_MARK[1]), _CC_MARK),
}


@dataclass(frozen=True)
class LicenseView:
    """Under which terms a story may be shown: their name, and the address of their text, empty if it is not known."""

    name: str
    url: str = ""

    @property
    def is_public_domain(self) -> bool:
        """Tell whether nobody has a right to the story."""
        return self.url.startswith(_PUBLIC_DOMAIN)


@dataclass(frozen=True)
class SourceNote:
    """A text for readers, and its language."""

    text: str
    lang: str


@dataclass(frozen=True)
class SourceView:
    """Who published a story first: the name of the ``publisher``, its ``home`` page, and the story's own ``url`` there.

    ``published`` is the day, perhaps with a time, and ``authors`` are those whom it named. ``notes`` are what is said
    with all stories of the publisher, and what is said of this one. What is not known is empty or None.
    """

    publisher: str
    home: str
    url: str
    published: datetime.date | None
    published_time: datetime.time | None
    authors: tuple[str, ...]
    license: LicenseView | None
    notes: tuple[SourceNote, ...]


class SourceViews:
    """Makes the `SourceView` of stories."""

    def __init__(self, site: Site) -> None:
        """``site`` says which publishers are known, and in which zone times are that name none."""
        self._site = site
        self._publishers = by_domain(site.publishers)

    def view(self, original: Article, article: Article) -> SourceView | None:
        """Return the source of its ``original`` as a page with ``article`` shows it; None if it is unknown.

        Only a note can be the translation's own.
        """
        source = original.source or Source()
        known = publisher_of(source.url, self._publishers)
        notes = [*_standing_note(known, article.lang, self._site), *_own_note(original, article)]
        if source.attribution is None and not notes:
            return None
        return SourceView(
            publisher=clean_title(source.publisher or (known.name if known else "")) or host_of(source.url),
            home=(known.url if known else None) or "",
            url=source.url,
            published=source.published,
            published_time=in_zone(source.published, source.published_time, self._site.timezone),
            authors=tuple(filter(None, map(clean_title, source.authors))),
            license=license_view(source.license),
            notes=tuple(
                SourceNote(smart_punctuation(text, lang), lang) for note, lang in notes if (text := clean_title(note))
            ),
        )


def license_view(text: str) -> LicenseView | None:
    """Return the licence by the name or address in front matter; None if there is none.

    Names of Creative Commons as people and SPDX (https://spdx.org/licenses) write them have the address of their text.

    >>> license_view("cc-by-sa-4.0")
    LicenseView(name='CC BY-SA 4.0', url='https://creativecommons.org/licenses/by-sa/4.0/')
    """
    name = clean_title(text)
    if not name:
        return None
    if deed := _CC_DEEDS.get(name.casefold().replace("http://", "https://")):
        return LicenseView(*deed)
    if found := _CC_NAME.fullmatch(name):
        terms = (found["terms"] or found["terms_"]).lower().replace(" ", "-")
        version = found["version"] or found["version_"]
        if terms in _CC_LICENSES and version in _CC_VERSIONS:
            return LicenseView(f"CC {terms.upper()} {version}", f"{_CC}/licenses/{terms}/{version}/")
    try:
        url = web_address(name)
    except ValueError:
        return LicenseView(name)
    return LicenseView(url.partition("://")[2].rstrip("/"), url)


def first_published(source: SourceView, words: NullTranslations, date: Callable[..., str]) -> Markup:
    """Return the line for readers on where and when a story was first published, with a link to it.

    ``words`` are the theme's texts, and ``date`` writes a date in their language. Nothing is known: nothing is said.
    """
    if source.publisher and source.published:
        text = words.gettext("First published by %(publisher)s, %(date)s")
    elif source.publisher:
        text = words.gettext("First published by %(publisher)s")
    elif source.published:
        text = words.gettext("First published on %(date)s")
    else:
        text = ""
    link = Markup('<a href="{}">{}</a>') if source.url else Markup("{1}")
    name = link.format(source.url, source.publisher)
    published = source.published
    day = Markup('<time datetime="{}">{}</time>').format(published, date(published, "long")) if published else ""
    return escape(text).replace("%(date)s", day).replace("%(publisher)s", name)


def _standing_note(publisher: Publisher | None, lang: str, site: Site) -> Iterator[tuple[str, str]]:
    """What stands with all stories of a publisher, in a language, or else in another of the site's."""
    notes = {name or site.original_language: text for name, text in publisher.note.items()} if publisher else {}
    found = next((name for name in (lang, *site.languages) if name in notes), None)
    if found:
        yield notes[found], found


def _own_note(original: Article, article: Article) -> Iterator[tuple[str, str]]:
    for said in (article, original):
        if said.source and said.source.note:
            yield said.source.note, said.lang
            return
