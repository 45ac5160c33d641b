"""One story as the desk shows it: its two files, read together, and their JSON."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sitegen.articles import Article, Pair
from sitegen.content.body.body import read_body
from sitegen.content.body.inline_reader import parse_inline
from sitegen.content.body.lines import Kind, Line
from sitegen.content.confidence import level
from sitegen.content.front_matter.mistakes import SLUG
from sitegen.content.front_matter.sentence_records import FIELDS, is_reviewed, short_digest, texts
from sitegen.content.pairing import aligned_entries, out_of_step
from sitegen.content.places import article_paths
from sitegen.content.states import NOTHING, SegmentStatus, states
from sitegen.content.store import article_path, load_pair
from sitegen.errors import Problem, SitegenError
from sitegen.languages.issues import ISSUE_TYPES, Issue
from sitegen.languages.registry import site_pair
from sitegen.messages import joined, say
from sitegen.rendering import addresses
from sitegen.settings.site import Site
from sitegen.storage.files import read_text
from sitegen.translation.sentences.translator import issues_of

_QUOTED = re.compile("“([^“”]+)”")
JSON = dict[str, Any]
"""An object of an answer."""
_KINDS = {
    Kind.BLANK: "blank",
    Kind.TEXT: "sentence",
    Kind.ROW: "sentence",
    Kind.HTML: "sentence",
    Kind.RELATED: "related",
    Kind.MARKUP: "fixed",
}
_ORIGINAL_FIELDS = (
    "title",
    "correction",
    "caption",
    "credit",
    "image_alt",
    "tags",
    "authors",
    "editors",
    "byline",
    "draft",
    "withdrawn",
    "withdrawn_reason",
    "dateline",
)
_TRANSLATION_FIELDS = ("caption", "correction", "image_alt", "draft", "withdrawn_reason")


class UnknownStoryError(SitegenError):
    """There is no such story, or no such sentence in it."""


@dataclass(frozen=True)
class Story:
    """The two files of a story. ``version`` is another whenever one of them is.

    ``problems`` are what is wrong; while ``is_open``, sentences can be edited: both files are there and pair up.
    """

    pair: Pair
    version: str
    problems: tuple[Problem, ...]
    is_open: bool

    @property
    def original(self) -> Article:
        """The original."""
        return self.pair.original

    @property
    def translation(self) -> Article:
        """The translation; where there is none, what stands for an empty one."""
        return self.pair.translation or Article("", self.original.slug, "", ())


def load_story(site: Site, slug: str) -> Story:
    """Read a story.

    Raises:
        UnknownStoryError: there is none with this slug.
        SitegenError: its files cannot be read.
    """
    if not SLUG.fullmatch(slug) or not article_paths(site.content(site.original_language), slug):
        raise UnknownStoryError(say("there is no story '{slug}'", slug=slug[:80]))
    problems: list[Problem] = []
    version = _version(site, slug)
    pair = load_pair(site, slug, problems)
    if pair is None:
        raise SitegenError(problems[0].message, problems[0].path, problems[0].line)
    fault = _fault(site, pair)
    return Story(pair, version, (*problems, *([fault] if fault else [])), fault is None)


def _version(site: Site, slug: str) -> str:
    both = []
    for lang in site.languages:
        path = article_path(site, lang, slug)
        both.append(read_text(path) if path.is_file() else "")
    return short_digest("\0".join(both))


def _fault(site: Site, pair: Pair) -> Problem | None:
    """Why the sentences of a pair cannot be edited beside each other, if they cannot."""
    original, translation = pair.original, pair.translation
    if translation is None:
        where = article_path(site, site.target_language, original.slug)
        return Problem(say("is missing or cannot be read; run translate"), where)
    if translation.translation and aligned_entries(original, translation) is None:
        return out_of_step(original, translation)
    if len(translation.body) != len(original.body):
        message = say(
            "has {lines} lines of text, its original {others}; run translate, or mend it",
            lines=len(translation.body),
            others=len(original.body),
        )
        return Problem(message, translation.path)
    return None


def story_json(site: Site, story: Story) -> JSON:
    """Return a story as the desk's page has it. While it is not open, it has no units."""
    original, translation = story.original, story.translation
    record = translation.translation
    reviewed = is_reviewed(record)
    slug = original.slug
    links = addresses.Addresses.of(site)
    return {
        "slug": slug,
        "version": story.version,
        "languages": {"original": site.original_language, "translation": site.target_language},
        "fields": {
            "original": {**_moments(original), **_fields(original, _ORIGINAL_FIELDS)},
            "translation": _fields(translation, _TRANSLATION_FIELDS),
        },
        "reviewed": {
            "by": record.reviewed_by if record and reviewed else "",
            "on": record.reviewed_on.isoformat() if record and reviewed and record.reviewed_on else "",
            "whole": reviewed,
        },
        "addresses": {
            "original": links.link(addresses.article_path(site.original_language, slug)),
            "translation": links.link(addresses.article_path(site.target_language, slug)),
            "parallel": links.link(addresses.parallel_path(site.original_language, slug)),
        },
        "problems": [problem_text(problem, site) for problem in story.problems],
        "open": story.is_open,
        "translated": article_path(site, site.target_language, slug).is_file(),
        "units": list(units(site, story)) if story.is_open else [],
    }


