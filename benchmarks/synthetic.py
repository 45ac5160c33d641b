"""Makes a site of any size with made-up news: ``python benchmarks/synthetic.py FOLDER PAIRS``.

Each article and its translation are made from the seed and its own number alone, so that a site of 100,000 pairs needs
no more memory than one of 100, and a larger site holds the articles of a smaller one. The records in the translations'
front matter are those of the starter model, so that ``translate`` has nothing to do.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import news_sentences as news  # noqa: E402
from PIL import Image, ImageDraw  # noqa: E402

from sitegen.articles import Article, TranslationRecord  # noqa: E402
from sitegen.content.front_matter.front_matter import format_article  # noqa: E402
from sitegen.content.front_matter.sentence_records import (  # noqa: E402
    BY_A_PERSON,
    Entry,
    format_entries,
    review_digest,
    short_digest,
    texts,
)
from sitegen.slugs import slugify  # noqa: E402

FIRST_DAY = datetime.date(2012, 1, 1)
DAYS = 14 * 365
PICTURES = 6
Two = tuple[str, str]
"""The same text in Indonesian and in English."""


@dataclass(frozen=True)
class Words:
    """What the places in the sentences of one article are filled with."""

    topic: Two
    place: str
    random: Random

    def fill(self, template: Two) -> Two:
        """Return a pair of sentences with the same people, places and figures in both."""
        random = self.random
        number, percent = random.randint(2, 9_999), random.randint(1, 999) / 10
        office, day = random.choice(news.OFFICES), random.choice(news.DAYS)
        same = {
            "place": self.place,
            "person": random.choice(news.PEOPLE),
            "other": random.choice([name for name in news.PLACES if name != self.place]),
            "year": str(random.randint(1998, 2027)),
        }
        indonesian = {"number": f"{number:,}".replace(",", "."), "percent": str(percent).replace(".", ",")}
        english = {"number": f"{number:,}", "percent": str(percent)}
        filled = [
            text.format(
                topic=self.topic[side],
                Topic=_capitalised(self.topic[side]),
                office=office[side],
                day=day[side],
                **figures,
                **same,
            )
            for side, (text, figures) in enumerate(zip(template, (indonesian, english), strict=True))
        ]
        return filled[0], filled[1]


def write_site(folder: Path, pairs: int, seed: int = 1, *, short: bool = False) -> None:
    """Write a site with ``pairs`` articles in both languages into ``folder``, which must not be there yet."""
    folder.mkdir(parents=True)
    settings = (ROOT / "site.toml").read_text(encoding="utf-8")
    base_url = 'base_url = "http://localhost:8000/"'
    assert base_url in settings
    settings = settings.replace(base_url, 'base_url = "https://example.org/"')
    (folder / "site.toml").write_text(settings, encoding="utf-8")
    write_pictures(folder / "content" / "images")
    for lang in ("id", "en"):
        (folder / "content" / lang).mkdir()
    for number in range(pairs):
        for article in make_pair(number, seed, short=short):
            (folder / "content" / article.lang / f"{article.slug}.md").write_text(
                format_article(article), encoding="utf-8"
            )


def make_pair(number: int, seed: int = 1, *, short: bool = False) -> tuple[Article, Article]:
    """Return the article with this number, and its translation. Every tenth is reviewed; some are in doubt or stale.

    A ``short`` one has two paragraphs after the first.
    """
    random = Random(f"{seed} body {number}")  # noqa: S311  # not for secrets
    title, slug, tag, words = _headline(number, seed)
    words = replace(words, random=random)
    body = tuple(_body(number, seed, words, short=short))
    has = [random.random() < share for share in (0.9, 0.6, 0.4, 0.3)]
    caption = words.fill(random.choice(news.CAPTIONS)) if has[1] else ("", "")
    pictured = bool(has[1] and has[2])
    image = f"../images/gambar-{random.randrange(PICTURES)}.jpg" if pictured else ""
    alt = words.fill(("Pemandangan kota {place}", "A view of {place}")) if pictured else ("", "")
    place = words.place.upper()
    original = Article(
        title=title[0],
        slug=slug,
        lang="id",
        body=tuple(line[0] for line in body),
        date=FIRST_DAY + datetime.timedelta(random.randrange(DAYS)) if has[0] else None,
        date_inferred=bool(has[0] and has[3]),
        caption=caption[0],
        credit=f"{random.choice(news.PEOPLE)}/Antara" if has[1] else "",
        credit_label="Foto" if has[1] else "",
        image=image,
        image_alt=alt[0],
        dateline=f"{place} (VOA)" if has[2] else "",
        byline=random.choice(("mg/rs", "vm/ft", "")),
        tags=(tag, "indonesia") if number % 3 else (tag,),
    )
    translation = replace(
        original,
        lang="en",
        title=title[1],
        body=tuple(line[1] for line in body),
        caption=caption[1],
        image="",
        tags=(),
        image_alt=alt[1],
    )
    return original, replace(translation, translation=_record(original, translation, number, random))


def _headline(number: int, seed: int) -> tuple[Two, str, str, Words]:
    """The headline of an article with its slug, its tag, and what it is about."""
    random = Random(f"{seed} headline {number}")  # noqa: S311
    tag = random.choice(tuple(news.TOPICS))
    words = Words(random.choice(news.TOPICS[tag]), random.choice(news.PLACES), random)
    title = words.fill(random.choice(news.HEADLINES))
    return title, f"{slugify(title[0])[:60].rstrip('-')}-{number + 1}", tag, words


def _body(number: int, seed: int, words: Words, *, short: bool) -> Iterator[Two]:
    """The lines of a body: paragraphs, and of some articles a heading, quotation, list, table, note, related story."""
    random = words.random
    note = random.random() < 0.15
    opening = words.fill(random.choice(news.OPENINGS))
    yield (f"{opening[0]}[^1]", f"{opening[1]}[^1]") if note else opening
    yield words.fill(random.choice(news.SENTENCES))
    blocks = [_paragraph] * (2 if short else random.randint(3, 8))
    for block, share in ((_heading, 0.3), (_quotation, 0.3), (_list, 0.25), (_table, 0.12)):
        if random.random() < share and not short:
            blocks.insert(random.randint(1, len(blocks)), block)
    for position, block in enumerate(blocks):
        yield "", ""
        yield from block(words)
        if number and position in {1, 3} and random.random() < 0.5:
            related = _headline(random.randrange(number), seed)[0]
            yield "", ""
            yield f"BACA JUGA: {related[0]}", f"READ ALSO: {related[1]}"
    if note:
        text = words.fill(random.choice(news.NOTES))
        yield "", ""
        yield f"[^1]: {text[0]}", f"[^1]: {text[1]}"


def _paragraph(words: Words) -> Iterator[Two]:
    for template in words.random.sample(news.SENTENCES, words.random.randint(1, 4)):
        yield words.fill(template)


def _heading(words: Words) -> Iterator[Two]:
    text = words.fill(words.random.choice(news.HEADINGS))
    yield f"## {text[0]}", f"## {text[1]}"
    yield "", ""
    yield from _paragraph(words)


def _quotation(words: Words) -> Iterator[Two]:
    for line in _paragraph(words):
        yield f"> {line[0]}", f"> {line[1]}"


def _list(words: Words) -> Iterator[Two]:
    for template in news.ITEMS:
        line = words.fill(template)
        yield f"- {line[0]}", f"- {line[1]}"


def _table(words: Words) -> Iterator[Two]:
    left, right = news.TABLE
    yield f"| {left[0]} | {right[0]} |", f"| {left[1]} | {right[1]} |"
    yield "|---|--:|", "|---|--:|"
    for _ in range(3):
        yield words.fill(("| {other} | {number} |", "| {other} | {number} |"))


def _record(original: Article, translation: Article, number: int, random: Random) -> TranslationRecord:
    """What the starter model would have left behind, had it written every sentence that no person did."""
    reviewed = number % 10 == 0
    entries = []
    for source, text in zip(texts(original), texts(translation), strict=True):
        entry = Entry(short_digest(source), short_digest(text)) if source else Entry()
        # What people wrote is used in other articles too, so that theirs are sentences that stand nowhere else.
        own = any(char.isdigit() for char in source) and not source.startswith("BACA JUGA")
        kind = random.random()
        if reviewed and source != text:
            entry = replace(entry, output=BY_A_PERSON)
        elif own and kind < 0.06:  # a person's
            entry = replace(entry, output=short_digest(f"{text} "))
        elif own and kind < 0.08:  # a person's, and the original has changed since
            earlier = short_digest(f"{source} ")
            entry = Entry(earlier, short_digest(f"{text} "), beside=entry.source)
        elif source != text and kind > 0.96:
            entry = replace(entry, flags=(random.choice(("number", "name", "length")),))
        entries.append(entry)
    return TranslationRecord(
        status="reviewed" if reviewed else "machine",
        engine="argos",
        package="translate-id_en",
        version="0.1",
        sentences=(sentences := format_entries(entries)),
        reviewed=review_digest(sentences) if reviewed else "",
    )


def write_pictures(folder: Path) -> None:
    """Write the pictures that articles show into a folder, which must not be there yet."""
    folder.mkdir(parents=True)
    for number in range(PICTURES):
        image = Image.linear_gradient("L").resize((1600, 1000)).convert("RGB")
        drawing = ImageDraw.Draw(image)
        for step in range(0, 1600, 100):
            colour = (40 * number, step // 8, 200 - step // 10)
            drawing.ellipse((step, 300 + step // 4, step + 300, 700), fill=colour)
        image.save(folder / f"gambar-{number}.jpg", quality=85)


def _capitalised(text: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in text.split())


def main() -> None:
    """Write a site as the command line says."""
    parser = argparse.ArgumentParser(description="Make a site with made-up news in Indonesian and English.")
    parser.add_argument("folder", type=Path, help="where to write it; must not be there yet")
    parser.add_argument("pairs", type=int, help="how many articles, each in both languages")
    parser.add_argument("--seed", type=int, default=1, help="another number makes other articles")
    parser.add_argument("--short", action="store_true", help="articles of a few sentences")
    arguments = parser.parse_args()
    write_site(arguments.folder, arguments.pairs, arguments.seed, short=arguments.short)
    print(json.dumps({"folder": str(arguments.folder), "pairs": arguments.pairs, "seed": arguments.seed}))


if __name__ == "__main__":
    main()
