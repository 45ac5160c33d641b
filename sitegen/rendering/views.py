"""What a theme's templates see. These names are a contract with themes: add, but do not rename.

Every template gets ``site``, ``page`` and ``editions``, and besides:

=====================  ===================================================================
``home.html``          ``listing``
``article.html``       ``article``
``choose.html``        ``sections``, made with ``choose-section.html`` once in each language
``404.html``           ``sections``, made with ``404-section.html`` once in each language
=====================  ===================================================================

A section template gets ``site``, ``edition`` and, for the choice of a language, ``articles``: how many there are.

Texts are plain, typographic and fit for a page; only values of type ``Markup`` are HTML. The filters ``date``
(``{{ article.date|date }}``, or ``|date("long")``), ``language_name`` and ``typographic``
speak the page's language, the function ``static("harian.css")`` gives the address of a static file, and ``_()``,
``ngettext()`` and ``{% trans %}`` take their texts from the theme's catalogues.
"""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from sitegen.rendering.sentences import Piece

PageKind = Literal["home", "article", "choose", "not-found"]


@dataclass(frozen=True)
class SiteView:
    """The site in the page's language."""

    title: str
    description: str
    url: str


@dataclass(frozen=True)
class Edition:
    """The site in one of its languages. ``language`` is the language's own name for itself."""

    lang: str
    dir: str
    language: str
    title: str
    description: str
    url: str


@dataclass(frozen=True)
class SectionView:
    """What a section template made for one of the editions."""

    edition: Edition
    html: Markup


@dataclass(frozen=True)
class Alternate:
    """The same page elsewhere: ``hreflang`` is a language or ``x-default``, ``url`` a whole address."""

    hreflang: str
    url: str


@dataclass(frozen=True)
class Switch:
    """A link to the page in one of the languages.

    ``current`` is the page's own language. ``same_page`` is false where the page does not exist in that language and
    the link leads to its home page.
    """

    lang: str
    language: str
    url: str
    current: bool
    same_page: bool


@dataclass(frozen=True)
class PageView:
    """The page itself. ``canonical`` is its whole address, None where it has none, as on the 404 page."""

    kind: PageKind
    lang: str
    dir: str
    title: str
    description: str
    canonical: str | None
    alternates: tuple[Alternate, ...]
    switches: tuple[Switch, ...]


@dataclass(frozen=True)
class Original:
    """The article that a translation was made from."""

    url: str
    lang: str
    title: str


@dataclass(frozen=True)
class TranslationView:
    """How the article was translated. ``status`` is "machine", "reviewed", or "human" where no machine did it."""

    status: Literal["machine", "reviewed", "human"]
    engine: str
    package: str
    version: str
    original: Original


@dataclass(frozen=True)
class CardView:
    """What lists show of an article in one language: small, so that a site's can all be held at once."""

    slug: str
    lang: str
    url: str
    title: str
    summary: str
    date: datetime.date | None


@dataclass(frozen=True)
class ArticleView(CardView):
    """An article in one language. ``translation`` is None on originals.

    ``doubts`` counts the sentences that the machine itself doubts, with headline and caption.
    """

    date_inferred: bool
    caption: str
    credit: str
    credit_label: str
    byline: str
    body: tuple[Piece, ...]
    doubts: int
    title_in_doubt: bool
    caption_in_doubt: bool
    translation: TranslationView | None

    @property
    def card(self) -> CardView:
        """The part of it that lists show."""
        return CardView(**{field.name: getattr(self, field.name) for field in dataclasses.fields(CardView)})


@dataclass(frozen=True)
class Listing:
    """One page of a list of articles. ``newer`` and ``older`` are addresses of the pages beside it."""

    articles: tuple[CardView, ...]
    number: int
    count: int
    newer: str | None
    older: str | None
