"""Terms are hidden from the engine, or shown to it in English, and put into what it gives back."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sitegen.translation.glossary.english import as_title, indefinite_article, with_capital
from sitegen.translation.glossary.terms import Term
from sitegen.translation.segments import MOST_PLACEHOLDERS, placeholder

_PLACEHOLDER = re.compile(r"⟦(\d*)⟧")
_WORD_BEFORE = re.compile(r"([\w']+)\s+$")
_INDEFINITE_BEFORE = re.compile(r"\b([Aa])n?\s+$")
_STARTS_SENTENCE = re.compile(r"(?:^|[.!?:]\s)[\s\"'(\[]*$")
_NAME_AFTER = re.compile(r"\s+[A-Z]")
_DETERMINERS = frozenset({
    "the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my", "your", "each",
    "every", "no", "any", "some", "another", "which", "whose",
})  # fmt: skip


@dataclass(frozen=True)
class Substitution:
    """A text with terms replaced.

    One of the two texts, before and after, is the engine's: it is the one with placeholders. ``offsets`` gives for each
    place in it, and for its end, the place in the other, so that links can be moved. ``terms`` are those that the
    placeholders stand for, in the order of their numbers.
    """

    text: str
    terms: tuple[Term, ...]
    offsets: tuple[int, ...]


def replace_terms(
    text: str, *, hidden: Collection[Term] = (), shown: Collection[Term] = (), first: int = 1
) -> Substitution:
    """Replace ``hidden`` terms by placeholders from ``first`` on, and ``shown`` ones by their English words.

    Models tend to copy English words from an Indonesian sentence. Terms that are not `Term.whole`, and those for which
    no placeholder is left, are left alone.
    """
    output = ""
    offsets: list[int] = []
    position = 0
    replaced: list[Term] = []
    for term in sorted({*hidden, *shown}, key=lambda term: term.start):
        if term in hidden and first + len(replaced) <= MOST_PLACEHOLDERS and term.whole:
            replacement = placeholder(first + len(replaced))
            replaced.append(term)
        elif term in shown and term.whole:
            replacement = term.english
        else:
            continue
        output += text[position : term.start] + replacement
        offsets += range(position, term.start)
        # A part of the replacement stands for a like part of the term.
        length = term.end - term.start
        offsets += [term.start + length * place // len(replacement) for place in range(len(replacement))]
        position = term.end
    return Substitution(output + text[position:], tuple(replaced), (*offsets, *range(position, len(text) + 1)))


def put_in_terms(output: str, terms: Sequence[Term], first: int = 1) -> Substitution | None:
    """Replace the placeholders from ``first`` on in the engine's output by the English words of ``terms``.

    An article is added where the term takes one, ``a`` and ``an`` are put right, and a capital goes where a sentence
    begins or an office stands before a name. None if the engine did not give back each placeholder exactly once.
    """
    found = [match for match in _PLACEHOLDER.finditer(output) if not match[1] or int(match[1]) >= first]
    numbers = [match[1] for match in found]
    if sorted(numbers) != [str(number) for number in range(first, first + len(terms))]:
        return None
    text = ""
    offsets: list[int] = []
    position = 0
    for match in found:
        between = output[position : match.start()]
        offsets += range(len(text), len(text) + len(between))
        text += between
        term = terms[int(match[1]) - first]
        text, words = fitted(text, term, output[match.end() :])
        offsets = [min(place, len(text)) for place in offsets]
        offsets += [len(text)] + [len(text) + len(words)] * (match.end() - match.start() - 1)
        text += words
        position = match.end()
    offsets += range(len(text), len(text) + len(output) - position + 1)
    return Substitution(text + output[position:], tuple(terms), tuple(offsets))


def fitted(before: str, term: Term, after: str) -> tuple[str, str]:
    """Return the text before a term with its indefinite article put right, and the term's words as they fit there."""
    words = term.english
    if term.title and _NAME_AFTER.match(after):
        words = as_title(words)
    elif term.entry.article and not _determined(before):
        words = "the " + words
    if indefinite := _INDEFINITE_BEFORE.search(before):
        article = indefinite_article(words)
        before = before[: indefinite.start()] + (article if indefinite[1] == "a" else article.capitalize()) + " "
    return before, with_capital(words) if _STARTS_SENTENCE.search(before) else words


def _determined(before: str) -> bool:
    word = _WORD_BEFORE.search(before)
    return word is not None and (
        word[1].lower() in _DETERMINERS or word[1].isdecimal() or word[1].endswith(("'s", "s'"))
    )
