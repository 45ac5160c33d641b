"""What sitegen knows of the outlets' house styles: data that a site can extend."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from sitegen.messages import either, say

_BRACES = re.compile(r"\{([^{}]*)\}")

_REPEATABLE = frozenset({"DASH", "TEXT"})


def _words(text: str) -> str:
    if not any(character.isalnum() for character in text) or set(text) & set("{}\n"):
        raise ValueError(say("write words as they stand in the text, without braces, not {text!r}", text=text))
    return " ".join(text.split()).rstrip(" :")


def _domain(text: str) -> str:
    if not re.fullmatch(r"[a-z]+(\.[a-z]+)*", text):
        raise ValueError(say("write the end of an address in small letters, such as 'co.id', not {text!r}", text=text))
    return text


def _form(*known: str, needs: tuple[str, ...] = ()) -> Callable[[str], str]:
    """Return a check that a form has only ``known`` words in braces, and one of those that it ``needs``."""
    choice = ", ".join(f"{{{name}}}" for name in known)

    def check(form: str) -> str:
        names = _BRACES.findall(form)
        for name in names:
            if name not in known:
                raise ValueError(say("{{{name}}} is not known here; use {choice}", name=name, choice=choice))
            if name not in _REPEATABLE and names.count(name) > 1:
                raise ValueError(say("{{{name}}} stands twice in the form; write it once", name=name))
        if set(_BRACES.sub("", form)) & set("{}\n"):
            raise ValueError(say("a brace is not closed or not opened; write for example {choice}", choice=choice))
        if any(character.isalnum() for character in form.partition("{CREDIT}")[2]):
            raise ValueError(say("only a bracket or a mark may stand after {{CREDIT}}"))
        if needs and not set(needs) & set(names):
            raise ValueError(say("the form needs {names}", names=either(f"{{{name}}}" for name in needs)))
        if not form.strip():
            raise ValueError(say("the form is empty; write it as the outlet writes it"))
        return " ".join(form.split())

    return check


def _has_words(form: str) -> str:
    if not any(character.isalnum() for character in _BRACES.sub("", form)):
        raise ValueError(say("the form needs a word outside of braces, or every line would fit it"))
    return form


Words = Annotated[str, AfterValidator(_words)]
Domain = Annotated[str, AfterValidator(_domain)]
FurnitureForm = Annotated[str, AfterValidator(_form("TEXT", "HEADLINE", "OUTLET")), AfterValidator(_has_words)]
DatelineForm = Annotated[str, AfterValidator(_form("PLACE", "OUTLET", "DATE", "DASH", needs=("PLACE", "OUTLET")))]
CreditForm = Annotated[str, AfterValidator(_form("LABEL", "OUTLET", "CREDIT", needs=("CREDIT",)))]
BylineForm = Annotated[str, AfterValidator(_form("LABEL", "NAME", "OUTLET", needs=("NAME",)))]
EndingForm = Annotated[str, AfterValidator(_form("INITIALS", "NAME"))]


class HouseStyles(BaseModel):
    """House styles as data; house_styles.toml says what each list is for and how forms are written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    related_labels: tuple[Words, ...] = ()
    furniture: tuple[FurnitureForm, ...] = ()
    published_labels: tuple[Words, ...] = ()
    updated_labels: tuple[Words, ...] = ()
    datelines: tuple[DatelineForm, ...] = ()
    credits: tuple[CreditForm, ...] = ()
    credit_labels: tuple[Words, ...] = ()
    bylines: tuple[BylineForm, ...] = ()
    author_labels: tuple[Words, ...] = ()
    editor_labels: tuple[Words, ...] = ()
    byline_labels: tuple[Words, ...] = ()
    endings: tuple[EndingForm, ...] = ()
    domains: tuple[Domain, ...] = ()
    outlets: tuple[Words, ...] = ()
    places: tuple[Words, ...] = ()


@cache
def _shipped() -> HouseStyles:
    text = resources.files(__package__).joinpath("house_styles.toml").read_text(encoding="utf-8")
    return HouseStyles.model_validate(tomllib.loads(text))


def house_styles(extension: Mapping[str, object]) -> HouseStyles:
    """Return the shipped house styles with a site's own entries before them.

    Raises:
        pydantic.ValidationError: ``extension`` has an unknown key or a wrong value.
    """
    own = HouseStyles.model_validate(extension)
    shipped = _shipped()
    # Both have been checked; checking the shipped ones again would take longer than reading all other settings.
    return shipped.model_copy(
        update={name: (*getattr(own, name), *getattr(shipped, name)) for name in own.model_fields_set}
    )
