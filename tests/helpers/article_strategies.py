"""Any article, for property tests."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from sitegen.articles import Article, Source, TranslationRecord

PATH = Path("content/id/berita.md")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
TITLE = (
    TEXT | st.sampled_from(["no", "2022", "a: b", "- a", "# a", "'", '"', "*a", "&a", "{a", "~", "null", "1e3"])
).filter(str.strip)
LINE = st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]), max_size=30) | st.just("---")
BODY = st.lists(LINE, max_size=5).map(tuple).filter(lambda body: not body or (body[0].strip() and body[-1].strip()))
DATE = st.dates(min_value=datetime.date(1000, 1, 1))
VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT | DATE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)
FIELDS = {field.name for field in dataclasses.fields(Article)}
TIME = st.none() | st.times(
    timezones=st.none() | st.integers(-56, 56).map(lambda q: datetime.timezone(datetime.timedelta(minutes=15 * q)))
).map(lambda time: time.replace(microsecond=0))
"""A time of the day, in a zone or none."""
Moment = tuple[datetime.date | None, datetime.time | None]
MOMENT: st.SearchStrategy[Moment] = st.just((None, None)) | st.tuples(DATE, TIME)
URL = st.builds("https://{}.example/{}".format, st.from_regex(r"[a-z]{1,9}", fullmatch=True), st.integers())
SOURCE_KEYS = {field.name for field in dataclasses.fields(Source)}


def _source(moment: Moment, **values: Any) -> Source:
    return Source(published=moment[0], published_time=moment[1], **values)


SOURCES = st.builds(
    _source,
    MOMENT,
    file=TEXT,
    sha256=TEXT,
    imported=TEXT,
    row=st.none() | st.integers(),
    url=st.just("") | URL,
    publisher=TEXT,
    authors=st.lists(TEXT, max_size=3).map(tuple),
    license=TEXT,
    note=TEXT,
    extra=st.dictionaries(TEXT.filter(lambda key: key not in SOURCE_KEYS), VALUE, max_size=2),
)


def _with_moments(article: Article, date: Moment, updated: Moment) -> Article:
    return dataclasses.replace(article, date=date[0], time=date[1], updated=updated[0], updated_time=updated[1])


_ARTICLES = st.builds(
    Article,
    title=TITLE,
    slug=st.just("berita") | st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,2}", fullmatch=True),
    lang=st.sampled_from(["id", "en", "no"]),
    body=BODY,
    date_inferred=st.booleans(),
    correction=TEXT,
    caption=TEXT,
    credit=TEXT,
    credit_label=TEXT,
    dateline=TEXT,
    byline=TEXT,
    authors=st.lists(TEXT, max_size=3).map(tuple),
    editors=st.lists(TEXT, max_size=3).map(tuple),
    draft=st.booleans(),
    withdrawn=st.booleans(),
    withdrawn_reason=TEXT,
    aliases=st.lists(st.from_regex(r"lama-[a-z0-9]{1,9}", fullmatch=True), max_size=3, unique=True).map(tuple),
    source=st.none() | SOURCES,
    translation=st.none()
    | st.builds(
        TranslationRecord,
        st.sampled_from(["machine", "reviewed"]),
        TEXT,
        TEXT,
        TEXT,
        TEXT,
        st.lists(TEXT | st.from_regex(r"[0-9a-f]{8} → [0-9a-f]{8}(, [a-z]{3})?", fullmatch=True), max_size=4).map(
            tuple
        ),
        st.lists(TEXT, max_size=2).map(tuple),
    ),
    extra=st.dictionaries(TEXT.filter(lambda key: key not in FIELDS), VALUE, max_size=3),
    path=st.just(PATH),
)
ARTICLES = st.builds(_with_moments, _ARTICLES, MOMENT, MOMENT)
