"""A comparison as a page that a browser shows from a file: no script, and nothing from elsewhere."""

from __future__ import annotations

from importlib import resources

import jinja2

from sitegen.languages.issues import ISSUE_TYPES
from sitegen.settings.site import Site
from sitegen.translation.comparison.comparing import Comparison
from sitegen.translation.comparison.differences import differences

MOST = 100
"""Sentences that a page shows: more than anybody reads at once."""


def comparison_page(comparison: Comparison, site: Site, file: str) -> bytes:
    """Return the page. ``file`` is the name of the file with the sentences.

    The same translations give the same bytes, so that the speed does not stand in it.
    """
    found = differences(comparison)
    source = resources.files("sitegen").joinpath("translation", "comparison", "page.html").read_text(encoding="utf-8")
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    page = environment.from_string(source).render(
        comparison=comparison,
        differences=found[:MOST],
        differing=len(found),
        file=file,
        languages=site.languages,
        issue_types=ISSUE_TYPES,
    )
    return page.encode()
