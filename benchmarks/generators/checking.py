"""Reads what a generator has made, and says what is missing."""

from __future__ import annotations

import html
import posixpath
import re
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import feedparser

from generators.articles import IN_A_LIST, LANGUAGES, SITE_ADDRESS, make_pairs
from generators.generator import Generator

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
ADDRESS = re.compile(r"<a\s[^>]*?href=\"?([^\">\s]+)")
NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Output:
    """What a finished site holds, and what is wrong with it.

    ``articles``, ``listed`` (articles that the first page of the list of newest articles links to) and ``in_feed`` are
    counts by language. ``faults`` are empty if every article has its page, and each language full
    lists of the newest articles and of those with a tag, and a full feed.
    """

    pages: int
    articles: dict[str, int]
    listed: dict[str, int]
    in_feed: dict[str, int]
    faults: tuple[str, ...]


def read_output(generator: Generator, site: Path, pairs: int) -> Output:
    """Look at a finished site of that many pairs, which must be enough to fill a list and a feed."""
    public = site / generator.output
    pages = {path.relative_to(public).as_posix() for path in public.rglob("*.html")}
    wanted: dict[str, set[str]] = {lang: set() for lang in LANGUAGES}
    found = dict.fromkeys(LANGUAGES, 0)
    faults = []
    for article in chain.from_iterable(make_pairs(pairs)):
        name = generator.page(article)
        wanted[article.lang].add(name)
        if name not in pages:
            faults.append(f"{name} is missing")
        elif not _is_page_of((public / name).read_text(encoding="utf-8"), article.lang, article.title):
            faults.append(f"{name} is not in its language or has another title")
        else:
            found[article.lang] += 1
    listed, in_feed = dict[str, int](), dict[str, int]()
    for number, lang in enumerate(LANGUAGES):
        front, tag_page, feed = generator.fronts[number], generator.tag_pages[number], generator.feeds[number]
        listed[lang] = len(_links(public, front) & wanted[lang])
        tagged = len(_links(public, tag_page) & wanted[lang])
        in_feed[lang] = len(feedparser.parse(str(public / feed)).entries)
        faults += [
            f"{name} lists {count} articles"
            for name, count in ((front, listed[lang]), (tag_page, tagged))
            if count < IN_A_LIST
        ]
        if in_feed[lang] != IN_A_LIST:
            faults.append(f"{feed} has {in_feed[lang]} entries")
    return Output(len(pages), found, listed, in_feed, tuple(faults))


def shows(page: Path, sentence: str) -> bool:
    """Whether a page shows a sentence, whatever markup is around its words."""
    return page.is_file() and _letters(sentence) in _letters(page.read_text(encoding="utf-8"))


def _is_page_of(page: str, lang: str, title: str) -> bool:
    found = TITLE.search(page)
    begins = found is not None and _letters(found[1]).startswith(_letters(title))
    return begins and re.search(rf"<html[^>]*\blang=\"?{lang}\b", page) is not None


def _letters(text: str) -> str:
    """Letters and digits alone: generators differ in their quotation marks and dashes."""
    return NO_LETTER.sub("", html.unescape(TAG.sub("", text)))


def _links(public: Path, name: str) -> set[str]:
    """The paths of pages that a page links to."""
    path = public / name
    if not path.is_file():
        return set()
    here = f"{SITE_ADDRESS}/{posixpath.dirname(name)}/"
    addresses = (urljoin(here, html.unescape(found)) for found in ADDRESS.findall(path.read_text(encoding="utf-8")))
    return {urlsplit(address).path.strip("/") + "/index.html" for address in addresses}
