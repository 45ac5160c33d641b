"""QA issues: possible faults of a translated sentence, and the texts for each kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sitegen.messages import Message, say


class IssueKind(StrEnum):
    """The kinds of issue. Their values stand in front matter and in the output of ``check --json``."""

    EMPTY = "empty"
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    QUOTES_AND_BRACKETS = "quotes_and_brackets"
    LENGTH = "length"
    REPETITION = "repetition"
    UNTRANSLATED = "untranslated"
    INVENTED = "invented"
    TERM = "term"
    ALTERED = "altered"
    PUNCTUATION = "punctuation"
    SENSE = "sense"
    NONWORD = "nonword"
    OMITTED = "omitted"


def N_(message: str) -> str:  # noqa: N802  # as tools that collect texts for catalogues know it
    """Return ``message``, which the catalogues of themes translate."""
    return message


@dataclass(frozen=True)
class IssueType:
    """The texts and the weight of a kind of issue.

    ``for_editors`` is what `check` prints, ``for_readers`` what a page says beside the sentence; themes translate it.
    ``weight`` is how much worse a translation is for it: a wrong number misleads, a clumsy sentence only annoys. Where
    a sentence is ``too_long`` for the model, such issues are frequent, so that it is tried again in parts.
    """

    for_editors: str
    for_readers: str
    weight: int = 1
    too_long: bool = False


ISSUE_TYPES: Mapping[str, IssueType] = {
    IssueKind.EMPTY: IssueType(say("nothing was translated"), N_("nothing was translated"), weight=27, too_long=True),
    IssueKind.NUMBER: IssueType(say("a number differs"), N_("a number"), weight=3),
    IssueKind.DATE: IssueType(say("a date differs"), N_("a date"), weight=3),
    IssueKind.NAME: IssueType(say("a name is missing"), N_("a name"), weight=3),
    IssueKind.QUOTES_AND_BRACKETS: IssueType(
        say("quotation marks or brackets do not pair up"), N_("quotation marks or brackets")
    ),
    IssueKind.LENGTH: IssueType(say("much longer or shorter than the original"), N_("its length"), too_long=True),
    IssueKind.REPETITION: IssueType(say("repeats itself"), N_("a repetition"), too_long=True),
    IssueKind.UNTRANSLATED: IssueType(say("has Indonesian words"), N_("an untranslated word")),
    IssueKind.INVENTED: IssueType(
        say("says what the original does not"), N_("something the original does not say"), weight=3
    ),
    IssueKind.TERM: IssueType(say("lacks a term of the glossary"), N_("a fixed term")),
    IssueKind.ALTERED: IssueType(
        say("changes what must stay as it is"), N_("words that must stay as they are"), weight=3
    ),
    IssueKind.PUNCTUATION: IssueType(
        say("breaks off, or goes on in small letters after a full stop"), N_("its punctuation")
    ),
    IssueKind.SENSE: IssueType(say("may have a word in the wrong sense"), N_("a word that may mean something else")),
    IssueKind.NONWORD: IssueType(say("has a word that does not exist"), N_("a word that does not exist")),
    IssueKind.OMITTED: IssueType(
        say("leaves out a part of the original"), N_("something left out"), weight=2, too_long=True
    ),
}


@dataclass(frozen=True)
class Issue:
    """One issue; ``detail``, a message, says to a person in a few words what to look at.

    ``lost`` is what the translation lacks of the source: names as they are written there, numbers and days in words.
    ``new`` is what may stand in their place. ``guessed`` is an issue that is mostly right of a machine's translations
    and often not of people's, who translate more freely: what a table of words makes likely, or a mere abbreviation.
    """

    kind: IssueKind
    detail: str
    lost: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    guessed: bool = False


def lost_and_new(lost: str, new: str) -> Message:
    """Return the detail of an issue where words were lost, and perhaps ``new`` ones stand there."""
    if new:
        return say("{lost} is missing, {new} is new", lost=lost, new=new)
    return say("{words} is missing", words=lost)


def weight(issues: Iterable[Issue]) -> int:
    """Return how much is wrong; 0 where nothing is. Several issues of a kind count once."""
    return sum(ISSUE_TYPES[kind].weight for kind in {issue.kind for issue in issues})


def issue_reasons(names: Iterable[str]) -> list[str]:
    """Return the texts for readers of issues by the ``names`` of their kinds; unknown names are left out."""
    return [ISSUE_TYPES[name].for_readers for name in names if name in ISSUE_TYPES]
