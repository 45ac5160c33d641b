"""Reading a pair from its files: the content of its pages, and a summary for the rest of the site."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from sitegen.articles import Article, Pair
from sitegen.content.front_matter.held_back import held_back, key_problems
from sitegen.content.misread_lines import misread_lines
from sitegen.content.places import check_is_alone
from sitegen.content.store import article_of, article_path
from sitegen.errors import Problem, SitegenError
from sitegen.rendering.addresses import Addresses
from sitegen.rendering.body.markdown import MarkdownConverter
from sitegen.rendering.body.suggestions import Suggestions
from sitegen.rendering.images import Picture
from sitegen.rendering.links import may_be_of_the_site
from sitegen.rendering.pages.withdrawn_pages import withdrawal_reasons
from sitegen.rendering.pictures.files import PictureFiles
from sitegen.rendering.pictures.references import StoryPictures
from sitegen.rendering.stories import LanguageTools, Story, StoryMaker, title_key
from sitegen.rendering.summaries import Summary
from sitegen.rendering.tags import TagNames
from sitegen.rendering.text.attribution import SourceViews
from sitegen.rendering.text.timestamps import due as due_at
from sitegen.rendering.theme.theme import Theme
from sitegen.rendering.visibility import misplaced, shown_part, status_of, with_policy
from sitegen.settings.site import Site
from sitegen.storage.files import read_text


@dataclass(frozen=True)
class Words:
    """The theme's texts in the bodies of one language, and the language's own name."""

    language: str
    back_to_text: str
    read_also: str
    table: str
    rough: str
    poor: str
    picture: str
    suggest: str

    @classmethod
    def of(cls, theme: Theme, lang: str) -> Words:
        """Return a theme's texts."""
        catalogue = theme.catalogues[lang]
        return cls(
            language=catalogue.pgettext("name of this catalogue's language", "English"),
            back_to_text=catalogue.gettext("Back to footnote %d in the text"),
            read_also=catalogue.gettext("Read also"),
            table=catalogue.gettext("Table"),
            rough=catalogue.gettext("rough"),
            poor=catalogue.gettext("do not rely on this"),
            picture=catalogue.gettext("Picture on another site"),
            suggest=catalogue.gettext("Suggest a better sentence"),
        )


@dataclass(frozen=True)
class Reading:
    """What came of reading a pair: its summary, its story if it is published, and the pictures that it asks for.

    Of the pictures there are the signatures (see `sitegen.storage.files.signature_of`) by path.
    """

    summary: Summary
    story: Story | None
    looked_for: Mapping[str, str]


