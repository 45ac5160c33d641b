"""The glossary's terms in an Indonesian sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sitegen.languages.id_en.checks.names import no_names
from sitegen.languages.id_en.glossary.english import plural
from sitegen.languages.id_en.glossary.entries import Entry, Glossary, Node
from sitegen.languages.id_en.glossary.tokens import Token, surface, tokenize

# Whether the term before a suffix still says all: -lah, -kah and -pun give it weight; -nya is "the", "its" or "his".
_SUFFIXES = {"nyalah": False, "nyakah": False, "nyapun": False, "nya": False, "lah": True, "kah": True, "pun": True}
_ENDINGS = tuple(_SUFFIXES)
_SHORTEST_STEM = 3
# Parts that go before a name with a hyphen and leave it whole: anti-AS, non-ASEAN.
_PREFIXES = frozenset({"anti", "antar", "eks", "non", "pasca", "pra", "pro"})
_ABBREVIATION = re.compile(r"\s*\(((?:[\w-]*[A-Z]){2}[\w-]*)\)")
_SENTENCE_ENDS = frozenset(".!?:")
_OPENING = frozenset("\"'“”‘([«")
# Indonesian nouns have no plural after these. "Kedua" is left out: it is "both" or "second".
_MANY = frozenset({
    "para", "beberapa", "sejumlah", "banyak", "berbagai", "puluhan", "ratusan", "ribuan", "jutaan", "dua", "tiga",
    "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "belas", "puluh", "ratus", "ribu", "juta",
})  # fmt: skip
# A number after these is a name: "Pasal 5 NATO" is one NATO's.
_NUMBERED = frozenset({"pasal", "ayat", "butir", "bab", "bagian", "nomor", "no", "tahap", "kelas", "tipe", "seri"})
_ONE = frozenset({"1", "satu", "sebuah", "seorang", "suatu"})
_THIS = frozenset({"ini", "itu", "tersebut"})
_CLASSIFIERS = frozenset({"orang", "unit", "buah"})
_NAMED_BEFORE = re.compile(r"(?:^|\s)[A-Z][\w’'-]*\s\($")
_FIRM_BEFORE = re.compile(r"\b(?:PT|CV)\.?\s(?:[A-Z][\w’'-]*\s){0,5}$")
_YEAR = re.compile(r"(?:19|20)\d\d")
# Names of institutions often end in them, and people's names begin with the others, although they are words, too.
_NAME_ENDS = frozenset({"ri", "republik"})
_FIRST_NAMES = frozenset({"sri", "indonesia", "teguh", "budi", "setia", "bambang", "agung", "wahyu", "cahaya"})


@dataclass(frozen=True)
class Term:
    """A term of the glossary at ``text[start:end]``, to be ``english`` in the translation (without an article).

    ``whole`` tells that ``english`` says all of it; otherwise the text has a suffix that English puts in other words.
    ``title`` tells that each of its words has a capital, as an office has before a name.
    """

    start: int
    end: int
    english: str
    entry: Entry
    whole: bool = True
    title: bool = False


@dataclass(frozen=True)
class _Match:
    """The tokens ``first`` to ``last`` spell an entry; those before ``second`` are the first half of a doubled word."""

    first: int
    second: int
    last: int
    entry: Entry
    written: str
    whole: bool


def find_terms(text: str, glossary: Glossary) -> tuple[Term, ...]:
    """Return the terms in ``text``, in their order. They do not overlap: of two that would, the longer is taken.

    A name that goes on is another name: ``Kementerian Pendidikan Dasar`` is not the ``Kementerian Pendidikan``. An
    abbreviation in brackets belongs to the term before it: ``Bank Indonesia (BI)`` is one term. A doubled word,
    and a word after a number, is in the plural.
    """
    tokens = tokenize(text)
    matches = [match for first in range(len(tokens)) for match in _matches_at(tokens, first, glossary.tree)]
    matches = [match for match in matches if not _goes_on(tokens, match)]
    matches.sort(key=lambda match: (tokens[match.first].start - tokens[match.last].end, match.first))
    free = [True] * len(tokens)
    terms = []
    for match in matches:
        place = slice(match.first, match.last + 1)
        if all(free[place]):
            free[place] = [False] * (match.last + 1 - match.first)
            terms.append(_term(tokens, match))
    found = _with_abbreviations(text, sorted(terms, key=lambda term: term.start))
    return tuple(term for term in found if not _belongs_to_a_name(text, term))


def _belongs_to_a_name(text: str, term: Term) -> bool:
    """Whether a term is another name's abbreviation, *Ogan Komering Ilir (OKI)*, or a part of the name of a firm."""
    is_alone = text[term.end : term.end + 1] == ")"
    return bool((is_alone and _NAMED_BEFORE.search(text, 0, term.start)) or _FIRM_BEFORE.search(text, 0, term.start))


def _matches_at(tokens: Sequence[Token], first: int, tree: Node) -> Iterator[_Match]:
    """Every entry whose text begins with the token ``first``, which may be the first half of a doubled word."""
    if _begins(tokens, first):
        yield from _walk(tokens, first, first, tree)
        following = tokens[first + 1 : first + 3]
        if len(following) == 2 and following[0].text == "-" and all(token.joined for token in following):
            second = following[1].folded
            if tokens[first].folded in {second, _stem(second)[0]}:
                yield from _walk(tokens, first, first + 2, tree)


