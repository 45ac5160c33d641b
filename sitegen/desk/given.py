"""What the desk's page sends, checked: a class for the body of each kind of request."""

from __future__ import annotations

from typing import Self

from pydantic import Field, field_validator, model_validator

from sitegen.desk.editing import Seen, one_line
from sitegen.desk.wire import Given
from sitegen.errors import SitegenError
from sitegen.languages.issues import IssueKind
from sitegen.messages import say

_SENTENCES = 500
"""In one request."""


class SeenDigests(Given):
    """Digests of a sentence and its translation."""

    source: str
    target: str

    def seen(self) -> Seen:
        """Return them as edits want them."""
        return Seen(self.source, self.target)


class SentenceEdit(Given):
    """A sentence as a person typed it, or that is to be the ``machine``'s own again."""

    target: str | None = None
    machine: bool = False
    seen: SeenDigests

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.target is None) is not self.machine:
            raise ValueError(say("send a target, or machine: true to have the machine's own"))
        return self


class Acceptance(Given):
    """A sentence that is accepted as it stands."""

    seen: SeenDigests


class TakenBack(Given):
    """A sentence of the machine that is not accepted after all, with the doubts that there were about it."""

    seen: SeenDigests
    flags: list[IssueKind] = Field(max_length=len(IssueKind))
    confidence: float | None = Field(ge=0, le=1)


class Draft(Given):
    """A sentence, and a translation that is being typed."""

    source: str
    target: str


class Split(Given):
    """Where a sentence and its translation are to be split: before these characters."""

    number: int
    source_at: list[int] = Field(min_length=1, max_length=20)
    target_at: list[int] = Field(min_length=1, max_length=20)
    seen: SeenDigests


class Join(Given):
    """A sentence that is to be joined with the next, as both were seen."""

    number: int
    seen: tuple[SeenDigests, SeenDigests]


class AffectedPlace(Given):
    """A sentence in a story."""

    slug: str
    number: int


class Affected(Given):
    """The machine's sentences that are to be translated again."""

    sentences: list[AffectedPlace] = Field(max_length=_SENTENCES)


class Review(Given):
    """A story that a person has read, as it was seen."""

    version: str
    by: str = Field(min_length=1, max_length=100)

    @field_validator("by")
    @classmethod
    def _one_line(cls, name: str) -> str:
        try:
            return one_line(name)
        except SitegenError as error:
            raise ValueError(error.problem.message) from error
