"""Texts with markup go through an engine that knows only plain sentences."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence

from sitegen.content.inline import Atom, Inline
from sitegen.translation.engine import Engine, EngineOutput
from sitegen.translation.projection import copied_placeholders, project
from sitegen.translation.segments import Segment, segment
from sitegen.translation.texts import Text

Done = Callable[[int], None]


def translate_texts(texts: Sequence[Text], engine: Engine, lang: str, done: Done | None = None) -> list[Inline]:
    """Return the translation of each of ``texts``, in their order.

    ``lang`` is the language of the texts; ``done`` is called with the number of sentences that were just translated.
    """
    sources = [text.inline for text in texts]
    segments = [segment(source, lang) for source in sources]
    outputs = _run(texts, sources, segments, engine, done)
    # A model that does not copy placeholders gets the sentence again without them.
    failed = [
        number
        for number, (parts, results) in enumerate(zip(segments, outputs, strict=True))
        if any(output and not copied_placeholders(part, output) for part, output in zip(parts, results, strict=True))
    ]
    bare = [segment(sources[number], lang, placeholders=False) for number in failed]
    again = _run([texts[n] for n in failed], [sources[n] for n in failed], bare, engine, None)
    for number, parts, results in zip(failed, bare, again, strict=True):
        segments[number], outputs[number] = parts, results
    translated = [
        project(text.inline, parts, results) for text, parts, results in zip(texts, segments, outputs, strict=True)
    ]
    return _with_alts(translated, engine, lang)


def _run(
    texts: Sequence[Text],
    sources: Sequence[Inline],
    segments: Sequence[Sequence[Segment]],
    engine: Engine,
    done: Done | None,
) -> list[list[EngineOutput | None]]:
    """Each segment's output; None where there was nothing to translate or nothing came back."""
    needs_links = {
        part.text
        for source, parts in zip(sources, segments, strict=True)
        for part in parts
        if source.marks or len(part.atoms) < len(source.atoms)
    }
    headlines = {part.text for text, parts in zip(texts, segments, strict=True) if text.headline for part in parts}
    wanted = {part.text for parts in segments for part in parts if part.text}
    outputs: dict[str, EngineOutput] = {}
    for align in (False, True):
        batch = sorted(text for text in wanted if (text in needs_links) is align)
        # A headline reads better to the models when it ends like a sentence.
        sentences = [_ended(text) if text in headlines else text for text in batch]
        outputs.update(zip(batch, engine.translate(sentences, align=align, done=done), strict=True))
    return [
        [_usable(outputs.get(part.text), part, headline=text.headline) for part in parts]
        for text, parts in zip(texts, segments, strict=True)
    ]


def _ended(headline: str) -> str:
    return headline if headline[-1] in ".!?:;'\"" else headline + "."


def _usable(output: EngineOutput | None, part: Segment, *, headline: bool) -> EngineOutput | None:
    if output is None or not output.text:
        return None
    text = output.text
    if headline:
        if _ended(part.text) != part.text:
            text = text.removesuffix(".")
        text = text[:1].upper() + text[1:]
    length = len(part.text)
    links = tuple(link for link in output.links if link.source[1] <= length and link.target[1] <= len(text))
    return dataclasses.replace(output, text=text, links=links) if text else None


def _with_alts(translated: Sequence[Inline], engine: Engine, lang: str) -> list[Inline]:
    """Translate the alternative texts of images, which may themselves have markup."""
    alts = [atom.alt for inline in translated for atom in inline.atoms if atom.alt is not None]
    if not alts:
        return list(translated)
    finished = iter(translate_texts([Text(0, 0, alt) for alt in alts], engine, lang))
    return [
        dataclasses.replace(inline, atoms=tuple(_with_alt(atom, finished) for atom in inline.atoms))
        for inline in translated
    ]


def _with_alt(atom: Atom, finished: Iterator[Inline]) -> Atom:
    return atom if atom.alt is None else dataclasses.replace(atom, alt=next(finished))
