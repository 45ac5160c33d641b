"""The pages of a site as data: which template makes each file, from what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from babel import Locale
from markupsafe import Markup

from sitegen.config import Site
from sitegen.rendering.addresses import CHOICE, NOT_FOUND, Addresses, article_path, home_path
from sitegen.rendering.stories import Story, newest_first
from sitegen.rendering.text import fit_title
from sitegen.rendering.themes import Theme
from sitegen.rendering.typography import typographic
from sitegen.rendering.views import (
    Alternate,
    ArticleView,
    Edition,
    Listing,
    PageKind,
    PageView,
    SectionView,
    SiteView,
    Switch,
)


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


class PageMaker:
    """Makes all pages of a site from its stories."""

    def __init__(self, site: Site, language_names: Mapping[str, str]) -> None:
        """``language_names`` gives each language's own name for itself."""
        self.site = site
        self.addresses = Addresses.of(site)
        self.editions = tuple(self._edition(lang, language_names[lang]) for lang in site.languages)

    def pages(self, stories: Sequence[Story]) -> Iterator[Page]:
        """Yield every page of the site."""
        lists = {
            lang: newest_first(view for story in stories if (view := story.in_language(lang)))
            for lang in self.site.languages
        }
        yield self._choice({lang: len(views) for lang, views in lists.items()})
        yield self._not_found()
        for edition in self.editions:
            yield from self._home(edition, lists[edition.lang])
        for story in stories:
            yield from self._article(story)

    def _edition(self, lang: str, name: str) -> Edition:
        return Edition(
            lang=lang,
            dir=Locale.parse(lang, sep="-").text_direction,
            language=name,
            title=_finished(self.site.title[lang], lang),
            description=_finished(self.site.description.get(lang, ""), lang),
            url=self.addresses.link(home_path(lang)),
        )

    def _choice(self, counts: Mapping[str, int]) -> Page:
        edition = self.editions[0]
        titles = dict.fromkeys(edition.title for edition in self.editions)
        paths = {edition.lang: home_path(edition.lang) for edition in self.editions}
        return Page(
            CHOICE,
            "choose.html",
            edition.lang,
            self._context(
                edition,
                kind="choose",
                title=" · ".join(titles),
                description=" ".join(edition.description for edition in self.editions if edition.description),
                path=CHOICE,
                twins=paths,
                default=CHOICE,
            ),
            tuple(
                Section("choose-section.html", edition, {"articles": counts[edition.lang]}) for edition in self.editions
            ),
        )

    def _not_found(self) -> Page:
        edition = self.editions[0]
        context = self._context(edition, kind="not-found", title="404", description="", path=None)
        sections = tuple(Section("404-section.html", edition) for edition in self.editions)
        return Page(NOT_FOUND, "404.html", edition.lang, context, sections)

    def _home(self, edition: Edition, views: Sequence[ArticleView]) -> Iterator[Page]:
        size = self.site.articles_per_page
        count = max(1, -(-len(views) // size))
        for number in range(1, count + 1):
            listing = Listing(
                articles=tuple(views[(number - 1) * size : number * size]),
                number=number,
                count=count,
                newer=self.addresses.link(home_path(edition.lang, number - 1)) if number > 1 else None,
                older=self.addresses.link(home_path(edition.lang, number + 1)) if number < count else None,
            )
            path = home_path(edition.lang, number)
            # The second page of one language's list is no translation of the other's.
            twins = {other.lang: home_path(other.lang) for other in self.editions} if number == 1 else {}
            context = self._context(
                edition,
                kind="home",
                title=edition.title,
                description=edition.description,
                path=path,
                twins=twins,
                default=CHOICE if twins else None,
            )
            yield Page(path, "home.html", edition.lang, {**context, "listing": listing})

    def _article(self, story: Story) -> Iterator[Page]:
        views = {view.lang: view for view in (story.original, story.translation) if view}
        paths = {lang: article_path(lang, view.slug) for lang, view in views.items()}
        for edition in self.editions:
            if view := views.get(edition.lang):
                context = self._context(
                    edition,
                    kind="article",
                    title=view.title,
                    description=view.summary,
                    path=paths[view.lang],
                    twins=paths if len(paths) > 1 else {},
                    default=paths[story.original.lang] if len(paths) > 1 else None,
                )
                yield Page(paths[view.lang], "article.html", view.lang, {**context, "article": view})

    def _context(
        self,
        edition: Edition,
        *,
        kind: PageKind,
        title: str,
        description: str,
        path: str | None,
        twins: Mapping[str, str] | None = None,
        default: str | None = None,
    ) -> dict[str, object]:
        """What every template sees. ``twins`` are the page's paths by language, ``default`` that for all others."""
        alternates = [Alternate(lang, self.addresses.whole(twin)) for lang, twin in (twins or {}).items()]
        if default:
            alternates.append(Alternate("x-default", self.addresses.whole(default)))
        page = PageView(
            kind=kind,
            lang=edition.lang,
            dir=edition.dir,
            title=title,
            description=description,
            canonical=self.addresses.whole(path) if path else None,
            alternates=tuple(alternates),
            switches=tuple(self._switch(other, edition, twins or {}) for other in self.editions),
        )
        return {
            "site": SiteView(edition.title, edition.description, edition.url),
            "page": page,
            "editions": self.editions,
        }

    def _switch(self, edition: Edition, current: Edition, twins: Mapping[str, str]) -> Switch:
        twin = twins.get(edition.lang)
        return Switch(
            lang=edition.lang,
            language=edition.language,
            url=self.addresses.link(twin) if twin else edition.url,
            current=edition is current,
            same_page=twin is not None,
        )


def _finished(text: str, lang: str) -> str:
    return typographic(fit_title(text), lang)
