"""The articles that every generator renders, and the sentence that is changed in one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import synthetic

from sitegen.articles import Article

LANGUAGES = ("id", "en")
SITE_ADDRESS = "https://example.org"
IN_A_LIST = 20
"""Articles on a page of a list, and entries in a feed."""
UNDATED = "2011-12-31"
"""Stands for a missing date, which other generators do not allow or take from the clock: the end of every list."""

Pair = tuple[Article, Article]


def make_pair(number: int) -> Pair:
    """Make an article and its translation, which has the same picture and tags, as sitegen would show it."""
    original, translation = synthetic.make_pair(number)
    return original, replace(translation, image=original.image, tags=original.tags)


def make_pairs(count: int) -> Iterator[Pair]:
    """Make that many pairs."""
    return map(make_pair, range(count))


def summary(article: Article) -> str:
    """Return the sentence that stands for an article in lists."""
    return article.body[0].removesuffix("[^1]")


def markdown(article: Article) -> str:
    """Return the body of an article as Markdown, which all generators read, with its dateline."""
    dateline = f"{article.dateline} — " if article.dateline else ""
    return dateline + "\n".join(article.body) + "\n"


def properties(article: Article) -> dict[str, str | list[str]]:
    """Return what front matter says of an article; what it does not have is left out."""
    words = {
        "title": article.title,
        "slug": article.slug,
        "lang": article.lang,
        "date": article.date.isoformat() if article.date else UNDATED,
        "description": summary(article),
        "byline": article.byline,
        "image": image_address(article),
        "image_alt": article.image_alt if article.image else "",
        "caption": article.caption,
        "credit": article.credit,
    }
    return {key: value for key, value in words.items() if value} | {"tags": list(article.tags)}


def image_address(article: Article) -> str:
    """Return the address of an article's picture, or nothing if it has none."""
    return f"/images/{article.image.rpartition('/')[2]}" if article.image else ""


def line_to_change(article: Article) -> str:
    """Return the sentence in the middle of a body, so that no list and no beginning changes with it."""
    plain = [line for line in article.body if line.endswith(".") and line[0].isupper() and "[" not in line]
    return plain[len(plain) // 2]


def new_sentence(number: int) -> str:
    """Return what takes the sentence's place in a round."""
    return f"Redaksi menulis ulang kalimat ini untuk pengukuran nomor {number}."
