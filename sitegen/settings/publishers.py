"""``[publishers]`` in ``site.toml``: first publishers of stories, by domain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from sitegen.messages import say
from sitegen.settings.web_addresses import domain, domains_of, web_address


def _name(text: str) -> str:
    if not text.strip():
        raise ValueError(say("is empty; write the publisher's name"))
    return text


def _note(value: object) -> object:
    if isinstance(value, str):
        return {"": value}
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise ValueError(say("write a text, or a text for each language such as {{id = 'Kabar', en = 'News'}}"))
    return value


def _domain(text: str) -> str:
    domain(text)
    return text


class Publisher(BaseModel):
    """A publisher: its ``name``, the address of its home page, and a ``note`` that stands with each of its stories.

    Of the ``note`` there is a text for each language. Where it is one text alone, that is in the language of the
    originals, and stands there as the empty one.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, AfterValidator(_name)]
    url: Annotated[str, AfterValidator(web_address)] | None = None
    note: Annotated[dict[str, str], BeforeValidator(_note)] = {}


def _each_once(publishers: dict[str, Publisher]) -> dict[str, Publisher]:
    seen: dict[str, str] = {}
    for name in publishers:
        if (other := seen.setdefault(domain(name), name)) != name:
            raise ValueError(say("'{other}' and '{name}' are the same domain; remove one", other=other, name=name))
    return publishers


Publishers = Annotated[dict[Annotated[str, AfterValidator(_domain)], Publisher], AfterValidator(_each_once)]


def by_domain(publishers: Mapping[str, Publisher]) -> dict[str, Publisher]:
    """Return publishers by their domains as these are compared, for `publisher_of`."""
    return {domain(name): publisher for name, publisher in publishers.items()}


def publisher_of(url: str, publishers: Mapping[str, Publisher]) -> Publisher | None:
    """Return the publisher, of those `by_domain`, whose domain an address is in; of several, the innermost domain's."""
    return next((publishers[name] for name in domains_of(url) if name in publishers), None)