def _walk(tokens: Sequence[Token], first: int, second: int, tree: Node) -> Iterator[_Match]:
    """The entries that the tokens from ``second`` on spell."""
    node = tree
    for last in range(second, len(tokens)):
        key = tokens[last].folded if last == second else tokens[last].key
        stem, whole = _stem(key)
        if stem in node.children and _ends(tokens, last):
            yield from _match(tokens, (first, second, last), node.children[stem], whole=whole, cut=len(key) - len(stem))
        if key not in node.children:
            return
        node = node.children[key]
        if _ends(tokens, last):
            yield from _match(tokens, (first, second, last), node)
        elif tokens[last + 1].text == "-" and tokens[last + 2].folded in _SUFFIXES:
            whole = _SUFFIXES[tokens[last + 2].folded]
            yield from _match(tokens, (first, second, last), node, whole=whole, added=2)


def _match(
    tokens: Sequence[Token],
    places: tuple[int, int, int],
    node: Node,
    *,
    whole: bool = True,
    cut: int = 0,
    added: int = 0,
) -> Iterator[_Match]:
    """The entry of ``node`` whose case rule allows what is written, less its last ``cut`` letters."""
    first, second, last = places
    written = surface(tokens[second : last + 1])
    written = written[: len(written) - cut]
    for spelling, entry in node.spellings:
        if _fits(written, spelling, entry, starts=_starts_sentence(tokens, first)):
            if entry.use != "leave":
                yield _Match(first, second, last + added, entry, written, whole)
            return


def _fits(written: str, spelling: str, entry: Entry, *, starts: bool) -> bool:
    if entry.case == "any" or written == spelling:
        return True
    return entry.case == "sentence" and starts and written == spelling[0].upper() + spelling[1:]


def _starts_sentence(tokens: Sequence[Token], first: int) -> bool:
    while first and tokens[first - 1].text in _OPENING:
        first -= 1
    return first == 0 or tokens[first - 1].text in _SENTENCE_ENDS


def _goes_on(tokens: Sequence[Token], match: _Match) -> bool:
    """Whether a name is followed by another word of the name: one with a capital that is no name by itself."""
    following = tokens[match.last + 1 : match.last + 2]
    if (
        not following
        or not following[0].text[0].isupper()
        or following[0].joined
        or not tokens[match.last].text[0].isupper()
    ):
        return False
    word = following[0]
    is_title = not any(token.text[0].islower() for token in tokens)
    return not is_title and (
        word.folded in _NAME_ENDS or (word.folded in no_names() and word.folded not in _FIRST_NAMES)
    )


def _stem(key: str) -> tuple[str, bool]:
    """The key without its suffix, and whether the stem alone says all; an empty stem where there is no suffix."""
    if not key.endswith(_ENDINGS):
        return "", True
    for suffix, whole in _SUFFIXES.items():
        if key.endswith(suffix) and len(key.lstrip()) >= len(suffix) + _SHORTEST_STEM:
            return key.removesuffix(suffix), whole
    return "", True


def _begins(tokens: Sequence[Token], first: int) -> bool:
    """Whether a term may begin here: not inside an address, nor after a hyphen that makes another word."""
    if first == 0 or not tokens[first].joined:
        return True
    sign = tokens[first - 1]
    if sign.text in {"@", "#"}:
        return False
    if sign.text not in {"-", ".", "'"} or first == 1 or not sign.joined:
        return True
    word = tokens[first - 2]
    return sign.text != "'" and (_are_names(word, tokens[first]) or (sign.text == "-" and word.folded in _PREFIXES))


def _ends(tokens: Sequence[Token], last: int) -> bool:
    """Whether a term may end here, by the same rules."""
    following = tokens[last + 1 : last + 3]
    if len(following) < 2 or not all(token.joined for token in following):
        return True
    sign, word = following
    if sign.text not in {"-", ".", "'", "@"} or not word.text[0].isalnum():
        return True
    return sign.text in {"-", "."} and _are_names(tokens[last], word)


def _are_names(one: Token, other: Token) -> bool:
    """Whether both have a capital, as in TNI-Polri, where each keeps its own meaning."""
    return one.text[0].isupper() and other.text[0].isupper()


def _term(tokens: Sequence[Token], match: _Match) -> Term:
    entry = match.entry
    english = match.written if entry.use == "copy" else _numbered(tokens, match)
    title = all(token.text[0].isupper() for token in tokens[match.second : match.last + 1] if token.text[0].isalpha())
    return Term(tokens[match.first].start, tokens[match.last].end, english, entry, match.whole, title)


def _numbered(tokens: Sequence[Token], match: _Match) -> str:
    """The first English words of an entry, in the plural or singular where the Indonesian sentence tells which."""
    words = match.entry.english[0]
    first = match.first
    if first and tokens[first - 1].folded in _CLASSIFIERS:
        first -= 1
    before = tokens[first - 1].folded if first else ""
    after = tokens[match.last + 1].folded if match.last + 1 < len(tokens) else ""
    is_name = first > 1 and tokens[first - 2].folded in _NUMBERED
    is_count = before.isdecimal() and before != "1" and not is_name and not _YEAR.fullmatch(before)
    many = before in _MANY or is_count
    if match.second > match.first or many:
        last = words.rsplit(maxsplit=1)[-1]
        is_name = last[0].isupper() and not last.isupper()
        return words if is_name or match.entry.use != "prefer" else plural(words)
    if before in _ONE or after in _THIS:
        return next((other for other in match.entry.english[1:] if plural(other) == words), words)
    return words


def _with_abbreviations(text: str, terms: Sequence[Term]) -> Iterator[Term]:
    taken = 0
    for number, term in enumerate(terms):
        if term.start < taken:
            continue
        match = _ABBREVIATION.match(text, term.end) if term.whole else None
        if match is None:
            yield term
            continue
        taken = match.end()
        short = match[1]
        following = terms[number + 1] if number + 1 < len(terms) else None
        if following and following.start == match.start(1) and " " not in following.english:
            short = following.english
        english = term.english if short in term.english else f"{term.english} ({short})"
        yield replace(term, end=match.end(), english=english)
