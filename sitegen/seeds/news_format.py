"""The text of a seed to the parts of a news story, by the house styles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sitegen.seeds.dates.stated_dates import StatedDate, stated_dates
from sitegen.seeds.form_patterns import sentence_starts
from sitegen.seeds.forms import Forms, compile_forms
from sitegen.seeds.layout import Place, items, paragraphs
from sitegen.settings.house_styles import HouseStyles

LONGEST_HEADLINE = 300
"""A first paragraph that is longer is no headline."""

_REPEATED = 100  # letters of such a paragraph that make do as one
_TOP = 5  # parts under the headline among which a caption, a date and a byline are looked for
_FIRST = 3  # paragraphs among which the dateline is looked for
_LONGEST_CAPTION = 600
_MOST_ENDINGS = 3  # of one paragraph
_LONGEST_LINE = 200  # of a related headline or a credit
_TAIL = 300  # letters at a paragraph's end among which a related headline is looked for
_ASIDE = re.compile(r"\[[^\[\]]*:[^\[\]]*\]")  # such as [Catatan: ...]; the story ends above it
_NUMBERED = re.compile(r"[0-9]{1,3}[.)]")  # a list of the story
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


@dataclass(frozen=True)
class Furniture:
    """A line of the page around the story, such as ``ADVERTISEMENT``, at its place in the text."""

    text: str


Part = Paragraph | Related | Furniture


@dataclass(frozen=True)
class NewsText:
    """A seed's text, taken apart. Every letter of the seed is in one of the fields.

    ``headline_repeats``: the text has no headline, and ``headline`` repeats its first words. ``date_line`` joins the
    lines of the seed that state a date with "; ", and ``dates`` are those, with that of the dateline, in the order of
    their weight. ``byline`` joins what the seed says of its makers without naming them with "; ", and ``byline_line``
    the lines that name ``authors`` and ``editors``.
    """

    headline: str
    parts: tuple[Part, ...]
    headline_repeats: bool = False
    caption: str = ""
    credit: str = ""
    credit_label: str = ""
    dateline: str = ""
    date_line: str = ""
    dates: tuple[StatedDate, ...] = ()
    byline: str = ""
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    byline_line: str = ""


def parse_news(text: str, styles: HouseStyles) -> NewsText:
    """Return the parts of a text that `sitegen.seeds.decoding.decode.decode_seed` has returned.

    What is not recognised stays a paragraph. Never fails on a text with a letter or digit in it.
    """
    forms = compile_forms(styles)
    blocks = paragraphs(text, lambda line: _place(line, forms))
    above, blocks = _above_headline(blocks, forms)
    headline = _plain(blocks[0])
    repeats = len(headline) > LONGEST_HEADLINE
    if repeats:
        headline = headline[:_REPEATED].rpartition(" ")[0] or headline[:_REPEATED]
        headline += " …"
    parts = _parts([*above, *(blocks if repeats else blocks[1:])], forms)
    ending = _take_ending(parts, forms)
    top = _take_top(parts, forms)
    dateline, day = _take_dateline(parts, forms)
    people = forms.roles.people([*top.bylines, *ending.bylines])
    return NewsText(
        headline=headline,
        headline_repeats=repeats,
        dateline=dateline,
        parts=tuple(_plain_part(part) for part in parts),
        caption=top.caption,
        credit=top.credit,
        credit_label=top.credit_label,
        date_line="; ".join([*top.date_lines, *ending.date_lines]),
        dates=(*top.dates, *stated_dates(day, forms.dates), *ending.dates),
        byline="; ".join(people.byline),
        authors=people.authors,
        editors=people.editors,
        byline_line="; ".join(people.lines),
    )


def _above_headline(blocks: list[str], forms: Forms) -> tuple[list[str], list[str]]:
    """The blocks above the headline, which are furniture, dates or bylines, and those from it on.

    Blocks without a word, such as rules, are passed over.
    """
    above: list[str] = []
    words = [number for number, block in enumerate(blocks) if any(map(str.isalnum, block))]
    for number in words[:-1]:
        block = blocks[number]
        if not (forms.furniture.find(block) or stated_dates(block, forms.dates) or forms.find_byline(block)):
            return above, blocks[number:]
        above.append(block)
    return above, blocks[words[-1] :]


def _place(line: str, forms: Forms) -> Place:
    if forms.furniture.find(line) or stated_dates(line, forms.dates):
        return "alone"
    if _ITEM.match(line) or forms.find_related(line) or forms.find_byline(line) or forms.find_dateline(line):
        return "own"
    credit = forms.find_credit(line) if len(line) <= _LONGEST_LINE else None
    return "with previous" if credit and not credit.before else ""


def _parts(blocks: list[str], forms: Forms) -> list[Part]:
    parts: list[Part] = []
    index = 0
    while index < len(blocks):
        block = blocks[index]
        index += 1
        if furniture := forms.furniture.find(block):
            parts.append(Furniture(furniture))
            continue
        found = forms.find_related(block)
        if found is None:
            parts += [part for item in items(block) for part in _parts_within(item, forms)]
            continue
        label, headline = found
        headlines = [headline] if headline else _headlines(blocks, index, forms)
        parts += [Related(label, headline) for headline in headlines] or [Furniture(block)]
        index += 0 if headline else len(headlines)
    return parts


def _parts_within(block: str, forms: Forms) -> Iterator[Part]:
    """The parts of a paragraph: pages that were copied as one run of text have their furniture between sentences."""
    for text, is_furniture in forms.furniture.split(block):
        if not text.strip():
            continue
        if is_furniture:
            yield Furniture(text)
            continue
        for start in sentence_starts(text, _TAIL):
            related = forms.find_related(text[start:])
            if related and related[1] and not related[1].endswith("."):
                yield from (Paragraph(text[:start].rstrip()), Related(*related))
                break
        else:
            yield Paragraph(text.strip())


def _headlines(blocks: list[str], start: int, forms: Forms) -> list[str]:
    """The headlines under a label on a line of its own: a list, or else one line."""
    headlines: list[str] = []
    for index in range(start, len(blocks)):
        block = blocks[index]
        item = _ITEM.match(block)
        is_headline = len(block) <= _LONGEST_LINE and not block.endswith(".") and any(map(str.isalnum, block))
        is_other = forms.find_related(block) or forms.find_byline(block) or forms.furniture.find(block)
        if not is_headline or (headlines and not item) or is_other or _NUMBERED.match(block):
            break
        headlines.append(block[item.end() :] if item else block)
        if not item:
            break
    return headlines


@dataclass
class _Ending:
    """The end matter of a story: credits, initials and dates."""

    bylines: list[str] = field(default_factory=list)
    dates: tuple[StatedDate, ...] = ()
    date_lines: list[str] = field(default_factory=list)


def _take_ending(parts: list[Part], forms: Forms) -> _Ending:
    """Take what stands at the end besides the story out of ``parts``, and return it."""
    taken = _Ending()
    for index in reversed(range(len(parts))):
        part = parts[index]
        if not isinstance(part, Paragraph):
            continue
        text = _plain(part.text)
        if line := forms.find_byline(text):
            taken.bylines.insert(0, line)
            del parts[index]
            continue
        if (dates := stated_dates(text, forms.dates)) and index >= _TOP:
            taken.date_lines.insert(0, text)
            taken.dates = (*dates, *taken.dates)
            del parts[index]
            continue
        if _ASIDE.fullmatch(part.text):
            continue
        text = part.text
        for _ in range(_MOST_ENDINGS):
            if forms.find_credit(text) or not (found := forms.find_ending(text)):
                break
            text, letters = found
            taken.bylines.insert(0, letters)
        if text:
            parts[index] = Paragraph(text)
            break
        del parts[index]
    taken.bylines = [text for text in taken.bylines if text]
    return taken


@dataclass
class _Top:
    """The matter above a story."""

    caption: str = ""
    credit: str = ""
    credit_label: str = ""
    dates: tuple[StatedDate, ...] = ()
    date_lines: list[str] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)


def _take_top(parts: list[Part], forms: Forms) -> _Top:
    """Take the date, the byline and the picture's caption near the top out of ``parts``, and return them."""
    top = _Top()
    kept: list[Part] = []
    end = _end_of_top(parts)
    for part in parts[:end]:
        if not isinstance(part, Paragraph):
            kept.append(part)
            continue
        text = _plain(part.text)
        credit = None if top.credit else forms.find_credit(part.text)
        if dates := stated_dates(text, forms.dates):
            top.dates = (*top.dates, *dates)
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
    parts[:end] = kept
    return top


def _end_of_top(parts: Sequence[Part]) -> int:
    """The number of parts at the top: a few besides furniture, which may stand between them."""
    numbers = [number for number, part in enumerate(parts) if not isinstance(part, Furniture)]
    return numbers[_TOP] if len(numbers) > _TOP else len(parts)


def _take_dateline(parts: list[Part], forms: Forms) -> tuple[str, str]:
    """Take the dateline out of the first paragraphs of ``parts``, and return it with the day in it.

    A caption may stand above it.
    """
    first = [(index, part) for index, part in enumerate(parts) if isinstance(part, Paragraph)][:_FIRST]
    for index, part in first:
        found = forms.find_dateline(part.text)
        if found:
            parts[index : index + 1] = [Paragraph(found.rest)] if found.rest.strip() else []
            return _plain(found.text), _plain(found.day)
    return "", ""


def _plain_part(part: Part) -> Part:
    if isinstance(part, Related):
        return Related(_plain(part.label), _plain(part.headline))
    if isinstance(part, Furniture):
        return Furniture(_plain(part.text))
    return Paragraph(_plain(part.text))


def _plain(text: str) -> str:
    return " ".join(text.split())
