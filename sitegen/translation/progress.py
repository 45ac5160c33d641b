"""How far a run of the translation is, for a person who waits: sentences, their speed, and the time left."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from sitegen.articles import Pair
from sitegen.content.front_matter.sentence_records import is_reviewed, parse_entries, short_digest, texts
from sitegen.translation.engines.engine import Engine
from sitegen.translation.planning import is_by

Clock = Callable[[], float]


@dataclass(frozen=True)
class TranslationProgress:
    """How far a run is. Titles and captions count as sentences.

    While articles are read, ``articles`` of ``all_articles``, there is no ``total``. Then ``done`` of ``total``
    sentences are translated or known from the memory; the total is counted from the articles' lines, and exact for
    those that are at hand. ``speed`` is how many sentences the engine translates a second, and ``left`` how many
    seconds the rest will take, both None where that is not known yet.
    """

    articles: int
    all_articles: int
    done: int = 0
    total: int | None = None
    speed: float | None = None
    left: float | None = None


Show = Callable[[TranslationProgress], None]


class Meter:
    """Counts what a run does, and shows it.

    All articles are read first, so that the total is known: what is translated already lies in no order among them.
    """

    def __init__(self, engine: Engine, all_articles: int, show: Show | None, clock: Clock = time.perf_counter) -> None:
        self._engine, self._all_articles, self._show, self._clock = engine, all_articles, show, clock
        self._articles = self._expected = self._taken = self._done = 0
        self._under_way = self._finished = 0
        self._since = 0.0
        self._start: float | None = None
        self.translated = 0
        self.seconds = 0.0

    @property
    def speed(self) -> float | None:
        """Sentences that the engine has translated a second; None before it has."""
        return self.translated / self.seconds if self.translated and self.seconds > 0 else None

    def read(self, pair: Pair) -> None:
        """Count an article that was read and is not translated yet."""
        self._articles += 1
        self._expected += sentences_left(pair, self._engine)
        if self._show:
            self._show(TranslationProgress(self._articles, self._all_articles))

    def take(self, pair: Pair) -> None:
        """Take an article from those that were read, to be followed by what there really is to do."""
        self._expected = max(0, self._expected - sentences_left(pair, self._engine))

    def add(self, sentences: int) -> None:
        """Count sentences to translate, of articles that were taken."""
        self._taken += sentences

    def know(self, sentences: int) -> None:
        """Count sentences that the memory has, so that there is nothing to do about them."""
        self._done += sentences
        self._tell(self._done)

    def begin(self, sentences: int) -> None:
        """Count sentences that the engine is given; others may be under way."""
        if not self._under_way:
            self._since = self._clock()
            self._start = self._since if self._start is None else self._start
        self._under_way += sentences

    def done(self, sentences: int) -> None:
        """Count some of those that are under way as translated; `end` will count them with the rest."""
        # Of a text with several sentences each is reported, and of equal texts only one.
        self._finished = min(self._finished + sentences, self._under_way)
        seconds = self.seconds + self._clock() - self._since
        self._tell(self._done + self._finished, self.translated + self._finished, seconds)

    def end(self, sentences: int) -> None:
        """Count sentences that `begin` has counted as translated."""
        if not sentences:
            return
        self._under_way -= sentences
        self._finished = max(0, self._finished - sentences)
        self._done += sentences
        self.translated += sentences
        now = self._clock()
        self.seconds += now - self._since
        self._since = now
        self._tell(self._done + self._finished)

    def _tell(self, done: int, translated: int | None = None, seconds: float | None = None) -> None:
        if not self._show:
            return
        translated = self.translated if translated is None else translated
        seconds = self.seconds if seconds is None else seconds
        total = self._taken + self._expected
        speed = translated / seconds if translated and seconds > 0 else None
        left = None
        if speed and self._start is not None:
            # With the time between the engine's calls, and with what the memory knows.
            left = (total - done) * (self._clock() - self._start) / max(done, 1)
        self._show(TranslationProgress(self._articles, self._all_articles, done, total, speed, left))


def sentences_left(pair: Pair, engine: Engine) -> int:
    """Return how many texts of a pair are to be translated, without reading their Markdown: code counts as well."""
    original, translation = pair.original, pair.translation
    sources = [text for text in texts(original) if any(character.isalpha() for character in text)]
    if translation is None:
        return len(sources)
    record = translation.translation
    if record is None:
        return 0
    entries = parse_entries(record.sentences)
    outputs = {short_digest(text) for text in texts(translation)}
    same_model = is_by(record, engine)
    # A machine's sentence is kept for the same model only; a person's always, and so is one that is copied.
    kept = {
        entry.source
        for entry in entries
        if same_model or is_reviewed(record) or entry.output not in outputs or entry.source == entry.output
    }
    return sum(short_digest(text) not in kept for text in sources)
