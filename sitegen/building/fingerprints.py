"""Fingerprints of output files: digests of all their inputs. While it is unchanged, a file is not made again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sitegen.building.incremental.hashing import digest_of_values
from sitegen.building.renderer import FeedJob, StoryJob
from sitegen.rendering.addresses import article_path, parallel_path
from sitegen.rendering.page import Page
from sitegen.rendering.summaries import Summary


class Fingerprints:
    """Makes the fingerprints of a site's files."""

    def __init__(self, stories: str, tagged: frozenset[str], template_digest: Callable[[str, str], str]) -> None:
        """``stories`` is a digest of what all stories depend on, ``template_digest`` that of a template in a language.

        The empty name stands for the theme's texts alone.
        """
        self._base = digest_of_values(stories, tagged)
        self._template_digest = template_digest

    def of(self, *values: object) -> bytes:
        """Return the fingerprint of something that is made from ``values``."""
        return digest_of_values(self._base, *values)

    def page(self, page: Page) -> bytes:
        """Return the fingerprint of a page that shows no single story."""
        templates = [self._template_digest(page.template, page.lang)]
        templates += [self._template_digest(section.template, section.edition.lang) for section in page.sections]
        return self.of(templates, page.lang, page.head, page.values, page.sections)

    def story(self, summary: Summary, order: StoryJob) -> dict[str, bytes]:
        """Return those of a story's pages, by path."""
        own, onward = digest_of_values(summary.digest, order.targets, order.links), order.onward
        fingerprints = {
            article_path(lang, summary.slug): self.of(self._template_digest("article.html", lang), own, onward[lang])
            for lang in summary.cards
        }
        if len(summary.languages) > 1:
            for lang in summary.cards:
                fingerprints[parallel_path(lang, summary.slug)] = self.of(
                    self._template_digest("parallel.html", lang), own
                )
        return fingerprints

    def feeds(self, order: FeedJob, summaries: Mapping[str, Summary]) -> dict[str, bytes]:
        """Return those of a feed in all its formats, by path; ``summaries`` has those of its stories."""
        stories = [
            (summaries[story.slug].digest, story.targets, story.links, others) for story, others in order.stories
        ]
        fingerprint = self.of(self._template_digest("", order.place.lang), order.place, stories)
        return dict.fromkeys(order.place.paths.values(), fingerprint)
