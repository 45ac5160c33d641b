"""What of an Indonesian sentence is hidden from the engine, or shown to it in English, in a second attempt."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitegen.languages.id_en.checks.checking import check
from sitegen.languages.id_en.checks.names import is_copied_name
from sitegen.languages.id_en.glossary.term_checks import missing_terms
from sitegen.languages.id_en.masking import Maskable, TermMask
from sitegen.languages.issues import Issue, IssueKind
from sitegen.languages.masks import without_overlaps
from sitegen.languages.pair import Mask, Replacement, RetryMasks

_NUMERAL = re.compile(r"(?<![\w.,-])(?:\d+|(?=[\w-]*\d)[A-Za-z\d]+(?:-[A-Za-z\d]+)*)(?![\w-]|[.,]\d)")
_CAPITALISED = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*\.?")


def retry_masks(source: str, translation: str, issues: Sequence[Issue], maskable: Maskable, room: int) -> RetryMasks:
    """Return masks for what ``translation`` lacks: at most ``room`` that hide, and the terms to be shown in English.

    ``maskable`` is what `find_maskable` found in ``source``, and ``issues`` are those of the translation.
    """
    lost: dict[IssueKind, list[str]] = {}
    for issue in issues:
        lost.setdefault(issue.kind, []).extend(issue.lost)
    hidden: list[Mask] = []
    if IssueKind.ALTERED in lost:
        hidden += [mask for mask in maskable.foreign if mask.words in lost[IssueKind.ALTERED]]
    if IssueKind.DATE in lost or IssueKind.NUMBER in lost:
        hidden += [mask for mask in maskable.figures if is_lost(source[mask.start : mask.end], translation)]
        hidden += _numerals(source, lost.get(IssueKind.NUMBER, []))
    terms = missing_terms(maskable.terms, translation) if IssueKind.TERM in lost else ()
    hidden += [TermMask.of(term) for term in terms if term.whole and term.entry.use != "prefer"]
    hidden += _names(source, [name for name in lost.get(IssueKind.NAME, []) if is_copied_name(name)])
    shown = [TermMask.of(term) for term in terms if term.whole and term.entry.use == "prefer"]
    chosen = without_overlaps([*maskable.always, *hidden], room + len(maskable.always))
    hidden = [mask for mask in chosen if mask not in maskable.always]
    chosen = without_overlaps([*maskable.always, *hidden, *shown], len(source))
    return RetryMasks(tuple(hidden), tuple(mask for mask in chosen if mask in shown))


def is_lost(figure: str, translation: str) -> bool:
    """Tell whether a figure, as it stands in the source, is not said in the translation."""
    kinds = (IssueKind.DATE, IssueKind.NUMBER)
    return any(issue.lost for issue in check(figure, translation) if issue.kind in kinds)


def _numerals(source: str, lost: Sequence[str]) -> list[Mask]:
    """Numbers and codes such as H2O that are the same in both languages, and were lost."""
    numerals = [Mask(*match.span(), match[0]) for match in _NUMERAL.finditer(source)]
    return [mask for mask in numerals if mask.words in lost]


def _names(source: str, lost: Sequence[str]) -> list[Mask]:
    """The names with a word that was lost: the whole of each, as it is copied."""
    masks: list[Mask] = []
    run: list[re.Match[str]] = []
    for match in [*_CAPITALISED.finditer(source), None]:
        goes_on = match and run and source[run[-1].end() : match.start()].isspace() and match[0][0].isupper()
        if run and not goes_on:
            words = [part for word in run for part in re.split(r"[-'’.]", word[0])]
            if any(word in words for word in lost):
                masks.append(_name(source, run, lost))
            run = []
        if match and (match[0][0].isupper() or match[0] in lost):
            run.append(match)
    return masks


def _name(source: str, run: Sequence[re.Match[str]], lost: Sequence[str]) -> Mask:
    has = [any(part in lost for part in re.split(r"[-'’.]", word[0])) for word in run]
    first, last = has.index(True), len(has) - 1 - has[::-1].index(True)
    name = source[run[first].start() : run[last].end()]
    # The full stop of the sentence is no part of it; that of "Jl." is.
    name = name if has[last:] != [True] or last + 1 < len(run) else name.removesuffix(".")
    return Mask(run[first].start(), run[first].start() + len(name), name)


def repair(source: str, translation: str, issue: Issue, maskable: Maskable) -> Replacement | None:
    """Return what puts the one name, or number, that was changed back as it must be, if it is sure which."""
    if len(issue.lost) != 1 or len(issue.new) != 1:
        return None
    (lost,), (new,) = issue.lost, issue.new
    words = lost if issue.kind is IssueKind.NAME and is_copied_name(lost) else None
    if issue.kind is IssueKind.NUMBER:
        words = next((mask.words for mask in maskable.figures if source[mask.start : mask.end] == lost), None)
    found = list(re.finditer(rf"(?<![\w.,]){re.escape(new)}(?!\w)", translation))
    return Replacement(*found[0].span(), words) if words and len(found) == 1 else None
