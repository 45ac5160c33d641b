"""Translates texts with markup with an engine for plain sentences, and retries those that fail the checks.

The first attempt is the sentence unmasked. Only if a check fails, it is translated again with the lost parts behind
placeholders; all retries go together, so that batches are full.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sitegen.content.body.inline import ATOM, Atom, Inline
from sitegen.languages.issues import Issue, IssueKind
from sitegen.languages.pair import LanguagePair
from sitegen.translation.engines.engine import Decoding, Engine, EngineOutput
from sitegen.translation.quality import Evidence, Quality
from sitegen.translation.sentences.attempts import Key, Try, Work, first_try, further_tries, without_atoms
from sitegen.translation.sentences.candidates import ended, take
from sitegen.translation.sentences.projection import project
from sitegen.translation.sentences.segments import sentence_spans
from sitegen.translation.texts import Segment

Done = Callable[[int], None]


@dataclass(frozen=True)
class Translated:
    """A translated text. ``flags`` are the doubts that remain, ``score`` is that of its worst sentence.

    So is ``confidence``, which is None where it is not known; ``evidence`` is what it was reckoned from, by sentence.
    """

    inline: Inline
    flags: tuple[IssueKind, ...]
    score: float
    confidence: float | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def text(self) -> str:
        """The translation without its marks."""
        return self.inline.text


def issues_of(source: str, translation: str, pair: LanguagePair) -> tuple[Issue, ...]:
    """Return the issues of an existing translation; both are texts without markup."""
    return pair.analyse(without_atoms(source)).check(without_atoms(translation))


def translate_texts(
    texts: Sequence[Segment], engine: Engine, pair: LanguagePair, done: Done | None = None
) -> list[Translated]:
    """Return the translation of each of ``texts``, in their order.

    ``pair`` are the languages; ``done`` is called with the number of sentences that were just translated.
    """
    spans = [sentence_spans(text.inline.text, pair.source, engine.tokens, engine.longest) for text in texts]
    keys = [[_key(text, start, end) for start, end in places] for text, places in zip(texts, spans, strict=True)]
    works = {key: Work.begin(key, pair, engine.spells) for key in dict.fromkeys(key for row in keys for key in row)}
    readable = [work for work in works.values() if work.readable]
    _attempt([(work, first_try(work)) for work in readable], engine, done)
    failing = [work for work in readable if not work.passes]
    again = [(work, other) for work in failing for other in further_tries(work, engine.tokens, engine.longest)]
    _attempt(again, engine)
    inlines = [
        _project(text, places, [works[key] for key in row])
        for text, places, row in zip(texts, spans, keys, strict=True)
    ]
    translated = [
        _verdict(inline, [works[key] for key in row if works[key].readable], engine.quality)
        for inline, row in zip(inlines, keys, strict=True)
    ]
    return _with_alts(translated, engine, pair)


def _key(text: Segment, start: int, end: int) -> Key:
    inline = text.inline
    first = inline.text.count(ATOM, 0, start)
    atoms = inline.atoms[first : first + inline.text.count(ATOM, start, end)]
    is_word = tuple(atom.word for atom in atoms)
    return Key(inline.text[start:end], is_word, text.headline, align=bool(inline.marks) or bool(inline.atoms))


def _attempt(tries: Iterable[tuple[Work, Try]], engine: Engine, done: Done | None = None) -> None:
    """Let the engine translate in some ways, each text once, and let each sentence take what is better than it has."""
    new = [(work, attempt) for work, attempt in tries if attempt not in work.tried]
    texts: dict[tuple[Decoding, bool], dict[str, None]] = {}
    for work, attempt in new:
        work.tried.add(attempt)
        known = texts.setdefault((attempt.decoding, work.key.align), {})
        known.update(dict.fromkeys(ended(given, headline=work.key.headline) for given in attempt.inputs))
    outputs: dict[tuple[Decoding, bool], dict[str, tuple[EngineOutput, ...]]] = {}
    for (decoding, align), several in texts.items():
        results = engine.translate(list(several), decoding, align=align, done=done)
        outputs[decoding, align] = dict(zip(several, results, strict=True))
    for work, attempt in new:
        found = outputs[attempt.decoding, work.key.align]
        take(work, attempt, [found[ended(given, headline=work.key.headline)] for given in attempt.inputs])


def _project(text: Segment, places: Sequence[tuple[int, int]], works: Sequence[Work]) -> Inline:
    """The translation of a whole text; a sentence that was cut has come in pieces."""
    pieces = [
        ((start + span[0], start + span[1]), restored)
        for (start, end), work in zip(places, works, strict=True)
        for span, restored in (work.best or [((0, end - start), None)])
    ]
    return project(text.inline, [span for span, _ in pieces], [restored for _, restored in pieces])


def _verdict(inline: Inline, works: Sequence[Work], quality: Quality) -> Translated:
    flags = dict.fromkeys(kind for work in works for kind in work.kinds)
    score = min((work.score for work in works), default=0.0)
    evidence = tuple(work.evidence for work in works)
    return Translated(inline, tuple(flags), score, min(map(quality.confidence, evidence), default=None), evidence)


def _with_alts(translated: Sequence[Translated], engine: Engine, pair: LanguagePair) -> list[Translated]:
    """Translate the alternative texts of images, which may themselves have markup."""
    alts = [atom.alt for text in translated for atom in text.inline.atoms if atom.alt is not None]
    if not alts:
        return list(translated)
    finished = iter(translate_texts([Segment(0, 0, alt) for alt in alts], engine, pair))
    return [_with_alt(text, finished) for text in translated]


def _with_alt(text: Translated, finished: Iterator[Translated]) -> Translated:
    atoms: list[Atom] = []
    flags = dict.fromkeys(text.flags)
    confidences = [text.confidence]
    for atom in text.inline.atoms:
        if atom.alt is None:
            atoms.append(atom)
        else:
            alt = next(finished)
            atoms.append(dataclasses.replace(atom, alt=alt.inline))
            flags.update(dict.fromkeys(alt.flags))
            confidences.append(alt.confidence)
    inline = dataclasses.replace(text.inline, atoms=tuple(atoms))
    lowest = min((known for known in confidences if known is not None), default=None)
    return dataclasses.replace(text, inline=inline, flags=tuple(flags), confidence=lowest)
