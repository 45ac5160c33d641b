"""Texts with markup go through an engine that knows only plain sentences, until what comes back passes the checks."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sitegen.content.inline import ATOM, Atom, Inline
from sitegen.translation.checks.checking import check
from sitegen.translation.checks.flags import FlagKind
from sitegen.translation.engine import FIRST, Decoding, Engine, EngineOutput
from sitegen.translation.glossary.entries import Glossary
from sitegen.translation.glossary.honouring import missing_terms
from sitegen.translation.glossary.terms import Term
from sitegen.translation.projection import project
from sitegen.translation.protection import Protection, protect
from sitegen.translation.restoring import Restored, restore
from sitegen.translation.segments import Reading, Segment, make_segment, sentence_spans
from sitegen.translation.texts import Text

Done = Callable[[int], None]

# In the order in which they are tried; a sentence is not tried again once it passes.
_ATTEMPTS = (
    (Reading.ALL_HIDDEN, FIRST),
    (Reading.FEW_HIDDEN, FIRST),
    (Reading.BARE, FIRST),
    (Reading.NO_PLACEHOLDERS, FIRST),
    (Reading.SHOWN, Decoding(wider=1, hypotheses=8, repetition_penalty=1.2)),
)
# They help where placeholders do not come back, and hardly ever where they do.
_FEWER_PLACEHOLDERS = {Reading.FEW_HIDDEN, Reading.BARE, Reading.NO_PLACEHOLDERS}
# A wrong number or name misleads; a clumsy sentence only annoys.
_WEIGHTS = {FlagKind.EMPTY: 9, FlagKind.NUMBER: 3, FlagKind.DATE: 3, FlagKind.NAME: 3, FlagKind.INVENTED: 3}
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Translated:
    """A translated text. ``flags`` are the doubts that remain, ``score`` is that of its worst sentence."""

    inline: Inline
    flags: tuple[FlagKind, ...]
    score: float

    @property
    def text(self) -> str:
        """The translation without its marks."""
        return self.inline.text


@dataclass(frozen=True)
class _Key:
    """What makes two sentences the same to the translator."""

    sentence: str
    is_word: tuple[bool, ...]
    headline: bool
    align: bool


@dataclass
class _Work:
    """A sentence on its way: the best translation so far and the doubts about it, and what has been read already."""

    key: _Key
    protection: Protection
    best: Restored | None = None
    flags: tuple[FlagKind, ...] = (FlagKind.EMPTY,)
    read: set[tuple[str, Decoding]] = field(default_factory=set)

    @property
    def passes(self) -> bool:
        return not self.flags

    def consider(self, candidate: Restored) -> None:
        """Take ``candidate`` if there are fewer doubts about it than about the best so far."""
        flags = doubts(self.key.sentence, candidate.text, self.protection.terms)
        if self.best is None or _weight(flags) < _weight(self.flags):
            self.best, self.flags = candidate, flags


def doubts(source: str, translation: str, terms: Sequence[Term] = ()) -> tuple[FlagKind, ...]:
    """Return what may be wrong with a sentence's translation; ``terms`` are the glossary's in the source."""
    may_be_new = frozenset(word for term in terms for word in _WORD.findall(term.english))
    flags = check(source.replace(ATOM, " "), translation.replace(ATOM, " "), may_be_new)
    kinds = dict.fromkeys(flag.kind for flag in flags)
    return (*kinds, FlagKind.TERM) if missing_terms(terms, translation) else tuple(kinds)


def _weight(flags: Iterable[FlagKind]) -> int:
    return sum(_WEIGHTS.get(flag, 1) for flag in flags)


def translate_texts(
    texts: Sequence[Text], engine: Engine, lang: str, glossary: Glossary | None = None, done: Done | None = None
) -> list[Translated]:
    """Return the translation of each of ``texts``, in their order.

    ``lang`` is the language of the texts; ``done`` is called with the number of sentences that were just translated.
    """
    spans = [sentence_spans(text.inline.text, lang) for text in texts]
    keys = [[_key(text, start, end) for start, end in places] for text, places in zip(texts, spans, strict=True)]
    works = {key: _Work(key, protect(key.sentence, glossary)) for key in dict.fromkeys(k for ks in keys for k in ks)}
    readable = [work for work in works.values() if any(character.isalnum() for character in work.key.sentence)]
    for number, (reading, decoding) in enumerate(_ATTEMPTS):
        waiting = [work for work in readable if not work.passes]
        if reading in _FEWER_PLACEHOLDERS:
            waiting = [work for work in waiting if work.best is None]
        _attempt(waiting, engine, reading, decoding, None if number else done)
    inlines = [
        project(text.inline, places, [works[key].best for key in row])
        for text, places, row in zip(texts, spans, keys, strict=True)
    ]
    translated = [
        Translated(inline, *_verdict(works[key] for key in row if works[key] in readable))
        for inline, row in zip(inlines, keys, strict=True)
    ]
    return _with_alts(translated, engine, lang, glossary)


def _key(text: Text, start: int, end: int) -> _Key:
    inline = text.inline
    first = inline.text.count(ATOM, 0, start)
    atoms = inline.atoms[first : first + inline.text.count(ATOM, start, end)]
    is_word = tuple(atom.word for atom in atoms)
    return _Key(inline.text[start:end], is_word, text.headline, align=bool(inline.marks) or bool(inline.atoms))


def _attempt(works: Sequence[_Work], engine: Engine, reading: Reading, decoding: Decoding, done: Done | None) -> None:
    """Translate the sentences of ``works`` in one way, and let each take what is better than it has."""
    for align in (False, True):
        segments: dict[str, list[tuple[_Work, Segment]]] = {}
        for work in works:
            if work.key.align is align:
                segment = make_segment(work.key.sentence, work.key.is_word, work.protection, reading)
                text = _ended(segment.text) if work.key.headline else segment.text
                if (text, decoding) not in work.read:
                    work.read.add((text, decoding))
                    segments.setdefault(text, []).append((work, segment))
        outputs = engine.translate(list(segments), decoding, align=align, done=done) if segments else []
        for (text, waiting), candidates in zip(segments.items(), outputs, strict=True):
            for work, segment in waiting:
                _consider(work, segment, candidates, ended=text != segment.text)


def _consider(work: _Work, segment: Segment, candidates: Sequence[EngineOutput], *, ended: bool) -> None:
    for candidate in candidates:
        restored = restore(segment, candidate)
        if restored and work.key.headline:
            restored = _as_headline(restored, ended=ended)
        if restored and restored.text.strip():
            work.consider(restored)
        if work.passes:
            return


def _ended(headline: str) -> str:
    """A headline reads better to the models when it ends like a sentence."""
    return headline if headline[-1] in ".!?:;'\"" else headline + "."


def _as_headline(restored: Restored, *, ended: bool) -> Restored:
    text = restored.text.removesuffix(".") if ended else restored.text
    links = tuple(link for link in restored.links if link.target[1] <= len(text))
    return dataclasses.replace(restored, text=text[:1].upper() + text[1:], links=links)


def _verdict(works: Iterable[_Work]) -> tuple[tuple[FlagKind, ...], float]:
    flags: dict[FlagKind, None] = {}
    score = 0.0
    for work in works:
        flags.update(dict.fromkeys(work.flags))
        score = min(score, work.best.score if work.best else 0.0)
    return tuple(flags), score


def _with_alts(
    translated: Sequence[Translated], engine: Engine, lang: str, glossary: Glossary | None
) -> list[Translated]:
    """Translate the alternative texts of images, which may themselves have markup."""
    alts = [atom.alt for text in translated for atom in text.inline.atoms if atom.alt is not None]
    if not alts:
        return list(translated)
    finished = iter(translate_texts([Text(0, 0, alt) for alt in alts], engine, lang, glossary))
    return [_with_alt(text, finished) for text in translated]


def _with_alt(text: Translated, finished: Iterator[Translated]) -> Translated:
    atoms: list[Atom] = []
    flags = dict.fromkeys(text.flags)
    for atom in text.inline.atoms:
        if atom.alt is None:
            atoms.append(atom)
        else:
            alt = next(finished)
            atoms.append(dataclasses.replace(atom, alt=alt.inline))
            flags.update(dict.fromkeys(alt.flags))
    return Translated(dataclasses.replace(text.inline, atoms=tuple(atoms)), tuple(flags), text.score)
