"""One seed to one article."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sitegen.articles import Article, Source
from sitegen.content.body.escaping import comment, escape_line
from sitegen.content.body.sentences import split_sentences
from sitegen.content.front_matter.unknown_keys import COLUMNS, IMPORTED_KEYS
from sitegen.content.store import digest
from sitegen.errors import Problem
from sitegen.seeds.dates.stated_dates import StatedDate, stated_dates
from sitegen.seeds.dates.weekday_dates import infer_date
from sitegen.seeds.decoding.decode import mend_text
from sitegen.seeds.formats.blocks import BlockKind, markdown_of
from sitegen.seeds.formats.raw_story import RawStory
from sitegen.seeds.forms import Forms, compile_forms
from sitegen.seeds.news_format import LONGEST_HEADLINE, Furniture, NewsText, Paragraph, Part, Related, parse_news
from sitegen.seeds.people import People
from sitegen.settings.house_styles import HouseStyles

_TEXT_BEFORE = datetime.timedelta(days=7)
"""A story is published on the day that its text is about, or so many days later."""


@dataclass(frozen=True)
class Story:
    """A seed that was read: its text taken apart, its date, and warnings about it.

    ``time`` is the time of day that the seed states with its date, and ``updated`` a later date than that.
    """

    raw: RawStory
    news: NewsText
    date: datetime.date | None
    date_inferred: bool
    problems: tuple[Problem, ...]
    time: datetime.time | None = None
    updated: StatedDate | None = None


def read_story(raw: RawStory, styles: HouseStyles) -> Story:
    """Return the story with its text taken apart.

    Raises:
        SitegenError: there are no words in it.
    """
    text, mended = mend_text(raw.text, raw.path)
    news = _with_columns(parse_news(text, styles), raw, compile_forms(styles))
    problems = [*raw.problems, *mended]
    if warning := _doubt(news, raw):
        problems.append(Problem(warning, raw.path, severity="warning"))
    published = [stated for stated in news.dates if not stated.updated]
    updated = [stated for stated in news.dates if stated.updated]
    stated = next(iter([*published, *updated]), None)
    if stated is None:
        inferred = infer_date(text) or raw.day
        return Story(raw, news, inferred, inferred is not None, tuple(problems))
    later = updated[-1] if updated and published and updated[-1].date >= stated.date else None
    date, is_swapped = stated.date, False
    if stated.swapped and not _fits_the_text(news, stated.date):
        is_swapped = _fits_the_text(news, stated.swapped)
        date = stated.swapped if is_swapped else stated.date
        if not is_swapped:
            message = f"states a date that may be {stated.date} or {stated.swapped}; the first was taken, check it"
            problems.append(Problem(message, raw.path, severity="warning"))
    return Story(raw, news, date, is_swapped, tuple(problems), stated.time, later)


def _doubt(news: NewsText, raw: RawStory) -> str:
    """What is to be said of a story that lacks a part."""
    if news.headline_repeats:
        return (
            f"has no headline, as its first paragraph is longer than {LONGEST_HEADLINE} letters; "
            "its first words were taken, put a headline above it"
        )
    if all(isinstance(part, Furniture) for part in news.parts):
        return "has a headline but no text under it; add the text, or leave it as it is"
    if raw.dates and not news.dates:
        return f"states no date that can be read ({raw.dates[0][:60]}); write it as 2025-06-18, or leave it as it is"
    return ""


def _with_columns(news: NewsText, raw: RawStory, forms: Forms) -> NewsText:
    """The text with what its seed says of it besides: that comes first."""
    people = _people(raw.authors, forms)
    if raw.caption:
        credit = forms.find_credit(raw.caption)
        caption, name, label = (credit.before, credit.credit, credit.label) if credit else (raw.caption, "", "")
        news = dataclasses.replace(news, caption=caption, credit=name, credit_label=label)
    return dataclasses.replace(
        news,
        dates=(*_dates_of(raw, forms), *news.dates),
        date_line=_joined(*raw.dates, news.date_line),
        authors=tuple(dict.fromkeys([*people.authors, *news.authors])),
        editors=tuple(dict.fromkeys([*people.editors, *news.editors])),
        byline=_joined(*people.byline, news.byline),
        byline_line=_joined(*people.lines, news.byline_line),
    )


def _people(text: str, forms: Forms) -> People:
    """The people in a column of authors, which may name their roles."""
    people = forms.roles.people([text] if text else [])
    if not people.lines and text:
        labelled = forms.roles.people([f"{forms.author_label}: {text}"])
        return dataclasses.replace(labelled, lines=(text,)) if labelled.lines else people
    return people


def _dates_of(raw: RawStory, forms: Forms) -> tuple[StatedDate, ...]:
    """The dates in a seed's columns, of which one may have the time of day."""

    def candidates() -> Iterator[str]:
        for text in (" ".join(raw.dates), *raw.dates):
            yield text
            yield f"{forms.published_label} {text}"  # in a column of dates, 6/6/25 is one

    return next((found for text in candidates() if (found := stated_dates(text, forms.dates))), ())


def _joined(*texts: str) -> str:
    return "; ".join(filter(None, texts))


def _fits_the_text(news: NewsText, date: datetime.date) -> bool:
    """Whether the days in a story's text fit its publication on ``date``."""
    text = " ".join(part.text for part in news.parts if isinstance(part, Paragraph))
    inferred = infer_date(f"{text} {date.isoformat()}.")
    return inferred is not None and date - _TEXT_BEFORE <= inferred <= date


def make_article(story: Story, slug: str, lang: str, source_file: str) -> Article:
    """Return the article of a story: one sentence a line, one empty line between paragraphs.

    ``source_file`` names the seed. Lines that stated the date or named people are kept as ``date_line`` and
    ``byline_line``, other columns of a table as ``columns``, and furniture of the page as comments.
    """
    news, raw = story.news, story.raw
    lines = dict(zip(IMPORTED_KEYS, (news.date_line, news.byline_line), strict=True))
    article = Article(
        slug=slug,
        lang=lang,
        title=news.headline,
        body=_body(news.parts, raw.kinds, lang),
        date=story.date,
        time=story.time,
        date_inferred=story.date_inferred,
        updated=story.updated.date if story.updated else None,
        updated_time=story.updated.time if story.updated else None,
        caption=news.caption,
        credit=news.credit,
        credit_label=news.credit_label,
        dateline=news.dateline,
        byline=news.byline,
        authors=news.authors,
        editors=news.editors,
        tags=raw.tags,
        extra={key: kept for key, kept in (*lines.items(), (COLUMNS, dict(raw.columns))) if kept},
    )
    source = Source(source_file, raw.sha256, row=raw.row, url=raw.url, publisher=raw.publisher)
    imported = digest(dataclasses.replace(article, source=source))
    return dataclasses.replace(article, source=dataclasses.replace(source, imported=imported))


def _body(parts: tuple[Part, ...], kinds: Mapping[str, BlockKind], lang: str) -> tuple[str, ...]:
    lines: list[str] = []
    before: BlockKind = "text"
    for part in parts:
        kind: BlockKind = "text"
        if isinstance(part, Paragraph) and (kind := kinds.get(part.text, "text")) != "text":
            lines += markdown_of(part.text, kind, before, lang)
        elif written := _lines(part, lang):
            lines += ["", *written]
        before = kind
    return tuple(lines[1:])


def _lines(part: Part, lang: str) -> list[str]:
    if isinstance(part, Furniture):
        return [comment(part.text)]
    if isinstance(part, Related):
        return [escape_line(f"{part.label}: {part.headline}")]
    return [escape_line(sentence) for sentence in split_sentences(part.text, lang)]
