"""One seed to one article."""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import dataclass
from pathlib import Path

from sitegen.articles import Article, Source
from sitegen.content.body.escaping import comment, escape_line
from sitegen.content.body.sentences import split_sentences
from sitegen.content.front_matter.unknown_keys import IMPORTED_KEYS
from sitegen.content.store import digest
from sitegen.errors import Problem
from sitegen.seeds.dates import infer_date
from sitegen.seeds.decoding import decode_seed
from sitegen.seeds.news_format import LONGEST_HEADLINE, Furniture, NewsText, Paragraph, Part, Related, parse_news
from sitegen.seeds.stated_dates import StatedDate
from sitegen.settings.house_styles import HouseStyles

_TEXT_BEFORE = datetime.timedelta(days=7)
"""A story is published on the day that its text is about, or so many days later."""


@dataclass(frozen=True)
class Story:
    """A seed that was read: its text taken apart, its date, and warnings about it.

    ``time`` is the time of day that the seed states with its date, and ``updated`` a later date than that.
    """

    news: NewsText
    date: datetime.date | None
    date_inferred: bool
    problems: tuple[Problem, ...]
    time: datetime.time | None = None
    updated: StatedDate | None = None


def read_story(data: bytes, path: Path, styles: HouseStyles) -> Story:
    """Return the story in a seed's bytes; ``path`` names the seed in messages.

    Raises:
        SitegenError: the seed is empty or is not text.
    """
    text, problems = decode_seed(data, path)
    news = parse_news(text, styles)
    warning = ""
    if news.headline_repeats:
        warning = (
            f"has no headline, as its first paragraph is longer than {LONGEST_HEADLINE} letters; "
            "its first words were taken, put a headline above it"
        )
    elif all(isinstance(part, Furniture) for part in news.parts):
        warning = "has a headline but no text under it; add the text, or leave it as it is"
    if warning:
        problems = (*problems, Problem(warning, path, severity="warning"))
    published = [stated for stated in news.dates if not stated.updated]
    updated = [stated for stated in news.dates if stated.updated]
    stated = next(iter([*published, *updated]), None)
    if stated is None:
        inferred = infer_date(text)
        return Story(news, inferred, inferred is not None, problems)
    later = updated[-1] if updated and published and updated[-1].date >= stated.date else None
    date, is_swapped = stated.date, False
    if stated.swapped and not _fits_the_text(news, stated.date):
        is_swapped = _fits_the_text(news, stated.swapped)
        date = stated.swapped if is_swapped else stated.date
        if not is_swapped:
            message = f"states a date that may be {stated.date} or {stated.swapped}; the first was taken, check it"
            problems = (*problems, Problem(message, path, severity="warning"))
    return Story(news, date, is_swapped, problems, stated.time, later)


def _fits_the_text(news: NewsText, date: datetime.date) -> bool:
    """Whether the days in a story's text fit its publication on ``date``."""
    text = " ".join(part.text for part in news.parts if isinstance(part, Paragraph))
    inferred = infer_date(f"{text} {date.isoformat()}.")
    return inferred is not None and date - _TEXT_BEFORE <= inferred <= date


def make_article(story: Story, slug: str, lang: str, source_file: str, sha256: str) -> Article:
    """Return the article of a story: one sentence a line, one empty line between paragraphs.

    ``source_file`` and ``sha256`` name the seed and its bytes. Lines that stated the date or named people are kept as
    ``date_line`` and ``byline_line``, and furniture of the page as comments.
    """
    news = story.news
    lines = dict(zip(IMPORTED_KEYS, (news.date_line, news.byline_line), strict=True))
    article = Article(
        slug=slug,
        lang=lang,
        title=news.headline,
        body=_body(news.parts, lang),
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
        extra={key: line for key, line in lines.items() if line},
    )
    return dataclasses.replace(article, source=Source(source_file, sha256, digest(article)))


def _body(parts: tuple[Part, ...], lang: str) -> tuple[str, ...]:
    lines: list[str] = []
    for part in parts:
        if written := _lines(part, lang):
            lines += ["", *written]
    return tuple(lines[1:])


def _lines(part: Part, lang: str) -> list[str]:
    if isinstance(part, Furniture):
        return [comment(part.text)]
    if isinstance(part, Related):
        return [escape_line(f"{part.label}: {part.headline}")]
    return [escape_line(sentence) for sentence in split_sentences(part.text, lang)]
