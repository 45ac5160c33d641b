"""The engine at the desk: its translation of a sentence, and alternatives. The model is loaded once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence

from sitegen.content.body.body import read_body
from sitegen.content.body.inline import Inline
from sitegen.content.front_matter.sentence_records import Entry, parse_entries, texts
from sitegen.content.pairing import aligned_entries
from sitegen.desk.stories import JSON, Story, find_issues
from sitegen.languages.registry import site_pair
from sitegen.settings.site import Site
from sitegen.translation.engines.engine import Decoding, Engine
from sitegen.translation.planning import ArticleTask, Plan, ReusedTranslation
from sitegen.translation.run import assembled, translate_site
from sitegen.translation.sentences.confidence import evidence_of
from sitegen.translation.sentences.translator import Translated, translate_texts
from sitegen.translation.texts import texts_to_translate

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
            return _Unit(site, story, number, self._engine_for(site)).own()

    def hypotheses(self, site: Site, story: Story, number: int) -> list[JSON]:
        """Return translations of a sentence of an open story, the machine's own first.

        Others there are only of one text without markup, such as a sentence or a related headline behind its label, as
        the engine says them of the whole; figures that it copied are put into English.

        Raises:
            SitegenError: the model cannot be loaded.
        """
        source = texts(story.original)[number]
        with self._turn:
            unit = _Unit(site, story, number, self._engine_for(site))
            found = [
                {"target": text, "confidence": entry.confidence, "issues": find_issues(site, source, text)}
                for text, entry in (unit.own(), *unit.others())
            ]
        return list({item["target"]: item for item in reversed(found) if item["target"]}.values())[::-1]

    def translate(self, site: Site, slug: str) -> None:
        """Translate what is new or changed in a story, as the command ``translate`` does in all.

        Raises:
            SitegenError: the model cannot be loaded, or a file cannot be written.
        """
        with self._turn:
            translate_site(site, self._engine_for(site), slug=slug)

    def _engine_for(self, site: Site) -> Engine:
        if self._engine is None or self._engine[0] != site:
            self._engine = (site, self._make_engine(site))
        return self._engine[1]


class _Unit:
    """A sentence of a story, with the texts that it consists of, to be translated as `translate` does it."""

    def __init__(self, site: Site, story: Story, number: int, engine: Engine) -> None:
        original, translation = story.original, story.translation
        lines = read_body(original.body, site.house_styles.related_labels).lines
        found = texts(translation)
        entries = aligned_entries(original, translation) or (Entry(),) * len(found)
        kept: list[ReusedTranslation | None] = [*map(ReusedTranslation, found, entries)]
        kept[number] = None
        self._number = number
        self._engine = engine
        self._languages = site_pair(site)
        self._task = ArticleTask(original, lines, Plan(tuple(kept), ()), translation)
        self._segments = list(texts_to_translate(self._task, engine, self._languages))

    def own(self) -> tuple[str, Entry]:
        """Return what the machine makes of it, with its entry for the record."""
        return self._with(translate_texts(self._segments, self._engine, self._languages))

    def others(self) -> Iterator[tuple[str, Entry]]:
        """Yield what else the model might say, if there is one text, and that without markup."""
        if len(self._segments) != 1 or self._segments[0].written != Inline(self._segments[0].written.text):
            return
        sentence = self._segments[0].inline.text
        (outputs,) = self._engine.translate([sentence], _OTHERS)
        analysed = self._languages.analyse(sentence)
        for output in outputs:
            text = output.text
            for found in analysed.corrections(text):
                text = text[: found.start] + found.words + text[found.end :]
            issues = analysed.check(text)
            rest = [other for other in outputs if other is not output]
            confidence = self._engine.quality.confidence(evidence_of(sentence, [output, *rest], issues))
            yield self._with([Translated(Inline(text), (), output.score, confidence)])

    def _with(self, results: Sequence[Translated]) -> tuple[str, Entry]:
        found = list(zip(self._segments, results, strict=True))
        article = assembled(self._task, found, self._languages, self._engine)
        record = article.translation
        entry = parse_entries(record.sentences)[self._number] if record else Entry()
        return texts(article)[self._number], entry
