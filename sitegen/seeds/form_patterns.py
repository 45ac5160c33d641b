"""How a form of house_styles.toml becomes a regular expression."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sitegen.seeds.dates.date_words import one_of

DECORATION = r"[*_~>•·‣▪►»–—\s-]"
"""A pattern for what stands around a line that was a list item, a link or bold."""
# Also without a space, where text ran together or a bracket follows.
_SENTENCE_START = re.compile(
    r"""(?<=[.!?…])["”'’»)\]]*\s+(?=\S)|(?<=[.!?…])["”'’»)\]]*(?=\[)|(?<=[^\W\d_][.!?…])["”'’»)\]]*(?=[A-Z])"""
)
_SENTENCE_END = re.compile(r"(?:\A|[.!?…][\"”'’»)\]]*)\s*\Z")


def compile_form(pattern: str) -> re.Pattern[str]:
    """Return a pattern in which capitals and small letters are the same and a dot is any character."""
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)


def form_pattern(form: str, pieces: Mapping[str, str]) -> str:
    """Return the regular expression for a form: its words as they are, and space wherever a mark allows it."""
    tokens = re.findall(r"\{[A-Z]+\}|\w+|\s+|[^\w\s]", form)
    pattern = ""
    for number, token in enumerate(tokens):
        if token.startswith("{"):
            pattern += pieces[token[1:-1]]
        elif token.isspace():
            around = (tokens[number - 1], tokens[number + 1])
            pattern += r"\s+" if all(_is_word(other) for other in around) else ""
        else:
            pattern += re.escape(token) if _is_word(token) else rf"\s*{re.escape(token)}\s*"
    return pattern


def marks(form: str) -> frozenset[str]:
    """Return the marks that stand in a form, without which no text fits it."""
    return frozenset(character for character in re.sub(r"\{[A-Z]+\}", "", form) if re.match(r"[^\w\s]", character))


def _is_word(token: str) -> bool:
    return token.isalnum() or (token.startswith("{") and "DASH" not in token)


def any_of(words: Sequence[str]) -> str:
    """Return a pattern for one of ``words`` as a whole word; for no words, one that nothing matches."""
    if not words:
        return "(?!)"
    return f"(?:{one_of(words)})(?!\\w)"


def ends_sentence(text: str) -> bool:
    """Tell whether ``text`` is nothing or ends with the end of a sentence."""
    return _SENTENCE_END.search(text[-10:]) is not None


def sentence_starts(text: str, longest: int) -> Iterator[int]:
    """Yield where a sentence other than the first may begin, among the last ``longest`` characters of ``text``."""
    return (found.end() for found in _SENTENCE_START.finditer(text, max(0, len(text) - longest)))


def folded(text: str) -> str:
    """Return ``text`` without case, full stops, commas and extra spaces, for comparing names."""
    return " ".join(text.casefold().replace(".", "").replace(",", " ").split())


def has_words(text: str) -> bool:
    """Tell whether there is a letter or digit in ``text``."""
    return any(character.isalnum() for character in text)
