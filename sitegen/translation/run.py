"""The second stage: every original's translation is made or brought up to date."""

from __future__ import annotations

import dataclasses
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice

from sitegen.articles import Article, Pair
from sitegen.content.body.body import read_body
from sitegen.content.body.inline import Inline
from sitegen.content.pairing import aligned_entries, out_of_step
from sitegen.content.store import article_files, article_path, load_article, load_pair, load_pairs, save_article
from sitegen.errors import Problem
from sitegen.languages.pair import LanguagePair
from sitegen.languages.registry import site_pair, unused_glossary
from sitegen.messages import say
from sitegen.settings.site import Site
from sitegen.storage.lock import CONTENT_LOCK, locked
from sitegen.translation.engines.engine import Engine
from sitegen.translation.memory.remembering import rebuild, remember_people
from sitegen.translation.memory.store import Memory, open_memory
from sitegen.translation.pieces import OpenBatch, Piece
from sitegen.translation.planning import ArticleTask, is_by, plan
from sitegen.translation.progress import Meter, Show
from sitegen.translation.recall import Recall, memory_settings
from sitegen.translation.sentences.translator import Translated
from sitegen.translation.texts import Segment, Verdict, put_together, stale, texts_to_translate, was_reviewed
from sitegen.translation.translators import LocalTranslator, Translator

FLUSH_AT = 4096
"""Texts that are gathered, of as many articles as it takes, before the engine is called."""
SAVE_AT = 512
"""Texts that are translated before they enter the memory, or the files: all that a run which is stopped has lost."""
ARTICLES_AT_ONCE = 256
"""Articles that are looked up in the memory together."""


@dataclass(frozen=True)
class TranslationResult:
    """What a run did. ``texts`` counts titles, captions and lines that were translated, ``articles`` changed files.

    ``speed`` is how many texts the engine translated a second; None if the memory had them all.
    """

    articles: int
    texts: int
    problems: tuple[Problem, ...]
    speed: float | None = None


@dataclass
class _Batch:
    """Assignments that wait for the engine, with their texts."""

    assignments: list[tuple[ArticleTask, list[Segment]]]
    size: int = 0

    def add(self, assignment: ArticleTask, texts: list[Segment]) -> None:
        self.assignments.append((assignment, texts))
        self.size += len(texts)


def translate_site(
    site: Site,
    engine: Engine,
    show: Show | None = None,
    translator: Translator | None = None,
    *,
    slug: str | None = None,
) -> TranslationResult:
    """Write ``content/<target>`` for every original, or for that with ``slug``: only what is new or changed.

    ``show`` is called with how far the run is. ``translator`` says where ``engine`` translates, by default here.
    Sentences enter the memory a few hundred at a time, and each article is saved when its last text is there, so that
    a run which is stopped has lost no more than the sentences at hand.

    Raises:
        SitegenError: the model cannot be loaded, a file cannot be written, or the translator fails.
    """
    problems: list[Problem] = []
    languages = site_pair(site)
    if unused := unused_glossary(site):
        problems.append(unused)
    meter = Meter(engine, len(article_files(site, site.original_language)), show)
    translator = translator or LocalTranslator(engine, languages, SAVE_AT)
    changed = texts = 0
    with open_memory(site) as memory:
        problems += memory.problems
        bring_up_to_date(site, memory, memory_settings(engine.options, languages), problems, meter)
        recall = Recall(memory, engine, languages)
        pairs = load_pairs(site, problems) if slug is None else _one(site, slug, problems)
        batches = _batches(site, pairs, engine, languages, recall, problems=problems, meter=meter)
        with closing(_translated(batches, recall, meter, translator)) as completed:
            for assignment, results in completed:
                article = assembled(assignment, results, languages, engine)
                changed += _save(site, article, assignment.earlier, problems)
                texts += len(results)
    problems += translator.problems
    return TranslationResult(changed, texts, tuple(dict.fromkeys(problems)), meter.speed)


def bring_up_to_date(
    site: Site, memory: Memory, settings: str, problems: list[Problem], meter: Meter | None = None
) -> bool:
    """Update the memory from ``content/``; return whether it had to be rebuilt.

    ``settings`` are those under which machine translations are filed (see `memory_settings`). Files that cannot be read
    are said in ``problems``; those that can are counted by ``meter``.

    Raises:
        SitegenError: the memory cannot be written.
    """
    labels = site.house_styles.related_labels
    pairs = _counted(load_pairs(site, problems), meter)
    if memory.needs_rebuild:
        rebuild(memory, pairs, labels, settings)
        return True
    while batch := list(islice(pairs, ARTICLES_AT_ONCE)):
        remember_people(memory, batch, labels)
    return False


def _counted(pairs: Iterator[Pair], meter: Meter | None) -> Iterator[Pair]:
    for pair in pairs:
        if meter:
            meter.read(pair)
        yield pair


def _one(site: Site, slug: str, problems: list[Problem]) -> Iterator[Pair]:
    if pair := load_pair(site, slug, problems):
        yield pair


def _batches(
    site: Site,
    pairs: Iterator[Pair],
    engine: Engine,
    languages: LanguagePair,
    recall: Recall,
    *,
    problems: list[Problem],
    meter: Meter,
) -> Iterator[_Batch]:
    batch = _Batch([])
    while some := list(islice(pairs, ARTICLES_AT_ONCE)):
        for pair in some:
            meter.take(pair)
        assignments = [found for pair in some if (found := _assign(site, engine, pair, problems))]
        for assignment in recall.with_human_overrides(assignments):
            batch.add(assignment, list(texts_to_translate(assignment, engine, languages)))
            meter.add(len(batch.assignments[-1][1]))
        if batch.size >= FLUSH_AT:
            problems += _no_longer_reviewed(site, batch)
            yield batch
            batch = _Batch([])
    if batch.assignments:
        problems += _no_longer_reviewed(site, batch)
        yield batch


