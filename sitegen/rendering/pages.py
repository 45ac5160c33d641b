"""A page as data: which template makes which file, from what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from sitegen.rendering.themes import Theme
from sitegen.rendering.views import Edition, SectionView


@dataclass(frozen=True)
class Section:
    """A part of a page in another language than the page's own."""

    template: str
    edition: Edition
    context: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """A page: its file in ``public/``, its template, and what the template sees."""

    path: str
    template: str
    lang: str
    context: Mapping[str, object]
    sections: tuple[Section, ...] = ()


def render_page(page: Page, theme: Theme) -> bytes:
    """Return the bytes of a page's file.

    Raises:
        SitegenError: a template has a mistake.
    """
    context = dict(page.context)
    if page.sections:
        context["sections"] = tuple(
            SectionView(
                edition=section.edition,
                html=Markup(  # noqa: S704  # a template made it
                    theme.render(
                        section.template,
                        section.edition.lang,
                        {"site": page.context["site"], "edition": section.edition, **section.context},
                    )
                ),
            )
            for section in page.sections
        )
    return theme.render(page.template, page.lang, context).encode()
