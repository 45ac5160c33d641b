"""The engine at the desk: its translation of a sentence, and alternatives. The model is loaded once."""

from __future__ import annotations

import threading
from collections.abc import Callable

from sitegen.content.body.body import read_body
from sitegen.content.body.inline import Inline
from sitegen.content.front_matter.sentence_records import Entry, parse_entries, texts
from sitegen.content.pairing import aligned_entries
from sitegen.desk.stories import JSON, Story, find_issues
from sitegen.languages.registry import site_pair
from sitegen.settings.site import Site
from sitegen.translation.engines.engine import Decoding, Engine
from sitegen.translation.planning import ArticleTask, Plan, ReusedTranslation
from sitegen.translation.run import assembled
from sitegen.translation.sentences.confidence import evidence_of
from sitegen.translation.sentences.translator import translate_texts
from sitegen.translation.texts import Segment, texts_to_translate

_OTHERS = Decoding(wider=2, hypotheses=6)
MakeEngine = Callable[[Site], Engine]


class Machine:
    """Translates sentences, one at a time, whoever asks: an engine takes all the cores for each."""

    def __init__(self, make_engine: MakeEngine) -> None:
        self._make_engine = make_engine
        self._engine: tuple[Site, Engine] | None = None
        self._turn = threading.Lock()

    def own(self, site: Site, story: Story, number: int) -> tuple[str, Entry]:
        """Return the machine's translation of a sentence of an open story, with its entry for the record.

        Raises:
            SitegenError: the model cannot be loaded.
        """
        with self._turn:
            engine = self._engine_for(site)
            return _translated(site, story, number, engine)[0]

    def hypotheses(self, site: Site, story: Story, number: int) -> list[JSON]:
        """Return translations of a sentence of an open story, the machine's own first.

        Others there are only of a sentence without markup, as the engine says them of the whole.

        Raises:
            SitegenError: the model cannot be loaded.
        """
        source = texts(story.original)[number]
        with self._turn:
            engine = self._engine_for(site)
            (text, entry), segments = _translated(site, story, number, engine)
            found = [_hypothesis(site, source, text, entry.confidence)]
            if len(segments) == 1 and segments[0].written == Inline(source):
                found += _others(site, segments[0].inline.text, engine)
        return list({item["target"]: item for item in reversed(found) if item["target"]}.values())[::-1]

    def _engine_for(self, site: Site) -> Engine:
        if self._engine is None or self._engine[0] != site:
            self._engine = (site, self._make_engine(site))
        return self._engine[1]


def _translated(site: Site, story: Story, number: int, engine: Engine) -> tuple[tuple[str, Entry], list[Segment]]:
    """A sentence with its entry, translated as `translate` does it, and the texts that it consists of."""
    original, translation, languages = story.original, story.translation, site_pair(site)
    lines = read_body(original.body, site.house_styles.related_labels).lines
    found = texts(translation)
    entries = aligned_entries(original, translation) or (Entry(),) * len(found)
    kept: list[ReusedTranslation | None] = [*map(ReusedTranslation, found, entries)]
    kept[number] = None
    task = ArticleTask(original, lines, Plan(tuple(kept), ()), translation)
    segments = list(texts_to_translate(task, engine, languages))
    results = list(zip(segments, translate_texts(segments, engine, languages), strict=True))
    article = assembled(task, results, languages, engine)
    record = article.translation
    entry = parse_entries(record.sentences)[number] if record else Entry()
    return (texts(article)[number], entry), segments


def _others(site: Site, sentence: str, engine: Engine) -> list[JSON]:
    (outputs,) = engine.translate([sentence], _OTHERS)
    languages = site_pair(site)
    found = []
    for output in outputs:
        issues = languages.analyse(sentence).check(output.text)
        rest = [other for other in outputs if other is not output]
        confidence = engine.quality.confidence(evidence_of(sentence, [output, *rest], issues))
        found.append(_hypothesis(site, sentence, output.text, confidence))
    return found


def _hypothesis(site: Site, source: str, target: str, confidence: float | None) -> JSON:
    return {"target": target, "confidence": confidence, "issues": find_issues(site, source, target)}
