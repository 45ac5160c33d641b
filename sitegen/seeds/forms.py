"""The forms of house_styles.toml compiled to patterns for lines and paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sitegen.seeds.dates.stated_dates import DAY, DateLabels, date_labels
from sitegen.seeds.form_patterns import (
    DECORATION,
    any_of,
    compile_form,
    ends_sentence,
    folded,
    form_pattern,
    has_words,
    marks,
)
from sitegen.seeds.furniture import FurnitureForms, furniture_forms, is_headline
from sitegen.seeds.people import Roles, begins_with_name, is_full_name, roles
from sitegen.settings.house_styles import HouseStyles

# Forms are looked for only so far from a paragraph's start or end, so that long paragraphs cost nothing.
_HEAD = 160
_TAIL = 400
_LONGEST_LINE = 200
_LONGEST_RELATED = 300
_SHORT = 3  # letters of what may be an abbreviation

_DASH = r"(?:—|–|―|−|-{1,3})"
_WORD_BEFORE_NAME = re.compile(r"[\w}]\s*\{NAME\}")
_EDGES = re.compile(r"\A[\W_]+|[\W_]+\Z")
_PAIRS = (("(", ")"), ("[", "]"), ('"', '"'), ("“", "”"), ("'", "'"), ("‘", "’"))
_PIECES = {
    "PLACE": rf"(?P<PLACE>[^\W\d_](?:(?!\s{_DASH}\s)[\w.'’/&,\s-]){{0,60}}?)",
    "OUTLET": r"(?P<OUTLET>\w[\w.@&'’+\s-]{0,40}?)",
    "DATE": rf"(?P<DATE>{DAY})",
    "DASH": rf"\s*{_DASH}\s*",
    "NAME": r"(?P<NAME>\S.*?)",
    "INITIALS": r"(?P<INITIALS>[^()\[\]\n]{1,40}?)",
}


@dataclass(frozen=True)
class Credit:
    """The text before a picture's credit in its paragraph, the credit's label, and the credit."""

    before: str
    label: str
    credit: str


@dataclass(frozen=True)
class Dateline:
    """A dateline without its dash, its day as it is written there, and the text after it."""

    text: str
    day: str
    rest: str


@dataclass(frozen=True)
class Forms:
    """All forms of a site, ready to be used. Make one with `compile_forms`."""

    related: re.Pattern[str]
    related_without_colon: re.Pattern[str]
    furniture: FurnitureForms
    dates: DateLabels
    roles: Roles
    bylines: tuple[tuple[re.Pattern[str], bool], ...]  # each with whether it must have a name
    credits: tuple[tuple[frozenset[str], re.Pattern[str]], ...]  # each with the marks that it cannot do without
    endings: tuple[re.Pattern[str], ...]
    datelines: tuple[re.Pattern[str], ...]
    author_label: str
    published_label: str
    domains: re.Pattern[str]
    outlets: frozenset[str]
    places: frozenset[str]

    def find_related(self, text: str) -> tuple[str, str] | None:
        """Return label and headline of a related headline, the headline "" for a label alone; None for other text."""
        if len(text) > _LONGEST_RELATED:
            return None
        found = self.related.fullmatch(text)
        if found is None:
            found = self.related_without_colon.fullmatch(text)
            return (found["label"], found["headline"].rstrip()) if found and is_headline(found["headline"]) else None
        headline = re.sub(rf"\A{DECORATION}+|[*_\s]+\Z", "", found["headline"] or "")
        for opening, closing in _PAIRS:
            if found["opening"].endswith(opening):
                headline = headline.removesuffix(closing)
        return found["label"], headline if has_words(headline) else ""

    def find_byline(self, text: str) -> str:
        """Return the text of a line about who made the story, without brackets around it; "" for any other line."""
        if len(text) > _LONGEST_LINE:
            return ""
        for form, must_have_name in self.bylines:
            found = form.fullmatch(text)
            if found and (begins_with_name(found["NAME"]) if must_have_name else has_words(found["NAME"])):
                line = re.sub(rf"\A{DECORATION}+|[*_\s]+\Z", "", text)
                return line[1:-1].strip() if (line[0], line[-1]) in {("(", ")"), ("[", "]")} else line
        return ""

    def find_credit(self, text: str) -> Credit | None:
        """Return the picture credit at the end of a paragraph."""
        start = max(0, len(text) - _TAIL)
        marks_there = frozenset(text[start:])
        for needed, form in self.credits:
            # A search for a hundred outlets in a paragraph without "/" would take half of an import's time.
            found = form.search(text, start) if needed <= marks_there else None
            if found is None or not has_words(found["CREDIT"]):
                continue
            before = text[: found.start()]
            if found[0].lstrip().startswith(("(", "[")) or before.endswith("\n") or ends_sentence(before):
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
            if found is None or not ends_sentence(text[: found.start()]):
                continue
            if "INITIALS" in form.groupindex and not self._are_initials(found["INITIALS"]):
                continue
            if "NAME" in form.groupindex and (found.start() or not is_full_name(found["NAME"])):
                continue
            return text[: found.start()].rstrip(), _EDGES.sub("", found[0])
        return None

    def find_dateline(self, text: str) -> Dateline | None:
        """Return the dateline at the start of a paragraph."""
        found = [match for form in self.datelines if (match := form.match(text, 0, _HEAD)) and self._is_dateline(match)]
        if not found:
            return None
        longest = max(found, key=lambda match: match.end())
        day = longest.groupdict().get("DATE") or ""
        return Dateline(re.sub(r"[\s—–―−-]+\Z", "", longest[0]), day, text[longest.end() :])

    def _is_dateline(self, found: re.Match[str]) -> bool:
        pieces = found.groupdict()
        place, outlet, day = (pieces.get(name) or "" for name in ("PLACE", "OUTLET", "DATE"))
        knows_place = place[:1].isupper() and self._is_place(place)
        knows_outlet = folded(outlet) in self.outlets or self.domains.fullmatch(outlet) is not None
        is_place = knows_place or all(word[0].isupper() for word in re.findall(r"\w[\w.'’]*", place))
        is_outlet = not outlet or knows_outlet or re.fullmatch(r"[A-Z][A-Z0-9]{1,9}", outlet) is not None
        if (
            not (knows_place or knows_outlet)
            or not (is_place and is_outlet)
            or found.string[found.end() : found.end() + 1].islower()
        ):
            return False
        dash = re.search(rf"(?P<before>.){_DASH}\s*\Z", found[0])
        if dash is None:
            return knows_place and (knows_outlet or bool(day))
        return bool(day) or (knows_place and knows_outlet) or self._parts(dash, place, outlet, found)

    def _parts(self, dash: re.Match[str], place: str, outlet: str, found: re.Match[str]) -> bool:
        """Whether a dash after a place or an outlet parts it from the text, and joins no road or double name."""
        first_words = found.string[found.end() : found.end() + _HEAD].split()[:2]
        # "Jakarta - Surabaya ..." may be a road as well.
        is_between_places = any(self._is_place(" ".join(first_words[:words])) for words in (1, 2))
        is_joined = dash["before"].isalnum() and not dash[0][-1].isspace() and (not outlet or dash[0].endswith("-"))
        if not is_joined:
            return bool(outlet) or not is_between_places
        if not first_words or is_between_places:
            return not first_words  # Jakarta-Bandung
        # JAKARTA-Presiden ...: what follows is a word of the text, and not half of a name.
        is_unlike_words = bool(self.domains.fullmatch(outlet)) or (
            not outlet and place.isupper() and len(place) > _SHORT
        )
        return is_unlike_words and first_words[0][1:].islower()

    def _is_place(self, text: str) -> bool:
        parts = re.split(r"[,/&]", text)
        return folded(text) in self.places or all(folded(part) in self.places for part in parts)

    def _are_initials(self, text: str) -> bool:
        tokens = [token.strip() for token in re.split(r"[/,|&]", text)]
        longest = 12 if len(tokens) > 1 and "/" in text else 5
        return has_words(text) and all(
            re.fullmatch(rf"\*+|(?=.*[^\W\d_])\w{{1,{longest}}}", token)
            or folded(token) in self.outlets
            or self.domains.fullmatch(token)
            for token in tokens
        )


@cache
def compile_forms(styles: HouseStyles) -> Forms:
    """Return the patterns for a site's house styles."""
    domain = rf"[\w-]+(?:\.[\w-]+)?\.{any_of(styles.domains)}"
    outlet = f"{any_of(styles.outlets)}|{domain}"
    named_outlet = f"(?P<OUTLET>{outlet})"
    credit = {"LABEL": f"(?P<LABEL>{any_of(styles.credit_labels)})", "OUTLET": named_outlet}
    labels = (*styles.author_labels, *styles.editor_labels, *styles.byline_labels)
    byline = {**_PIECES, "LABEL": f"(?P<LABEL>{any_of(labels)})", "OUTLET": named_outlet}
    edge = rf"{DECORATION}{{0,4}}"
    outlets, domains = frozenset(map(folded, styles.outlets)), compile_form(domain)
    # Text that runs on without a space tells where the place ends, if the place is known.
    known_place = "|".join(map(re.escape, sorted(styles.places, key=len, reverse=True)))
    before_text = {**_PIECES, "PLACE": rf"(?P<PLACE>{known_place})(?=(?-i:[A-Z])[^\W\d_])"}
    related = rf"(?P<opening>[\W_]{{0,8}})(?P<label>{any_of(styles.related_labels)})"
    longer = [label for label in styles.related_labels if " " in label]
    return Forms(
        related=compile_form(related + r"(?:[^\w:]{0,4}:(?P<headline>.*)|[\W_]{0,4})"),
        related_without_colon=compile_form(rf"{DECORATION}{{0,8}}(?P<label>{any_of(longer)})\s+(?P<headline>\S.*)"),
        furniture=furniture_forms(styles, outlet),
        dates=date_labels(styles.published_labels, styles.updated_labels),
        roles=roles(styles.author_labels, styles.editor_labels, styles.byline_labels, outlets, domains),
        bylines=tuple(
            (compile_form(f"{edge}{form_pattern(form, byline)}{edge}"), _WORD_BEFORE_NAME.search(form) is not None)
            for form in styles.bylines
        ),
        credits=tuple(
            (marks(form), compile_form(rf"{form_pattern(form, {**credit, 'CREDIT': _credit(form)})}[\s.*_]*\Z"))
            for form in styles.credits
        ),
        endings=tuple(compile_form(rf"{form_pattern(form, _PIECES)}[\s.*_]*\Z") for form in styles.endings),
        datelines=tuple(
            compile_form(form_pattern(form, before_text if form.endswith("{PLACE}") else _PIECES))
            for form in styles.datelines
        ),
        author_label=next(iter(styles.author_labels), ""),
        published_label=next(iter(styles.published_labels), ""),
        domains=domains,
        outlets=outlets,
        places=frozenset(map(folded, styles.places)),
    )


def _credit(form: str) -> str:
    if form.endswith("}"):
        return r"(?P<CREDIT>[^\n]{1,100}?)"
    return r"(?P<CREDIT>(?:[^()\[\]]|\([^()]*\)){1,200}?)"