def _assign(site: Site, engine: Engine, pair: Pair, problems: list[Problem]) -> ArticleTask | None:
    """What is to do for a pair; None where a person wrote the translation or only a person can mend it."""
    original, earlier = pair.original, pair.translation
    where = article_path(site, site.target_language, original.slug)
    if earlier is None and where.is_file():
        # It could not be read, which has been said; it may hold a person's words.
        return None
    if earlier is not None and earlier.translation is None:
        if len(earlier.body) != len(original.body):
            problems.append(out_of_step(original, earlier, severity="warning"))
        return None
    if earlier is not None and aligned_entries(original, earlier) is None:
        problems.append(out_of_step(original, earlier))
        return None
    lines = read_body(original.body, site.house_styles.related_labels).lines
    record = earlier.translation if earlier else None
    made = plan(original, lines, earlier, same_model=record is not None and is_by(record, engine))
    if record and not {item.text for item in made.removed} <= set(record.removed):
        message = say("a corrected sentence lost its source; it is kept under removed: in the front matter")
        problems.append(Problem(message, where, severity="warning"))
    return ArticleTask(original, lines, made, earlier)


def _no_longer_reviewed(site: Site, batch: _Batch) -> Iterator[Problem]:
    for assignment, texts in batch.assignments:
        number = len(texts) + stale(assignment)
        earlier = assignment.earlier
        where = article_path(site, site.target_language, assignment.original.slug)
        if number and was_reviewed(earlier):
            message = say(
                "was reviewed, and {number} of its texts are new or stale; read them and set status: reviewed again",
                number=number,
            )
            yield Problem(message, where, severity="warning")
        elif earlier and earlier.translation and earlier.translation.status == "reviewed" and not was_reviewed(earlier):
            message = say(
                "was reviewed, and other sentences have been merged into it since; read it and review it again"
            )
            yield Problem(message, where, severity="warning")


def _translated(
    batches: Iterable[_Batch], recall: Recall, meter: Meter, translator: Translator
) -> Generator[tuple[ArticleTask, list[tuple[Segment, Translated]]], None, None]:
    """Translate batches, and yield each assignment with what its texts became as soon as that is complete.

    The memory is asked for a batch at once, and given some hundred sentences at once; also what is there when the
    run is stopped.
    """
    gathered: list[tuple[Piece, Sequence[Translated]]] = []
    try:
        for piece, made in translator.translate(_pieces(batches, recall, meter, translator), meter.done):
            meter.end(len(piece.texts))
            gathered.append((piece, made))
            if not piece.texts or sum(len(done.texts) for done, _ in gathered) >= SAVE_AT:
                yield from _stored(gathered, recall)
        yield from _stored(gathered, recall)
    finally:
        _store(gathered, recall)


def _pieces(batches: Iterable[_Batch], recall: Recall, meter: Meter, translator: Translator) -> Iterator[Piece]:
    """Look up each batch, and yield what is to be translated of it; first a piece without texts.

    With that, the articles are complete of which the memory knows all.
    """
    for batch in batches:
        opened = OpenBatch.looked_up(batch.assignments, recall)
        meter.know(len(opened.known))
        order, start = opened.order(), 0
        yield opened.piece([])
        for size in translator.sizes([opened.texts[number] for number in order]):
            meter.begin(size)
            yield opened.piece(order[start : start + size])
            start += size


def _stored(
    gathered: list[tuple[Piece, Sequence[Translated]]], recall: Recall
) -> Iterator[tuple[ArticleTask, list[tuple[Segment, Translated]]]]:
    """Put what is gathered into the memory, and yield the assignments that are complete with it."""
    finished = list(gathered)
    _store(gathered, recall)
    for piece, made in finished:
        yield from piece.batch.completed(piece, made)


def _store(gathered: list[tuple[Piece, Sequence[Translated]]], recall: Recall) -> None:
    pairs = [both for piece, made in gathered for both in zip(piece.texts, made, strict=True)]
    gathered.clear()
    if pairs:
        recall.store([text for text, _ in pairs], [made for _, made in pairs])


def _save(site: Site, article: Article, earlier: Article | None, problems: list[Problem]) -> bool:
    """Write a translation, unless a person has edited its file since ``earlier``; return whether the file changed.

    What a person wrote meanwhile is said in ``problems``.
    """
    path = article_path(site, article.lang, article.slug)
    if earlier and earlier == dataclasses.replace(article, path=earlier.path):
        return False
    with locked(site.state, name=CONTENT_LOCK):
        if (load_article(path, article.lang) if path.is_file() else None) != earlier:
            message = say("was edited while it was being translated, and stays as it is; run translate again")
            problems.append(Problem(message, path, severity="warning"))
            return False
        return save_article(path, article)


def assembled(
    assignment: ArticleTask, results: Sequence[tuple[Segment, Translated]], languages: LanguagePair, engine: Engine
) -> Article:
    """Return the translation of an assignment, assembled from its translated texts."""
    found: dict[tuple[int, int], Inline] = {}
    verdicts: dict[int, Verdict] = {}
    for text, result in results:
        found[text.unit, text.part] = result.inline
        own = Verdict(tuple(map(str, result.flags)), result.confidence)
        verdicts[text.unit] = verdicts[text.unit].and_also(own) if text.unit in verdicts else own
    return put_together(assignment, found, verdicts, languages, engine)
