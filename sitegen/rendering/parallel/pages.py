"""The parallel page of a story, one for each language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from sitegen.content.confidence import LevelCounts, doubt
from sitegen.content.states import SegmentStatus
from sitegen.rendering.addresses import parallel_path
from sitegen.rendering.body.pieces import SuggestLinks
from sitegen.rendering.body.tree import sentence_classes
from sitegen.rendering.page import Page
from sitegen.rendering.pages.article_pages import hidden_languages
from sitegen.rendering.parallel.alignment import ParallelPair, ParallelPart, parallel_parts
from sitegen.rendering.parallel.blocks import NUMBER
from sitegen.rendering.parallel.sides import Side, body_of
from sitegen.rendering.site_context import PageMeta, SiteContext
from sitegen.rendering.stories import Story
from sitegen.rendering.views import ArticleView, Edition, TranslationView


@dataclass(frozen=True)
class ParallelSide:
    """One of the two languages. ``url`` is its article, ``parallel`` the parallel page on which it comes first.

    ``place`` is that of its texts in pairs, 0 or 1; ``language`` is the language's own name for itself.
    """

    place: int
    lang: str
    dir: str
    language: str
    url: str
    parallel: str
    translated: bool


@dataclass(frozen=True)
class ParallelView:
    """A story in two languages, that of the page first.

    ``translation`` tells how the translated one was made, and ``levels`` counts its sentences by how far they can be
    trusted. ``count`` is the number of the last sentence. ``suggest`` is where readers suggest better ones, None where
    the site does not ask for that.
    """

    sides: tuple[ParallelSide, ParallelSide]
    title: ParallelPair
    caption: ParallelPair | None
    parts: tuple[ParallelPart, ...]
    count: int
    translation: TranslationView | None
    levels: LevelCounts
    suggest: SuggestLinks | None

    @property
    def doubts(self) -> int:
        """How many sentences readers are warned of, with headline and caption."""
        return self.levels.rough + self.levels.poor


def parallel_pages(context: SiteContext, story: Story) -> Iterator[Page]:
    """Yield the story's parallel pages, one that begins with each language; none where it is in one language only."""
    if story.translation is None:
        return
    paths = {view.lang: parallel_path(view.lang, view.slug) for view in story.views}
    bodies = {view.lang: body_of(view.body) for view in story.views}
    for first, second in (story.views, story.views[::-1]):
        head = PageMeta(
            kind="parallel",
            title=first.title,
            description=first.summary,
            path=paths[first.lang],
            twins=paths,
            default=paths[story.original.lang],
            hidden=frozenset(paths) if hidden_languages(story) else frozenset(),
            article=first.card,
        )
        mine = Side(first.url, bodies[first.lang], suggest=first.suggest)
        texts = mine, Side(second.url, bodies[second.lang], f"-{second.lang}", mine.body, second.suggest)
        parallel = parallel_view(context, (first, second), story.translation, texts)
        yield Page(paths[first.lang], "parallel.html", first.lang, head, {"article": first, "parallel": parallel})


def parallel_view(
    context: SiteContext, views: tuple[ArticleView, ArticleView], translation: ArticleView, texts: tuple[Side, Side]
) -> ParallelView:
    """Return a story in two languages as templates see it; ``texts`` write the bodies of ``views``."""
    first, second = views
    mine, other = texts
    titles = first.translated_title or first.title, second.translated_title or second.title
    known = {name: state for name, state in translation.states.items() if state.person or state.stale or doubt(state)}
    caption = _named("caption", views, (first.caption, second.caption), known)
    return ParallelView(
        sides=(_side(0, context.edition(first.lang), first), _side(1, context.edition(second.lang), second)),
        title=_named("title", views, titles, known),
        caption=caption if any(caption.texts) else None,
        parts=parallel_parts(mine, other, known),
        count=max(mine.body.numbers | other.body.numbers, default=0),
        translation=translation.translation,
        levels=translation.levels,
        suggest=translation.suggest,
    )


def _side(place: int, edition: Edition, view: ArticleView) -> ParallelSide:
    return ParallelSide(
        place=place,
        lang=view.lang,
        dir=edition.dir,
        language=edition.language,
        url=view.url,
        parallel=view.parallel or "",
        translated=view.translation is not None,
    )


def _named(
    name: str, views: tuple[ArticleView, ArticleView], texts: tuple[str, str], states: Mapping[str, SegmentStatus]
) -> ParallelPair:
    """Headline or caption, which can be chosen as sentences can."""
    state = states.get(name)
    spans = []
    for view, text, suffix in zip(views, texts, ("", f"-{views[1].lang}"), strict=True):
        kind = sentence_classes(doubt(state) if state and view.translation else None)
        # The headline's link stands in the notice: in a heading, its name would be part of the heading's.
        link = view.suggest.link(name) if view.suggest and name == "caption" else ""
        span = f'<span class="{kind}" id="{name}{suffix}" {NUMBER}="{name}">{escape(text)}{link}</span>' if text else ""
        spans.append(Markup(span))  # noqa: S704  # the text is escaped
    return ParallelPair(tuple(spans), name, ((name, state),) if state else ())
