"""One seed to one article."""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import dataclass
from pathlib import Path

from sitegen.articles import Article, Source
from sitegen.content.escaping import escape_line
from sitegen.content.sentences import split_sentences
from sitegen.content.store import digest
from sitegen.errors import Problem
from sitegen.house_styles import HouseStyles
from sitegen.seeds.dates import infer_date
from sitegen.seeds.decoding import decode_seed
from sitegen.seeds.news_format import LONGEST_HEADLINE, NewsText, Part, Related, parse_news


@dataclass(frozen=True)
class Story:
    """A seed that was read: its text taken apart, its date, and warnings about it."""

    news: NewsText
    date: datetime.date | None
    date_inferred: bool
    problems: tuple[Problem, ...]


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
    elif not news.parts:
        warning = "has a headline but no text under it; add the text, or leave it as it is"
    if warning:
        problems = (*problems, Problem(warning, path, severity="warning"))
    inferred = None if news.date else infer_date(text)
    return Story(news, news.date or inferred, inferred is not None, problems)


def make_article(story: Story, slug: str, lang: str, source_file: str, sha256: str) -> Article:
    """Return the article of a story: one sentence a line, one empty line between paragraphs.

    ``source_file`` and ``sha256`` name the seed and its bytes. A line that stated the date is kept as ``date_line``.
    """
    news = story.news
    article = Article(
        slug=slug,
        lang=lang,
        title=news.headline,
        body=_body(news.parts, lang),
        date=story.date,
        date_inferred=story.date_inferred,
        caption=news.caption,
        credit=news.credit,
        credit_label=news.credit_label,
        dateline=news.dateline,
        byline=news.byline,
        extra={"date_line": news.date_line} if news.date_line else {},
    )
    return dataclasses.replace(article, source=Source(source_file, sha256, digest(article)))


def _body(parts: tuple[Part, ...], lang: str) -> tuple[str, ...]:
    lines: list[str] = []
    for part in parts:
        sentences = (
            [f"{part.label}: {part.headline}"] if isinstance(part, Related) else split_sentences(part.text, lang)
        )
        if sentences:
            lines += ["", *map(escape_line, sentences)]
    return tuple(lines[1:])
