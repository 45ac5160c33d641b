"""Where texts are translated: in this process, or elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from sitegen.errors import Problem
from sitegen.languages.pair import LanguagePair
from sitegen.translation.engines.engine import Engine
from sitegen.translation.sentences.translator import Translated, translate_texts
from sitegen.translation.texts import Segment


class HasTexts(Protocol):
    """Something with texts that are translated together."""

    @property
    def texts(self) -> Sequence[Segment]:
        """The texts."""


P = TypeVar("P", bound=HasTexts)


class Translator(Protocol):
    """Translates many texts, a piece at a time, or many pieces side by side."""

    @property
    def problems(self) -> Sequence[Problem]:
        """What a person should know of the texts that were translated."""

    def sizes(self, texts: Sequence[Segment]) -> Iterator[int]:
        """Yield how many of ``texts`` the first piece is to have, then the next, and so on to the last text."""

    def translate(self, pieces: Iterable[P], done: Callable[[int], None]) -> Iterator[tuple[P, Sequence[Translated]]]:
        """Yield each piece with the translations of its texts when it is finished, in any order.

        ``pieces`` is read no further than there is room for. A piece without texts is finished at once. ``done`` may
        be called with the number of sentences that have just been translated.

        Raises:
            SitegenError: there is nothing, or nothing any more, that could translate.
        """


class LocalTranslator:
    """A `Translator` in this process."""

    problems: Sequence[Problem] = ()

    def __init__(self, engine: Engine, languages: LanguagePair, size: int) -> None:
        """Take what translates, and how many texts a piece is to have."""
        self._engine, self._languages, self._size = engine, languages, size

    def sizes(self, texts: Sequence[Segment]) -> Iterator[int]:
        """Yield what `Translator.sizes` says."""
        for start in range(0, len(texts), self._size):
            yield min(self._size, len(texts) - start)

    def translate(self, pieces: Iterable[P], done: Callable[[int], None]) -> Iterator[tuple[P, Sequence[Translated]]]:
        """Translate one piece after the other."""
        for piece in pieces:
            yield piece, translate_texts(piece.texts, self._engine, self._languages, done) if piece.texts else []
