"""Terms of the glossary: those in a sentence."""

from __future__ import annotations

from sitegen.content.body.inline_reader import parse_inline
from sitegen.desk.stories import JSON
from sitegen.languages.registry import site_pair
from sitegen.settings.site import Site


def terms_in(site: Site, source: str) -> list[JSON]:
    """Return the terms in a sentence, with the words for them, the best first.

    Raises:
        SitegenError: the glossary has a mistake.
    """
    text = parse_inline(source).text
    return [
        {"indonesian": text[term.start : term.end], "english": list(term.english), "note": term.note}
        for term in site_pair(site).terms(text)
    ]
