"""What a theme's templates see. These names are a contract with themes: add, but do not rename.

``docs/themes.md`` has all of them for authors of themes.

Every template gets ``site``, ``page`` and ``editions``, and besides:

======================== ==========================================================================================
``home.html``            ``listing``
``article.html``         ``article``, ``onward``
``tags.html``            ``tags``: each with its count
``tag.html``             ``tag``, ``count``, ``listing``
``archive.html``         ``archive``
``archive-year.html``    ``archive``, ``year``
``archive-month.html``   ``archive``, ``year``, ``month``, ``listing``
``archive-undated.html`` ``archive``, ``listing``
``search.html``          ``search``
``parallel.html``        ``article``, ``parallel``: a `sitegen.rendering.parallel.pages.ParallelView`
``choose.html``          ``sections``, made with ``choose-section.html`` once in each language
``withdrawn.html``       ``withdrawal``: in place of an article that was withdrawn
``moved.html``           ``target``: a `LanguageLink` to the article that has moved; without ``base.html``
``404.html``             ``sections``, made with ``404-section.html`` once in each language
``offline.html``         ``sections``, made with ``offline-section.html`` once in each language
======================== ==========================================================================================

A section template gets ``site``, ``edition`` and, for the choice of a language, ``articles``: how many there are.

Texts are plain, typographic and fit for a page; only values of type ``Markup`` are HTML. The filters ``date``
(``{{ article.date|date }}``, or ``|date("long")``), ``language_name`` and ``typographic``
speak the page's language; ``csp_hash`` lets an inline script or style through the page's policy. The function
``static("harian.css")`` gives the address of a static file, and ``_()``,
``ngettext()`` and ``{% trans %}`` take their texts from the theme's catalogues.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from markupsafe import Markup

from sitegen.content.confidence import Doubt, LevelCounts
from sitegen.content.states import SegmentStatus
from sitegen.rendering.body.pieces import Piece, SuggestLinks
from sitegen.rendering.images import ImageView
from sitegen.rendering.text.attribution import SourceView

PageKind = Literal[
    "home",
    "article",
    "parallel",
    "tags",
    "tag",
    "archive",
    "month",
    "search",
    "withdrawn",
    "moved",
    "choose",
    "not-found",
    "offline",
]


@dataclass(frozen=True)
class OfflineView:
    """What pages need of a site that browsers keep on a device: addresses of its manifest, script and worker."""

    manifest: str
    script: str
    worker: str


@dataclass(frozen=True)
class SiteView:
    """The site in the page's language.

    ``archive``, ``tags`` and ``search`` are addresses; None where no article has a tag, or the site has no search.
    ``suggest`` tells whether readers can suggest better sentences.
    ``offline`` is None unless the site is to be kept on devices.
    """

    title: str
    description: str
    url: str
    archive: str
    tags: str | None
    search: str | None
    suggest: bool = False
    offline: OfflineView | None = None


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
class LanguageLink:
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
class FeedLink:
    """A feed for readers of the page: its media type, its title and its address."""

    type: str
    title: str
    url: str
    lang: str


@dataclass(frozen=True)
class SocialProperty:
    """One line of what other sites show of the page: ``<meta property="{{ name }}" content="{{ content }}">``."""

    name: str
    content: str


@dataclass(frozen=True)
class PageView:
    """The page itself. ``url`` is its whole address, None where it has none, as on the 404 page.

    ``canonical`` is the address that search engines are to take for it: the same, or that of the story's original.
    ``robots`` is what search engines are told, nothing where they may have the page. ``structured_data`` is JSON-LD
    that can stand in a script element as it is, None where there is nothing to say.
    """

    kind: PageKind
    lang: str
    dir: str
    title: str
    description: str
    canonical: str | None
    alternates: tuple[Alternate, ...]
    switches: tuple[LanguageLink, ...]
    robots: str = ""
    feeds: tuple[FeedLink, ...] = ()
    social: tuple[SocialProperty, ...] = ()
    structured_data: Markup | None = None
    url: str | None = None


@dataclass(frozen=True)
class WithdrawalView:
    """The notice in place of a withdrawn article; ``lang`` is the language of ``reason``."""

    reason: str
    lang: str


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
class TagView:
    """A tag in the page's language; ``lang`` is the language of ``name`` where the tag has no name in that."""

    slug: str
    name: str
    lang: str
    url: str


