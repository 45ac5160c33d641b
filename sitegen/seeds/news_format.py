"""The text of a seed to the parts of a news story, by the house styles."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

from sitegen.house_styles import HouseStyles
from sitegen.seeds.dates import dated_line
from sitegen.seeds.forms import Forms, compile_forms
from sitegen.seeds.layout import Place, paragraphs

LONGEST_HEADLINE = 300
"""A first paragraph that is longer is no headline."""

_REPEATED = 100  # letters of such a paragraph that make do as one
_TOP = 5  # parts under the headline among which a caption, a date and a byline are looked for
_FIRST = 3  # paragraphs among which the dateline is looked for
_LONGEST_CAPTION = 600
_MOST_ENDINGS = 3  # of one paragraph
_LONGEST_LINE = 200  # of a related headline or a credit
_ASIDE = re.compile(r"\[[^\[\]]*:[^\[\]]*\]")  # such as [Gambas:Video CNN]; the story ends above it
_ITEM = re.compile(r"[*•·‣▪►»–—-]+\s+(?=\S)")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the story."""

    text: str


@dataclass(frozen=True)
class Related:
    """The headline of a related story at its place in the text, with the words before it as the seed has them."""

    label: str
    headline: str


Part = Paragraph | Related


@dataclass(frozen=True)
class NewsText:
    """A seed's text, taken apart. Every letter of the seed is in one of the fields.

    ``headline_repeats``: the text has no headline, and ``headline`` repeats its first words. ``date_line`` is a line
    of the seed that states the story's date, ``date``. ``byline`` joins what the seed says of its makers with "; ".
    """

    headline: str
    parts: tuple[Part, ...]
    headline_repeats: bool = False
    caption: str = ""
    credit: str = ""
    credit_label: str = ""
    dateline: str = ""
    date_line: str = ""
    date: datetime.date | None = None
    byline: str = ""


def parse_news(text: str, styles: HouseStyles) -> NewsText:
    """Return the parts of a text that `sitegen.seeds.decoding.decode_seed` has returned.

    What is not recognised stays a paragraph. Never fails on a text with a letter or digit in it.
    """
    forms = compile_forms(styles)
    blocks = paragraphs(text, lambda line: _place(line, forms))
    while not any(character.isalnum() for character in blocks[0]):
        del blocks[0]  # a rule above the headline
    headline = _plain(blocks[0])
    repeats = len(headline) > LONGEST_HEADLINE
    if repeats:
        headline = headline[:_REPEATED].rpartition(" ")[0] or headline[:_REPEATED]
        headline += " …"
    parts = _parts(blocks if repeats else blocks[1:], forms)
    byline = _take_byline(parts, forms)
    top = _take_top(parts, forms)
    return NewsText(
        headline=headline,
        headline_repeats=repeats,
        dateline=_take_dateline(parts, forms),
        parts=tuple(_plain_part(part) for part in parts),
        caption=top.caption,
        credit=top.credit,
        credit_label=top.credit_label,
        date_line="; ".join(top.date_lines),
        date=top.date,
        byline="; ".join([*top.bylines, *byline]),
    )


def _place(line: str, forms: Forms) -> Place:
    if _ITEM.match(line) or forms.find_related(line) or forms.find_byline(line):
        return "own"
    credit = forms.find_credit(line) if len(line) <= _LONGEST_LINE else None
    return "with previous" if credit and not credit.before else ""


def _parts(blocks: list[str], forms: Forms) -> list[Part]:
    parts: list[Part] = []
    index = 0
    while index < len(blocks):
        block = blocks[index]
        index += 1
        found = forms.find_related(block)
        if found is None:
            parts.append(Paragraph(block))
            continue
        label, headline = found
        headlines = [headline] if headline else _headlines(blocks, index, forms)
        parts += [Related(label, headline) for headline in headlines] or [Paragraph(block)]
        index += 0 if headline else len(headlines)
    return parts


def _headlines(blocks: list[str], start: int, forms: Forms) -> list[str]:
    """The headlines under a label on a line of its own: a list, or else one line."""
    headlines: list[str] = []
    for index in range(start, len(blocks)):
        block = blocks[index]
        item = _ITEM.match(block)
        is_headline = len(block) <= _LONGEST_LINE and not block.endswith(".") and any(map(str.isalnum, block))
        if not is_headline or (headlines and not item) or forms.find_related(block) or forms.find_byline(block):
            break
        headlines.append(block[item.end() :] if item else block)
        if not item:
            break
    return headlines


def _take_byline(parts: list[Part], forms: Forms) -> list[str]:
    """Take the lines and initials at the end that say who made the story out of ``parts``, and return them."""
    taken: list[str] = []
    for index in reversed(range(len(parts))):
        part = parts[index]
        if isinstance(part, Related):
            continue
        if line := forms.find_byline(_plain(part.text)):
            taken.append(line)
            del parts[index]
            continue
        if _ASIDE.fullmatch(part.text):
            continue
        text = part.text
        for _ in range(_MOST_ENDINGS):
            if forms.find_credit(text) or not (found := forms.find_ending(text)):
                break
            text, letters = found
            taken.append(letters)
        if text:
            parts[index] = Paragraph(text)
            break
        del parts[index]
    return [text for text in reversed(taken) if text]


@dataclass
class _Top:
    """What stands at the top besides the story."""

    caption: str = ""
    credit: str = ""
    credit_label: str = ""
    date: datetime.date | None = None
    date_lines: list[str] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)


def _take_top(parts: list[Part], forms: Forms) -> _Top:
    """Take the date, the byline and the picture's caption near the top out of ``parts``, and return them."""
    top = _Top()
    kept: list[Part] = []
    for part in parts[:_TOP]:
        if isinstance(part, Related):
            kept.append(part)
            continue
        text = _plain(part.text)
        credit = None if top.credit else forms.find_credit(part.text)
        if date := dated_line(text):
            top.date = top.date or date
            top.date_lines.append(text)
        elif credit:
            top.credit, top.credit_label = _plain(credit.credit), _plain(credit.label)
            if len(credit.before) <= _LONGEST_CAPTION:
                top.caption = _plain(credit.before)
            else:
                kept.append(Paragraph(credit.before))
        elif line := forms.find_byline(text):
            top.bylines.append(line)
        else:
            kept.append(part)
    parts[:_TOP] = kept
    return top


def _take_dateline(parts: list[Part], forms: Forms) -> str:
    """Take the dateline out of the first paragraphs of ``parts``, and return it: a caption may stand above it."""
    first = [(index, part) for index, part in enumerate(parts) if isinstance(part, Paragraph)][:_FIRST]
    for index, part in first:
        found = forms.find_dateline(part.text)
        if found:
            dateline, text = found
            parts[index : index + 1] = [Paragraph(text)] if text.strip() else []
            return _plain(dateline)
    return ""


def _plain_part(part: Part) -> Part:
    if isinstance(part, Related):
        return Related(_plain(part.label), _plain(part.headline))
    return Paragraph(_plain(part.text))


def _plain(text: str) -> str:
    return " ".join(text.split())
