"""The second stage: every original's translation is made or brought up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from sitegen.articles import Pair
from sitegen.config import Site
from sitegen.content.inline import Inline
from sitegen.content.lines import parse_lines
from sitegen.content.record import parse_entries
from sitegen.content.states import FIELDS, pairs_up
from sitegen.content.store import article_files, article_path, load_pairs, save_article
from sitegen.errors import Problem
from sitegen.translation.argos import ArgosEngine
from sitegen.translation.engine import Engine
from sitegen.translation.glossary.entries import Glossary, load_glossary
from sitegen.translation.memory.remembering import rebuild, remember_people
from sitegen.translation.memory.store import Memory, open_memory
from sitegen.translation.packages.installed import ready_package
from sitegen.translation.planning import Assignment, plan
from sitegen.translation.recall import Recall, memory_settings
from sitegen.translation.texts import Text, is_reviewed, put_together, texts_to_translate
from sitegen.translation.translator import translate_texts

Progress = Callable[[int, int], None]

FLUSH_AT = 4096
"""Texts that are gathered, of as many articles as it takes, before the engine is called."""
SAVE_AT = 512
"""Texts that are translated before they enter the memory: all that a run which is killed has lost."""
ARTICLES_AT_ONCE = 256
"""Articles that are looked up in the memory together."""


@dataclass(frozen=True)
class TranslationResult:
    """What a run did. ``texts`` counts titles, captions and lines that were translated, ``articles`` changed files."""

    articles: int
    texts: int
    problems: tuple[Problem, ...]


@dataclass
class _Batch:
    """Assignments that wait for the engine, with their texts."""

    assignments: list[tuple[Assignment, list[Text]]]
    size: int = 0

    def add(self, assignment: Assignment, texts: list[Text]) -> None:
        self.assignments.append((assignment, texts))
        self.size += len(texts)


def site_engine(site: Site) -> ArgosEngine:
    """Return the engine that ``site`` translates with.

    Raises:
        SitegenError: no package for the site's languages is installed.
    """
    return ArgosEngine(ready_package(site), site.translation.beam_size)


def translate_site(site: Site, engine: Engine, progress: Progress | None = None) -> TranslationResult:
    """Write ``content/<target>`` for every original, translating only what is new or changed.

    ``progress`` is called with the articles done and their total. Each batch of articles is saved when it is done, and
    its sentences enter the memory a few hundred at a time, so that an interrupted run has lost no more than those.

    Raises:
        SitegenError: the model cannot be loaded, or a file cannot be written.
    """
    problems: list[Problem] = []
    glossary = site_glossary(site)
    total = len(article_files(site, site.original_language))
    changed = texts = done = 0
    with open_memory(site) as memory:
        problems += memory.problems
        bring_up_to_date(site, memory, problems)
        recall = Recall(memory, site, engine)
        for batch in _batches(site, engine, recall, problems):
            problems += _no_longer_reviewed(site, batch)
            changed += _translate_batch(site, engine, glossary, recall, batch)
            texts += batch.size
            done += len(batch.assignments)
            if progress:
                progress(done, total)
    return TranslationResult(changed, texts, tuple(dict.fromkeys(problems)))


def bring_up_to_date(site: Site, memory: Memory, problems: list[Problem]) -> bool:
    """Let the memory know what ``content/`` says now; return whether it had to be rebuilt from there.

    Files that cannot be read are said in ``problems``.

    Raises:
        SitegenError: the memory cannot be written.
    """
    labels = site.house_styles.related_labels
    if memory.needs_rebuild:
        rebuild(memory, load_pairs(site, problems), labels, memory_settings(site))
        return True
    pairs = load_pairs(site, problems)
    while batch := list(islice(pairs, ARTICLES_AT_ONCE)):
        remember_people(memory, batch, labels)
    return False


def _batches(site: Site, engine: Engine, recall: Recall, problems: list[Problem]) -> Iterator[_Batch]:
    batch = _Batch([])
    pairs = load_pairs(site, problems)
    while some := list(islice(pairs, ARTICLES_AT_ONCE)):
        assignments = [found for pair in some if (found := _assign(site, engine, pair, problems))]
        for assignment in recall.overruled(assignments):
            batch.add(assignment, list(texts_to_translate(assignment, engine)))
        if batch.size >= FLUSH_AT:
            yield batch
            batch = _Batch([])
    if batch.assignments:
        yield batch


def _assign(site: Site, engine: Engine, pair: Pair, problems: list[Problem]) -> Assignment | None:
    """What is to do for a pair; None where a person wrote the translation or only a person can mend it."""
    original, earlier = pair.original, pair.translation
    where = article_path(site, site.target_language, original.slug)
    if earlier is None and where.is_file():
        # It could not be read, which has been said; it may hold a person's words.
        return None
    if earlier is not None and earlier.translation is None:
        if len(earlier.body) != len(original.body):
            problems.append(Problem(_out_of_step(len(earlier.body), len(original.body)), where, severity="warning"))
        return None
    if earlier is not None and not pairs_up(earlier):
        expected = len(parse_entries(earlier.translation.sentences)) - FIELDS if earlier.translation else 0
        problems.append(Problem(_out_of_step(len(earlier.body), expected), where))
        return None
    lines = parse_lines(original.body, site.house_styles.related_labels)
    record = earlier.translation if earlier else None
    same_model = record is not None and (record.engine, record.package, record.version) == (
        engine.name,
        engine.package,
        engine.version,
    )
    made = plan(original, lines, earlier, same_model=same_model)
    if record and not {item.text for item in made.removed} <= set(record.removed):
        message = "a corrected sentence lost its source; it is kept under removed: in the front matter"
        problems.append(Problem(message, where, severity="warning"))
    return Assignment(original, lines, made, earlier)


def _no_longer_reviewed(site: Site, batch: _Batch) -> Iterator[Problem]:
    for assignment, texts in batch.assignments:
        if texts and is_reviewed(assignment.earlier):
            message = f"was reviewed, and {len(texts)} of its texts are new; read them and set status: reviewed again"
            where = article_path(site, site.target_language, assignment.original.slug)
            yield Problem(message, where, severity="warning")


def _out_of_step(lines: int, expected: int) -> str:
    return (
        f"has {lines} lines of text where {expected} belong: line n of a translation stands beside line n of its "
        "original; give every sentence its own line again"
    )


def _translate_batch(site: Site, engine: Engine, glossary: Glossary, recall: Recall, batch: _Batch) -> int:
    """Translate and save a batch; return how many files changed."""
    everything = [text for _, texts in batch.assignments for text in texts]
    known = recall.look_up(everything)
    unknown = [number for number in range(len(everything)) if number not in known]
    # Texts of one length fill the engine's batches, and the same text twice is translated once.
    unknown.sort(key=lambda number: (len(everything[number].inline.text), everything[number].inline.text))
    for start in range(0, len(unknown), SAVE_AT):
        some = unknown[start : start + SAVE_AT]
        texts_now = [everything[number] for number in some]
        made = translate_texts(texts_now, engine, site.original_language, glossary)
        recall.store(texts_now, made)
        known.update(zip(some, made, strict=True))
    results = iter([known[number] for number in range(len(everything))])
    changed = 0
    for assignment, texts in batch.assignments:
        found: dict[tuple[int, int], Inline] = {}
        flags: dict[int, tuple[str, ...]] = {}
        for text in texts:
            result = next(results)
            found[text.unit, text.part] = result.inline
            flags[text.unit] = tuple(dict.fromkeys((*flags.get(text.unit, ()), *map(str, result.flags))))
        article = put_together(assignment, found, flags, site.target_language, engine)
        changed += save_article(article_path(site, article.lang, article.slug), article)
    return changed


def site_glossary(site: Site) -> Glossary:
    """Return the shipped glossary with the site's own ``glossary.csv``, if there is one.

    Raises:
        SitegenError: the site's file has a mistake.
    """
    own = site.root / "glossary.csv"
    return load_glossary([own] if own.is_file() else [])
