"""Pairs of articles as pages show them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sitegen.articles import Article, Pair
from sitegen.content.body.escaping import unescape_line
from sitegen.content.body.lines import Kind, Line
from sitegen.content.confidence import Doubt, LevelCounts, count_levels, doubt
from sitegen.content.front_matter.sentence_records import is_reviewed, texts
from sitegen.content.states import NOTHING, SegmentStatus, states
from sitegen.errors import Problem, SitegenError
from sitegen.rendering.addresses import Addresses, article_path, parallel_path
from sitegen.rendering.body.links import link_addresses
from sitegen.rendering.body.markdown import MarkdownConverter
from sitegen.rendering.body.pieces import Counterpart, Related, SuggestLinks
from sitegen.rendering.body.sentences import BodyContext, wrap_sentences
from sitegen.rendering.body.suggestions import Suggestions
from sitegen.rendering.body.tokens import Token, picture_addresses
from sitegen.rendering.pictures.references import StoryPictures
from sitegen.rendering.tags import TagNames
from sitegen.rendering.text.attribution import SourceViews
from sitegen.rendering.text.plain_text import clean_title
from sitegen.rendering.text.timestamps import in_zone, timestamp
from sitegen.rendering.text.typography import dash, smart_punctuation
from sitegen.rendering.views import ArticleView, CardView, Original, TranslationView

_QUOTES = re.compile("[\"'`‘’‚‛“”„‟«»‹›]+")


@dataclass(frozen=True)
class Story:
    """An article in each language that has it.

    ``stand_in`` is the original on a page among those of the other language, where there is no translation. ``related``
    are the headlines of other articles in the original's text, as `title_key` has them, by the number of the sentence.
    ``links`` are the addresses in its texts that links lead to, as they stand there.
    """

    original: ArticleView
    translation: ArticleView | None
    stand_in: ArticleView | None = None
    related: Mapping[int, str] = field(default_factory=dict)
    links: tuple[str, ...] = ()

    @property
    def views(self) -> tuple[ArticleView, ...]:
        """The article in each language that has it, the original first."""
        return (self.original, self.translation) if self.translation else (self.original,)

    def cards(self, languages: Sequence[str]) -> dict[str, CardView]:
        """Return its cards in lists, by the language of the page."""
        cards = {view.lang: view.card for view in self.views}
        if self.stand_in:
            cards |= {lang: self.stand_in.card for lang in languages if lang not in cards}
        return cards


@dataclass(frozen=True)
class ArticleRef:
    """An article that a headline in another leads to, and the languages that it is in."""

    slug: str
    languages: frozenset[str]


@dataclass(frozen=True)
class Draft:
    """An article whose body has been read: its lines, and what becomes of them on pages."""

    article: Article
    lines: tuple[Line, ...]
    tokens: Sequence[Token]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its texts: "title", "caption", and for each line the id of its sentence, or nothing."""
        return ("title", "caption", *(f"s{line.sentence}" if line.sentence else "" for line in self.lines))

    @property
    def related(self) -> dict[int, str]:
        """The related headlines, as `title_key` has them, by the numbers of their sentences."""
        return {
            line.sentence: title_key(unescape_line("".join(part.text for part in line.parts if part.readable)))
            for line in self.lines
            if line.kind is Kind.RELATED and line.sentence
        }


@dataclass(frozen=True)
class LanguageTools:
    """What a language needs for its bodies: its texts come from the theme."""

    name: str
    converter: MarkdownConverter
    related_labels: tuple[str, ...]
    table_label: str
    doubt_labels: Mapping[Doubt, str]
    picture_label: str
    suggest_label: str


