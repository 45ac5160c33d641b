"""A page as data: its file, its template and the template's variables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from sitegen.rendering.site_context import PageMeta, SiteContext
from sitegen.rendering.theme.theme import Theme
from sitegen.rendering.views import Edition, SectionView


@dataclass(frozen=True)
class Section:
    """A part of a page in another language than the page's own."""

    template: str
    edition: Edition
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """A page: its file in ``public/``, its template, and the template's variables besides the site's context."""

    path: str
    template: str
    lang: str
    head: PageMeta
    values: Mapping[str, object] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()

    @property
    def templates(self) -> tuple[str, ...]:
        """The templates that make the page, without those that they ask for themselves."""
        return (self.template, *dict.fromkeys(section.template for section in self.sections))


def render_page(page: Page, theme: Theme, site: SiteContext) -> bytes:
    """Return the bytes of a page's file.

    Raises:
        SitegenError: a template has a mistake.
    """
    context = {**site.context(page.lang, page.head), **page.values}
    if page.sections:
        context["sections"] = tuple(
            SectionView(
                edition=section.edition,
                html=Markup(  # noqa: S704  # a template made it
                    theme.render(
                        section.template,
                        section.edition.lang,
                        {"site": context["site"], "edition": section.edition, **section.values},
                    )
                ),
            )
            for section in page.sections
        )
    return theme.render(page.template, page.lang, context).encode()
