"""The pieces of a body as templates see them: HTML of its article's page, and related headlines.

This is one of the three that write the tree of a body. `sitegen.rendering.parallel.sides` and
`sitegen.rendering.feeds.content` are the others.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sitegen.rendering.body.tree import Node, Sentence, Tags, sentence_tags, to_html


@dataclass(frozen=True)
class Counterpart:
    """The same article in the other language: its address, its language, and that language's name."""

    url: str
    lang: str
    label: str


@dataclass(frozen=True)
class Related:
    """A related headline, which is sentence ``number``.

    ``url`` is None where the article is not in the site, and where the headline brings its ``own_link``. ``lang`` is
    the linked article's language where it is not the page's. Both are known only when all articles are.
    """

    number: int
    nodes: Sequence[Node]
    url: str | None = None
    lang: str | None = None
    twin: str | None = None
    doubtful: bool = False
    own_link: bool = False

    @property
    def headline(self) -> Markup:
        """The headline's HTML."""
        return Markup(to_html(self.nodes))  # noqa: S704  # sanitised


@dataclass(frozen=True)
class Piece:
    """A stretch of a body: either ``nodes``, or the headlines of ``related`` that stand together.

    ``twin`` and ``doubt_label`` are what sentences lead to, and what is said of those in doubt.
    """

    nodes: Sequence[Node] = ()
    related: tuple[Related, ...] = ()
    twin: Counterpart | None = None
    doubt_label: str = ""

    @property
    def html(self) -> Markup:
        """The HTML of ``nodes`` on the article's page."""
        before, after = _twin_link(self.twin) if self.twin else ("", "")
        doubt = doubt_mark(self.doubt_label)

        def tags(sentence: Sentence) -> Tags:
            opening, closing = sentence_tags(sentence)
            if not sentence.first:
                return opening, closing
            link = f"{before}{sentence.number}{after}" if before else ""
            return opening, f"{doubt if sentence.doubtful else ''}{link}{closing}"

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
    """Return the words at the end of a sentence that the machine doubts: hidden to the eye, which sees an underline."""
    return f'<span class="doubt"> ({html.escape(label)})</span>'