class StoryMaker:
    """Makes stories from pairs, one after the other."""

    def __init__(
        self,
        addresses: Addresses,
        tools: Mapping[str, LanguageTools],
        pictures: StoryPictures,
        tags: TagNames,
        *,
        sources: SourceViews,
        suggestions: Suggestions,
        timezone: str,
    ) -> None:
        """``timezone`` is that of times which name none."""
        self.addresses = addresses
        self.pictures = pictures
        self.tools = tools
        self.tags = tags
        self.sources = sources
        self.suggestions = suggestions
        self.timezone = timezone

    def story(self, pair: Pair, problems: list[Problem]) -> Story | None:
        """Return the story of a pair, in which related headlines do not lead anywhere yet (see `linked`), and links
        where their authors wrote (see `sitegen.rendering.links.with_links`).

        A body that cannot be read is said in ``problems``; without that of the original there is no story.
        """
        original = self._draft(pair.original, problems)
        translation = self._draft(pair.translation, problems, original) if pair.translation else None
        if original is None:
            return None
        drafts = [draft for draft in (original, translation) if draft]
        views = [self._view(draft, _other(draft, drafts), original) for draft in drafts]
        links = tuple(dict.fromkeys(address for draft in drafts for address in link_addresses(draft.tokens)))
        return Story(views[0], views[1] if translation else None, related=original.related, links=links)

    def _draft(self, article: Article, problems: list[Problem], original: Draft | None = None) -> Draft | None:
        tools = self.tools[article.lang]
        body = tools.converter.read(article.body, tools.related_labels)
        if original and len(body.lines) == len(original.lines):
            body = body._replace(lines=_with_numbers_of(original.lines, body.lines))
        try:
            return Draft(article, body.lines, tools.converter.convert(body))
        except SitegenError as error:
            problems.append(Problem(error.problem.message, article.path))
            return None

    def _view(self, draft: Draft, other: Draft | None, original: Draft) -> ArticleView:
        article = draft.article
        tools = self.tools[article.lang]
        twin = (
            Counterpart(
                self._url(other.article.lang, article.slug), other.article.lang, self.tools[other.article.lang].name
            )
            if other
            else None
        )
        corrected = article if article.correction else original.article
        found = () if draft is original else states(original.article, article)
        known = _known(found, draft)
        doubts = {name: level for name, state in known.items() if (level := doubt(state))}
        headline = _finished(article.title, article.lang)
        source = self.sources.view(original.article, article)
        suggest = None if draft is original else self._suggest(draft, original)
        stands_in = doubts.get("title") == "poor"  # the original's headline does, for one that nobody should rely on
        body = wrap_sentences(
            draft.tokens,
            BodyContext(
                lang=article.lang,
                twin=twin,
                dateline=_dateline(article),
                related_label=tools.related_labels[0],
                table_label=tools.table_label,
                doubts={int(name[1:]): level for name, level in doubts.items() if name not in {"title", "caption"}},
                doubt_labels=tools.doubt_labels,
                picture_label=tools.picture_label,
                pictures=self.pictures.in_body(picture_addresses(draft.tokens), article, original.article),
                suggest=suggest,
            ),
        )
        return ArticleView(
            slug=article.slug,
            lang=article.lang,
            url=self._url(article.lang, article.slug),
            title=_finished(original.article.title, original.article.lang) if stands_in else headline,
            title_lang=original.article.lang if stands_in else "",
            translated_title=headline if stands_in else "",
            summary=body.summary,
            date=article.date,
            image=self.pictures.lead(article, original.article),
            tags=self.tags.views(original.article.tags, article.lang),
            time=in_zone(article.date, article.time, self.timezone),
            changed=timestamp(article.updated, article.updated_time, self.timezone) if article.updated else "",
            updated=article.updated,
            updated_time=in_zone(article.updated, article.updated_time, self.timezone),
            # Until somebody says it in the translation's language, its readers see the original's words.
            correction=_finished(corrected.correction, corrected.lang),
            correction_lang=corrected.lang,
            date_inferred=article.date_inferred,
            caption=_finished(article.caption, article.lang),
            credit=_finished(article.credit, article.lang),
            credit_label=_finished(article.credit_label, article.lang) if draft is original else "",
            byline=_finished(article.byline, article.lang),
            authors=_names(article.authors or original.article.authors) or (source.authors if source else ()),
            editors=_names(article.editors or original.article.editors),
            source=source,
            body=body.pieces,
            first_slug=next(iter(original.article.aliases), article.slug),
            draft=article.draft or original.article.draft,
            title_in_doubt=None if stands_in else doubts.get("title"),
            caption_in_doubt=doubts.get("caption"),
            levels=LevelCounts() if draft is original else count_levels(original.article, article, found),
            states=known,
            parallel=self.addresses.link(parallel_path(article.lang, article.slug)) if other else None,
            translation=None if draft is original else self._translation(article, original.article),
            suggest=suggest,
        )

    def _suggest(self, translation: Draft, original: Draft) -> SuggestLinks | None:
        originals = dict(zip(original.names, texts(original.article), strict=True))
        label = self.tools[translation.article.lang].suggest_label
        return self.suggestions.links(translation.article, translation.names, originals, label)

    def _translation(self, article: Article, original: Article) -> TranslationView:
        record = article.translation
        return TranslationView(
            status=("reviewed" if is_reviewed(record) else "machine") if record else "human",
            engine=clean_title(record.engine) if record else "",
            package=clean_title(record.package) if record else "",
            version=clean_title(record.version) if record else "",
            original=Original(
                self._url(original.lang, original.slug), original.lang, _finished(original.title, original.lang)
            ),
        )

    def _url(self, lang: str, slug: str) -> str:
        return self.addresses.link(article_path(lang, slug))


