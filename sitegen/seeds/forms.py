"""The forms of house_styles.toml as patterns: what each finds in a line or a paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from sitegen.house_styles import HouseStyles

# Forms are looked for only so far from a paragraph's start or end, so that long paragraphs cost nothing.
_HEAD = 160
_TAIL = 400
_LONGEST_LINE = 200
_LONGEST_RELATED = 300

_DECORATION = r"[*_~>•·‣▪►»–—\s-]"  # of a line that was a list item, a link or bold
_DASH = r"(?:—|–|―|−|-{1,3})"
_SENTENCE_END = re.compile(r"(?:\A|[.!?…][\"”'’»)\]]*)\s*\Z")
_EDGES = re.compile(r"\A[\W_]+|[\W_]+\Z")
_PAIRS = (("(", ")"), ("[", "]"), ('"', '"'), ("“", "”"), ("'", "'"), ("‘", "’"))
_PIECES = {
    "PLACE": rf"(?P<PLACE>[^\W\d_](?:(?!\s{_DASH}\s)[\w.'’/&,\s-]){{0,60}}?)",
    "OUTLET": r"(?P<OUTLET>\w[\w.@&'’+\s-]{0,40}?)",
    "DATE": r"(?P<DATE>[0-9][\w/\s]{0,20})",
    "DASH": rf"\s*{_DASH}\s*",
    "NAME": r"(?P<NAME>\S.*?)",
    "INITIALS": r"(?P<INITIALS>[^()\[\]\n]{1,40}?)",
}


@dataclass(frozen=True)
class Credit:
    """What stands before a picture's credit in its paragraph, the credit's label, and the credit."""

    before: str
    label: str
    credit: str


@dataclass(frozen=True)
class Forms:
    """All forms of a site, ready to be used. Make one with `compile_forms`."""

    related: re.Pattern[str]
    bylines: tuple[re.Pattern[str], ...]
    credits: tuple[re.Pattern[str], ...]
    endings: tuple[re.Pattern[str], ...]
    datelines: tuple[re.Pattern[str], ...]
    domains: re.Pattern[str]
    outlets: frozenset[str]
    places: frozenset[str]

    def find_related(self, text: str) -> tuple[str, str] | None:
        """Return label and headline of a related headline, the headline "" for a label alone; None for other text."""
        found = self.related.fullmatch(text) if len(text) <= _LONGEST_RELATED else None
        if found is None:
            return None
        headline = re.sub(rf"\A{_DECORATION}+|[*_\s]+\Z", "", found["headline"] or "")
        for opening, closing in _PAIRS:
            if found["opening"].endswith(opening):
                headline = headline.removesuffix(closing)
        return found["label"], headline if _has_words(headline) else ""

    def find_byline(self, text: str) -> str:
        """Return the text of a line about who made the story, without brackets around it; "" for any other line."""
        if len(text) > _LONGEST_LINE:
            return ""
        for form in self.bylines:
            found = form.fullmatch(text)
            if found and _has_words(found["NAME"]):
                line = re.sub(rf"\A{_DECORATION}+|[*_\s]+\Z", "", text)
                return line[1:-1].strip() if (line[0], line[-1]) in {("(", ")"), ("[", "]")} else line
        return ""

    def find_credit(self, text: str) -> Credit | None:
        """Return the picture credit at the end of a paragraph."""
        start = max(0, len(text) - _TAIL)
        for form in self.credits:
            found = form.search(text, start)
            if found is None or not _has_words(found["CREDIT"]):
                continue
            before = text[: found.start()]
            if found[0].lstrip().startswith(("(", "[")) or before.endswith("\n") or _ends_sentence(before):
                begin = found.start("CREDIT")
                if "LABEL" not in form.groupindex and "OUTLET" in form.groupindex:
                    begin = found.start("OUTLET")
                label = _EDGES.sub("", text[found.start() : begin])
                return Credit(before.strip(), label, text[begin : found.end("CREDIT")].strip())
        return None

    def find_ending(self, text: str) -> tuple[str, str] | None:
        """Return the text before an ending such as ``[mg/rs]``, and its letters, which may be none."""
        for form in self.endings:
            found = form.search(text, max(0, len(text) - _TAIL))
            if found is None or not _ends_sentence(text[: found.start()]):
                continue
            if "INITIALS" in form.groupindex and not self._are_initials(found["INITIALS"]):
                continue
            return text[: found.start()].rstrip(), _EDGES.sub("", found[0])
        return None

    def find_dateline(self, text: str) -> tuple[str, str] | None:
        """Return the dateline at the start of a paragraph, without its dash, and the text after it."""
        found = [match for form in self.datelines if (match := form.match(text, 0, _HEAD)) and self._is_dateline(match)]
        if not found:
            return None
        longest = max(found, key=lambda match: match.end())
        return re.sub(r"[\s—–―−-]+\Z", "", longest[0]), text[longest.end() :]

    def _is_dateline(self, found: re.Match[str]) -> bool:
        pieces = found.groupdict()
        place, outlet = pieces.get("PLACE") or "", pieces.get("OUTLET") or ""
        following = found.string[found.end() : found.end() + _HEAD]
        knows_place = place[:1].isupper() and self._is_place(place)
        knows_outlet = _folded(outlet) in self.outlets or self.domains.fullmatch(outlet) is not None
        if not (knows_place or knows_outlet) or following[:1].islower():
            return False
        if place and not knows_place and not all(word[0].isupper() for word in re.findall(r"\w[\w.'’]*", place)):
            return False
        if outlet and not knows_outlet and not re.fullmatch(r"[A-Z][A-Z0-9]{1,9}", outlet):
            return False
        dash = re.search(rf"(?P<before>.){_DASH}\s*\Z", found[0])
        if dash is None:
            return knows_place and knows_outlet
        if dash["before"].isalnum() and not dash[0][-1].isspace() and (not outlet or dash[0].endswith("-")):
            return not following  # Jakarta-Bandung
        # "Jakarta - Surabaya ..." may be a road as well.
        return bool(outlet) or not any(self._is_place(" ".join(following.split()[:words])) for words in (1, 2))

    def _is_place(self, text: str) -> bool:
        parts = re.split(r"[,/&]", text)
        return _folded(text) in self.places or all(_folded(part) in self.places for part in parts)

    def _are_initials(self, text: str) -> bool:
        tokens = [token.strip() for token in re.split(r"[/,|&]", text)]
        longest = 12 if len(tokens) > 1 and "/" in text else 5
        return _has_words(text) and all(
            re.fullmatch(rf"\*+|(?=.*[^\W\d_])\w{{1,{longest}}}", token)
            or _folded(token) in self.outlets
            or self.domains.fullmatch(token)
            for token in tokens
        )


@cache
def compile_forms(styles: HouseStyles) -> Forms:
    """Return the patterns for a site's house styles."""
    domain = rf"[\w-]+(?:\.[\w-]+)?\.{_any_of(styles.domains)}"
    credit = {
        "LABEL": f"(?P<LABEL>{_any_of(styles.credit_labels)})",
        "OUTLET": rf"(?P<OUTLET>{_any_of(styles.outlets)}|{domain})",
    }
    byline = {**_PIECES, "LABEL": f"(?P<LABEL>{_any_of(styles.byline_labels)})"}
    edge = rf"{_DECORATION}{{0,4}}"
    return Forms(
        related=re.compile(
            rf"(?P<opening>[\W_]{{0,8}})(?P<label>{_any_of(styles.related_labels)})"
            r"(?:[^\w:]{0,4}:(?P<headline>.*)|[\W_]{0,4})",
            re.IGNORECASE | re.DOTALL,
        ),
        bylines=tuple(_compile(f"{edge}{_pattern(form, byline)}{edge}") for form in styles.bylines),
        credits=tuple(
            _compile(rf"{_pattern(form, {**credit, 'CREDIT': _credit(form)})}[\s.*_]*\Z") for form in styles.credits
        ),
        endings=tuple(_compile(rf"{_pattern(form, _PIECES)}[\s.*_]*\Z") for form in styles.endings),
        datelines=tuple(_compile(_pattern(form, _PIECES)) for form in styles.datelines),
        domains=_compile(domain),
        outlets=frozenset(map(_folded, styles.outlets)),
        places=frozenset(map(_folded, styles.places)),
    )


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)


def _credit(form: str) -> str:
    if form.endswith("}"):
        return r"(?P<CREDIT>[^\n]{1,100}?)"
    return r"(?P<CREDIT>(?:[^()\[\]]|\([^()]*\)){1,200}?)"


def _pattern(form: str, pieces: Mapping[str, str]) -> str:
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


def _is_word(token: str) -> bool:
    return token.isalnum() or (token.startswith("{") and "DASH" not in token)


def _any_of(words: Sequence[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    escaped = (r"\s+".join(map(re.escape, word.split())) for word in longest_first)
    return f"(?:{'|'.join(escaped)})(?!\\w)"


def _ends_sentence(text: str) -> bool:
    """Tell whether ``text`` is nothing or ends with the end of a sentence."""
    return _SENTENCE_END.search(text[-10:]) is not None


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace(".", "").replace(",", " ").split())


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)
