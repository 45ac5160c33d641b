"""Finds the furniture of a page in a news text: advertisements, players, links to other pages, prompts to share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.seeds.dates.date_words import one_of
from sitegen.seeds.form_patterns import any_of, compile_form, ends_sentence, form_pattern, sentence_starts
from sitegen.settings.house_styles import HouseStyles

_LONGEST = 400
_EDGE = r"[\W_]{0,8}"
_COMMENT = re.compile(r"<!--(?P<text>.*)-->", re.DOTALL)
_SHORTEST_IN_CAPITALS = 8  # letters of a form that stands between two sentences
_QUOTED = re.compile(r"[\"“'‘«].*[\"”'’»][\W_]*", re.DOTALL)
_WORD = re.compile(r"[^\W_][\w'’.-]*")
_SHORT_WORD = 3  # letters; such as di, dan, yang has more but is rare in a headline


@dataclass(frozen=True)
class FurnitureForms:
    """The forms of furniture, ready to be used. Make them with `furniture_forms`."""

    fixed: re.Pattern[str]
    any_open: re.Pattern[str]  # what fits none of a hundred forms is known at once
    open: tuple[re.Pattern[str], ...]
    between: re.Pattern[str]

    def find(self, text: str) -> str:
        """Return the words of a text that is furniture and nothing else, or that was a comment; "" for other text."""
        if comment := _COMMENT.fullmatch(text):
            return comment["text"].strip()
        return text if self._is_furniture(text) else ""

    def split(self, text: str) -> Iterator[tuple[str, bool]]:
        """Yield the stretches of a paragraph, each with whether it is furniture."""
        start = 0
        for found in self.between.finditer(text):
            before, after = text[start : found.start()], text[found.end() : found.end() + 3].lstrip()
            if found.start() >= start and ends_sentence(before) and not after[:1].islower():
                yield before, False
                yield found[0], True
                start = found.end()
        rest = text[start:]
        at = next((at for at in sentence_starts(rest, _LONGEST) if self._is_furniture(rest[at:])), len(rest))
        yield rest[:at], False
        yield rest[at:], True

    def _is_furniture(self, text: str) -> bool:
        if len(text) > _LONGEST:
            return False
        if self.fixed.fullmatch(text):
            return True
        if not self.any_open.fullmatch(text):
            return False
        for form in self.open:
            found = form.fullmatch(text)
            if found and ("HEADLINE" not in form.groupindex or is_headline(found["HEADLINE"])):
                return True
        return False


def is_headline(text: str) -> bool:
    """Tell whether a text is in quotation marks, or most of its words have a capital and no full stop is behind it."""
    text = text.strip()
    if _QUOTED.fullmatch(text):
        return True
    words = [word for word in _WORD.findall(text) if len(word) > _SHORT_WORD or word[0].isupper()]
    capital = sum(not word[0].islower() for word in words)
    return len(words) > 1 and capital * 3 >= len(words) * 2 and not text.endswith(".")


def furniture_forms(styles: HouseStyles, outlet: str) -> FurnitureForms:
    """Return the forms of a site's house styles; ``outlet`` is a pattern for the name or address of one."""
    pieces = {"OUTLET": f"(?:{outlet})", "HEADLINE": r"(?P<HEADLINE>\S.*?)", "TEXT": r"(?:\S.*?)?"}
    in_brackets = {**pieces, "TEXT": r"[^\[\]]{0,200}?"}
    in_form = {form: in_brackets if form.startswith("[") else pieces for form in styles.furniture if "{" in form}
    patterns = [form_pattern(form, used) for form, used in in_form.items()]
    fixed = [form for form in styles.furniture if "{" not in form]
    brackets = [form_pattern(form, in_brackets) for form in styles.furniture if form.startswith("[")]
    capitals = [form for form in fixed if form.isupper() and sum(map(str.isalpha, form)) >= _SHORTEST_IN_CAPITALS]
    names = "|".join([*([one_of(capitals)] if capitals else []), *(f"(?i:{form})" for form in brackets)]) or "(?!)"
    return FurnitureForms(
        fixed=compile_form(rf"(?:{_EDGE}{any_of(fixed)})+{_EDGE}"),
        any_open=compile_form(f"{_EDGE}(?:{'|'.join(patterns).replace('(?P<HEADLINE>', '(?:') or '(?!)'}){_EDGE}"),
        open=tuple(compile_form(_EDGE + pattern + _EDGE) for pattern in patterns),
        between=re.compile(rf"(?<!\w)(?:{names})(?:\s*(?:{names}))*(?:(?!\w)|(?=[A-Z][a-z]))"),
    )
