"""The pieces of a body as templates see them: HTML of its article's page, and related headlines.

This is one of the three that write the tree of a body. `sitegen.rendering.parallel.sides`, which books
use too, and `sitegen.rendering.feeds.content` are the others.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from sitegen.content.confidence import Doubt
from sitegen.rendering.body.tree import Node, Sentence, Tags, sentence_tags, to_html


@dataclass(frozen=True)
class Counterpart:
    """The same article in the other language: its address, its language, and that language's name."""

    url: str
    lang: str
    label: str


@dataclass(frozen=True)
class SuggestLinks:
    """Where readers suggest better sentences than those of a translation.

    ``addresses`` are given by "title", "caption" and the ids of sentences; ``label`` is the name of each link.
    """

    label: str
    addresses: Mapping[str, str]

    def link(self, name: str) -> Markup:
        """Return the link at the end of a text. It has a name and no words, so that it is neither read nor found as
        part of the text; themes give it a sign.
        """
        if name not in self.addresses:
            return Markup("")
        address, label = html.escape(self.addresses[name]), html.escape(self.label)
        return Markup(f'<a class="suggest" href="{address}" rel="nofollow" aria-label="{label}"></a>')  # noqa: S704


@dataclass(frozen=True)
class Related:
    """A related headline, which is sentence ``number``.

    ``url`` is None where the article is not in the site, and where the headline brings its ``own_link``. ``lang`` is
    the linked article's language where it is not the page's. Both are known only when all articles are. ``doubt`` is
    the headline's level if readers are warned of it.
    """

    number: int
    nodes: Sequence[Node]
    url: str | None = None
    lang: str | None = None
    twin: str | None = None
    doubt: Doubt | None = None
    own_link: bool = False

    @property
    def doubtful(self) -> bool:
        """Whether readers are warned of the headline."""
        return self.doubt is not None

    @property
    def headline(self) -> Markup:
        """The headline's HTML."""
        return Markup(to_html(self.nodes))  # noqa: S704  # sanitised


@dataclass(frozen=True)
class Piece:
    """A stretch of a body: either ``nodes``, or the headlines of ``related`` that stand together.

    ``twin`` is what sentences lead to, and ``doubt_labels`` what is said of those in doubt, by their level. ``suggest``
    are the links with which readers suggest better ones.
    """

    nodes: Sequence[Node] = ()
    related: tuple[Related, ...] = ()
    twin: Counterpart | None = None
    doubt_labels: Mapping[Doubt, str] = field(default_factory=dict)
    suggest: SuggestLinks | None = None

    @property
    def html(self) -> Markup:
        """The HTML of ``nodes`` on the article's page."""
        before, after = _twin_link(self.twin) if self.twin else ("", "")
        marks = {level: doubt_mark(label) for level, label in self.doubt_labels.items()}

        def tags(sentence: Sentence) -> Tags:
            opening, closing = sentence_tags(sentence)
            if not sentence.first:
                return opening, closing
            link = f"{before}{sentence.number}{after}" if before else ""
            suggest = self.suggest.link(f"s{sentence.number}") if self.suggest else ""
            return opening, f"{marks.get(sentence.doubt, '') if sentence.doubt else ''}{link}{suggest}{closing}"

        return Markup(to_html(self.nodes, tags).strip())  # noqa: S704  # sanitised


def _twin_link(twin: Counterpart) -> tuple[str, str]:
    """The link to the same sentence in the other language, for themes to show at the sentence that is read: what is
    before the sentence's number, and what is after it.
    """
    language = html.escape(twin.lang)
    label = html.escape(twin.label)
    before = f'<a class="twin" href="{html.escape(twin.url)}#s'
    return before, f'" hreflang="{language}" lang="{language}" aria-label="{label}"></a>'


def doubt_mark(label: str) -> str:
    """Return the words at the end of a sentence in doubt, for those who cannot see its underline."""
    return f'<span class="doubt"> ({html.escape(label)})</span>'