def linked(story: Story, targets: Mapping[int, ArticleRef], addresses: Addresses) -> Story:
    """Return the story with its related headlines leading to ``targets``, by the numbers of their sentences.

    They lead to the article in the page's language, or else to its original.
    """
    if not targets:
        return story

    def with_links(view: ArticleView) -> ArticleView:
        def lead(related: Related) -> Related:
            target = targets.get(related.number)
            if target is None or target.slug == view.slug or related.own_link:
                return related
            lang = view.lang if view.lang in target.languages else story.original.lang
            url = addresses.link(article_path(lang, target.slug))
            return replace(related, url=url, lang=lang if lang != view.lang else None)

        return replace(view, body=tuple(replace(piece, related=tuple(map(lead, piece.related))) for piece in view.body))

    return replace(
        story,
        original=with_links(story.original),
        translation=with_links(story.translation) if story.translation else None,
        stand_in=with_links(story.stand_in) if story.stand_in else None,
    )


def title_key(title: str) -> str:
    """Normalise a headline for comparison: no case, quotes or extra spaces."""
    return " ".join(_QUOTES.sub("", clean_title(title)).casefold().split())


def _dateline(article: Article) -> str:
    place = _finished(article.dateline, article.lang).rstrip(" -–—")
    return f"{place} {dash(article.lang)}" if place else ""


def _with_numbers_of(original: Sequence[Line], lines: Sequence[Line]) -> tuple[Line, ...]:
    """``lines`` with the sentence numbers of ``original``, which stay right where one of two lines has no word."""
    return tuple(
        [
            line if line.sentence == model.sentence else line._replace(sentence=model.sentence)
            for model, line in zip(original, lines, strict=True)
        ]
    )


def _known(found: Sequence[SegmentStatus], draft: Draft) -> dict[str, SegmentStatus]:
    """The states that were ``found`` of a translation's texts, by "title", "caption" and the ids of sentences."""
    return {name: state for name, state in zip(draft.names, found, strict=False) if name and state != NOTHING}


def _other(draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    return next((other for other in drafts if other is not draft), None)


def _names(names: Sequence[str]) -> tuple[str, ...]:
    """People's names, which are not set as text is: they are also data."""
    return tuple(filter(None, map(clean_title, names)))


def _finished(text: str, lang: str) -> str:
    return smart_punctuation(clean_title(text), lang)