def problem_text(problem: Problem, site: Site) -> str:
    """Return a problem as one line, with its path below the site's folder."""
    place = str(dataclasses.replace(problem, message="")).replace(f"{site.root}/", "").rstrip()
    line = "".join(char for char in " ".join(problem.message.split()) if char.isprintable())
    message = problem.message if line == problem.message else line
    return joined(" ", [place, message] if place else [message])


def _fields(article: Article, names: tuple[str, ...]) -> JSON:
    values = {name: getattr(article, name) for name in names}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _moments(article: Article) -> JSON:
    updated = [article.updated, article.updated_time]
    return {
        "date": article.date.isoformat() if article.date else "",
        "time": article.time.isoformat("minutes") if article.time else "",
        "updated": " ".join(part.isoformat() for part in updated if part),
    }


def units(site: Site, story: Story) -> Iterator[JSON]:
    """Yield title, caption and each line of an open story with its translation."""
    lines = read_body(story.original.body, site.house_styles.related_labels).lines
    sources, targets = texts(story.original), texts(story.translation)
    known = states(story.original, story.translation) or (NOTHING,) * len(sources)
    by_hand = story.translation.translation is None
    block = FIELDS
    for number, (source, target, state) in enumerate(zip(sources, targets, known, strict=True)):
        line = lines[number - FIELDS] if number >= FIELDS else None
        block += line is not None and line.kind is Kind.BLANK
        yield {
            "number": number,
            "kind": _kind(number, line),
            "block": number if line is None else block,
            "source": source,
            "target": target,
            "seen": {"source": short_digest(source), "target": short_digest(target)},
            "person": state.person or (by_hand and bool(target)),
            "stale": state.stale,
            "confidence": state.confidence,
            "level": None if by_hand else level(state),
            "issues": _noted_issues(site, source, target, state),
        }


def _kind(number: int, line: Line | None) -> str:
    return ("title", "caption")[number] if line is None else _KINDS[line.kind]


def _noted_issues(site: Site, source: str, target: str, state: SegmentStatus) -> list[JSON]:
    """The issues in a sentence's record, with what a check says of each now."""
    if not state.flags:
        return []
    found = [issue for issue in find_issues(site, source, target) if issue["kind"] in state.flags]
    told = {issue["kind"] for issue in found}
    return found + [_issue(name, source, target) for name in state.flags if name not in told]


def find_issues(site: Site, source: str, target: str, *, by_person: bool = False) -> list[JSON]:
    """Return the issues of a translation of a sentence, both in Markdown.

    One ``by_person`` has no guessed issues: those are about what the machine gets wrong.

    Raises:
        SitegenError: the glossary has a mistake.
    """
    plain = _plain(site, source), _plain(site, target)
    issues = issues_of(*plain, site_pair(site))
    return [_issue(issue.kind, source, target, issue) for issue in issues if not (by_person and issue.guessed)]


def load_checks(site: Site) -> None:
    """Load what the first check of a translation would wait for: rules, word tables and the glossary."""
    with suppress(SitegenError):  # it will be said where a translation is checked
        find_issues(site, "Warga menunggu bantuan.", "Residents wait for help.")


def _plain(site: Site, sentence: str) -> str:
    """A sentence without its markup, and without the label that makes it a related headline."""
    text = " ".join(sentence.splitlines())
    line = read_body([text], site.house_styles.related_labels).lines[0]
    return parse_inline(line.parts[-1].text if line.kind is Kind.RELATED else text).text


def _issue(kind: str, source: str, target: str, issue: Issue | None = None) -> JSON:
    known = ISSUE_TYPES.get(kind)
    words = known.for_editors if known else kind
    detail = issue.detail if issue else ""
    named = [*issue.lost, *issue.new, *_quoted(detail)] if issue else []
    return {
        "kind": str(kind),
        "message": joined("; ", [words, detail]) if detail else words,
        "detail": detail,
        "source_words": [words for words in named if words in source],
        "target_words": [words for words in named if words in target],
    }


def _quoted(detail: str) -> list[str]:
    """The words that a detail quotes, together and, where they are a list, one by one."""
    quoted = _QUOTED.findall(detail)
    return list(dict.fromkeys(word for words in quoted for word in (words, *words.split(", "))))