@dataclass(frozen=True)
class CardView:
    """What lists show of an article in one language.

    ``lang`` is the language of the text. It is not that of the page where the original ``stands_in`` for a translation
    that is not there. ``title_lang`` is the language of the title where that is not the page's: where the original
    stands in, or its headline alone does, for a translated one that nobody should rely on. Where not ``indexed``,
    search engines must not have the article. A ``draft`` is only there when drafts are asked for.
    ``time`` is that of the day. ``changed`` is when it was changed last, if a person says so, as RFC 3339 has it.
    ``first_slug`` is the slug with which the article was published first. ``canonical`` is the address that search
    engines are to take for its page, empty if its own is.
    """

    slug: str
    lang: str
    url: str
    title: str
    summary: str
    date: datetime.date | None
    image: ImageView | None
    tags: tuple[TagView, ...] = field(default=(), kw_only=True)
    title_lang: str = field(default="", kw_only=True)
    stands_in: bool = field(default=False, kw_only=True)
    first_slug: str = field(default="", kw_only=True)
    indexed: bool = field(default=True, kw_only=True)
    draft: bool = field(default=False, kw_only=True)
    time: datetime.time | None = field(default=None, kw_only=True)
    changed: str = field(default="", kw_only=True)
    canonical: str = field(default="", kw_only=True)


_OF_CARDS = tuple(field.name for field in dataclasses.fields(CardView))


@dataclass(frozen=True)
class ArticleView(CardView):
    """An article in one language. ``translation`` is None on originals. ``authors`` and ``editors`` are people by name.

    ``title_in_doubt`` and ``caption_in_doubt`` are the levels of those if readers are warned of them. ``levels`` counts
    the sentences of a translation by how far they can be trusted. ``states`` is what is known of its
    texts, by "title", "caption" and the ids of sentences. ``translated_title`` is the translation of the headline where
    that of the original stands in for it, and empty elsewhere. ``parallel`` is the address of the
    page on which both languages stand side by side, None where there is only one. ``updated`` is the day on which a
    person changed the text last, with a time or not, and ``correction`` what they say of it, in the language
    ``correction_lang``. ``source`` says who published it first, None where that is not known. ``suggest`` is where
    readers of a translation suggest better sentences, None where the site does not ask for that.
    """

    date_inferred: bool
    caption: str
    credit: str
    credit_label: str
    byline: str
    body: tuple[Piece, ...]
    translation: TranslationView | None
    title_in_doubt: Doubt | None = field(default=None, kw_only=True)
    caption_in_doubt: Doubt | None = field(default=None, kw_only=True)
    levels: LevelCounts = field(default=LevelCounts(), kw_only=True)
    translated_title: str = field(default="", kw_only=True)
    authors: tuple[str, ...] = field(default=(), kw_only=True)
    editors: tuple[str, ...] = field(default=(), kw_only=True)
    states: Mapping[str, SegmentStatus] = field(default_factory=dict, kw_only=True)
    parallel: str | None = field(default=None, kw_only=True)
    updated: datetime.date | None = field(default=None, kw_only=True)
    updated_time: datetime.time | None = field(default=None, kw_only=True)
    correction: str = field(default="", kw_only=True)
    correction_lang: str = field(default="", kw_only=True)
    source: SourceView | None = field(default=None, kw_only=True)
    suggest: SuggestLinks | None = field(default=None, kw_only=True)

    @property
    def doubts(self) -> int:
        """How many sentences readers are warned of, with headline and caption."""
        return self.levels.rough + self.levels.poor

    @property
    def card(self) -> CardView:
        """The part of it that lists show."""
        return CardView(**{name: getattr(self, name) for name in _OF_CARDS})


@dataclass(frozen=True)
class Listing:
    """One page of a list of articles. ``newer`` and ``older`` are addresses of the pages beside it."""

    articles: tuple[CardView, ...]
    number: int
    count: int
    newer: str | None
    older: str | None


@dataclass(frozen=True)
class ArticleNavigation:
    """Where a reader can go from an article. ``newer`` and ``older`` are the articles before and after it in time."""

    related: tuple[CardView, ...]
    newer: CardView | None
    older: CardView | None


@dataclass(frozen=True)
class TagCount:
    """A tag and how many articles have it."""

    tag: TagView
    count: int


@dataclass(frozen=True)
class MonthView:
    """A month with articles: ``name`` is "January", ``title`` "January 2022".

    ``articles`` are the newest of them, on the page of the year only.
    """

    first_day: datetime.date
    name: str
    title: str
    url: str
    count: int
    articles: tuple[CardView, ...]


@dataclass(frozen=True)
class YearView:
    """A year with articles, its months from the last to the first; on the pages of months, without them."""

    number: int
    url: str
    count: int
    months: tuple[MonthView, ...]


@dataclass(frozen=True)
class UndatedView:
    """The articles without a date: where they are, and how many."""

    url: str
    count: int


@dataclass(frozen=True)
class ArchiveView:
    """The archive of one language. ``undated`` is None where every article has a date.

    ``years``, the last one first, are there on the page that lists them only.
    """

    url: str
    years: tuple[YearView, ...]
    undated: UndatedView | None


@dataclass(frozen=True)
class SearchView:
    """What the search page needs: the address of the folder with the index, and of those with ``more`` parts of it.

    ``index`` is None where there is no article in the page's language.
    """

    index: str | None
    more: tuple[str, ...] = ()