class Reader:
    """Reads pairs, one after the other."""

    def __init__(self, site: Site, words: Mapping[str, Words], now: datetime.datetime) -> None:
        """``words`` are the theme's texts by language; what has a date after ``now`` is held back."""
        self._site = site
        self._now = now
        self.addresses = Addresses.of(site)
        self._names = TagNames(site)
        self._sources = SourceViews(site)
        self._pictures = PictureFiles(site)
        self._suggestions = Suggestions(site)
        self._languages = {
            lang: LanguageTools(
                name=found.language,
                converter=MarkdownConverter(found.back_to_text),
                related_labels=(found.read_also, *site.house_styles.related_labels),
                table_label=found.table,
                doubt_labels={"rough": found.rough, "poor": found.poor},
                picture_label=found.picture,
                suggest_label=found.suggest,
            )
            for lang, found in words.items()
        }

    def read(self, slug: str) -> Reading:
        """Read a pair. What is wrong with it is in the summary's problems."""
        self._pictures.looked_for.clear()
        try:
            summary, story = self._read(slug)
        except Exception as error:  # a mistake of ours
            error.add_note(f"while reading {article_path(self._site, self._site.original_language, slug)}")
            raise
        looked_for = {str(path): found for path, found in sorted(self._pictures.looked_for.items())}
        return Reading(summary, story, looked_for)

    def _read(self, slug: str) -> tuple[Summary, Story | None]:
        problems: list[Problem] = []
        digest = hashlib.sha256(slug.encode(errors="surrogatepass"))
        pair = self._pair(slug, digest, problems)
        if pair is None:
            return Summary(slug, digest.hexdigest(), "unreadable", problems=tuple(problems)), None
        return self._summary(pair, digest, problems)

    def summary(self, pair: Pair) -> Summary:
        """Return the summary of a pair that has been read, as it stands in its files; its digest says nothing."""
        articles = [
            held_back(article, self._site) if article else None for article in (pair.original, pair.translation)
        ]
        return self._summary(_paired(*articles) or pair, hashlib.sha256(), [])[0]

    def _summary(self, pair: Pair, digest: hashlib._Hash, problems: list[Problem]) -> tuple[Summary, Story | None]:
        slug = pair.original.slug
        problems += misplaced(pair)
        pair, due = self._held_until_due(pair)
        drafts = self._site.drafts
        status, shown = status_of(pair, drafts=drafts), shown_part(pair, drafts=drafts)
        story, pictures = self._story(shown, problems) if status == "published" else (None, ())
        for picture in pictures:
            digest.update(f"\n{picture.key if picture else None}".encode())
        summary = Summary(
            slug,
            digest.hexdigest(),
            status,
            title=title_key(pair.original.title),
            cards=story.cards(self._site.languages) if story else {},
            related=story.related if story else {},
            aliases=pair.original.aliases if status != "hidden" else (),
            reasons=withdrawal_reasons(shown, self._site.languages) if status == "withdrawn" else {},
            pictures=tuple(dict.fromkeys(picture for picture in pictures if picture)),
            problems=tuple(problems),
            due=due,
            links=tuple(link for link in story.links if may_be_of_the_site(link, self.addresses)) if story else (),
        )
        return summary, story

    def _held_until_due(self, pair: Pair) -> tuple[Pair, datetime.datetime | None]:
        """The pair with what is not due yet as drafts, and when the first of it is."""
        if self._site.future == "publish":
            return pair, None
        found: list[Article | None] = []
        moments: list[datetime.datetime] = []
        for article in (pair.original, pair.translation):
            moment = due_at(article.date, article.time, self._site.timezone) if article and article.date else None
            is_early = moment is not None and moment > self._now and not (article and article.draft)
            if article and moment and is_early:
                moments.append(moment)
            found.append(dataclasses.replace(article, draft=True) if article and is_early else article)
        original, translation = found
        return Pair(original or pair.original, translation), min(moments, default=None)

    def _pair(self, slug: str, digest: hashlib._Hash, problems: list[Problem]) -> Pair | None:
        found = []
        for lang in self._site.languages:
            path = article_path(self._site, lang, slug)
            try:
                check_is_alone(path, self._site.content(lang))
                text = read_text(path) if path.is_file() else None
                digest.update(f"\n{text}".encode())
                if self._site.suggest:  # links name the file, which may be moved and stay the same
                    digest.update(f"\n{path.relative_to(self._site.root)}".encode(errors="surrogatepass"))
                article = article_of(text, path, lang) if text is not None else None
                problems += key_problems(article, self._site) if article else ()
                found.append(held_back(article, self._site) if article else None)
            except SitegenError as error:
                digest.update(f"\n{error}".encode())
                problems.append(error.problem)
                found.append(None)
        problems += misread_lines(*found)
        return _paired(*found)

    def _story(self, pair: Pair, problems: list[Problem]) -> tuple[Story | None, tuple[Picture | None, ...]]:
        pictures = StoryPictures(self._pictures, self.addresses, problems)
        tools, zone = self._languages, self._site.timezone
        maker = StoryMaker(
            self.addresses,
            tools,
            pictures,
            self._names,
            sources=self._sources,
            suggestions=self._suggestions,
            timezone=zone,
        )
        story = maker.story(pair, problems)
        return with_policy(self._site, story, self._names) if story else None, tuple(pictures.found)


def _paired(original: Article | None, translation: Article | None) -> Pair | None:
    """A pair; a translation without a date has that of its original."""
    if original and translation and not translation.date:
        translation = dataclasses.replace(
            translation, date=original.date, time=original.time, date_inferred=original.date_inferred
        )
    return Pair(original, translation) if original else None
