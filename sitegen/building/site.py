"""Incremental build of the finished site: changed files are made again, the rest is kept."""

from __future__ import annotations

from collections.abc import Callable

from sitegen import clock
from sitegen.building.incremental.cache import BuildCache
from sitegen.building.incremental.changes import changed_pictures
from sitegen.building.incremental.inputs import Inputs, Options, RenderResult, only_articles_differ
from sitegen.building.processes.aside import Aside
from sitegen.settings.site import Site
from sitegen.storage.output import Output, open_output
from sitegen.storage.record import RECORD

DEFAULT = Options()
LARGE = 16 * 2**20
"""Bytes that are known of a site's files from which on it is quicker to look at its articles in another process: those
of some 80,000 files.
"""


def render_site(site: Site, options: Options = DEFAULT, waiting: Callable[[], None] | None = None) -> RenderResult:
    """Make the site's pages of its articles in ``public/``, or with drafts in a folder of their own.

    If anything goes wrong, nothing is published: the result's problems say what it was. With ``keep_going``, what
    could be made is. ``waiting`` is called if another build has to end first.

    Raises:
        SitegenError: the theme has a mistake, or a file cannot be written; the last site is then still there.
    """
    inputs_aside = Aside(lambda: Inputs.of(site, options.now or clock.now()), worthwhile=_is_large(site))
    with (
        open_output(site.public, site.output_state, waiting, inputs_aside) as output,
        BuildCache(site.output_state) as record,
    ):
        inputs = inputs_aside.result()
        if is_current(inputs, record, output):
            return _as_it_is(record, output, options)
        from sitegen.building.build import Build  # noqa: PLC0415  # slow to load, and not needed if nothing has changed

        return Build(site, options, inputs, record, output).run()


def _is_large(site: Site) -> bool:
    """Tell whether it takes long to look at the site's files, from the size of what is known of them."""
    try:
        return (site.output_state / RECORD).stat().st_size > LARGE
    except OSError:
        return False


def is_current(inputs: Inputs, record: BuildCache, output: Output) -> bool:
    """Tell whether the finished site is up to date for these inputs."""
    notes = record.notes
    if notes.search_is_old or not only_articles_differ(inputs, record, output):
        return False
    return notes.sources is not None and notes.sources == inputs.sources.digest and not changed_pictures(record)


def _as_it_is(record: BuildCache, output: Output, options: Options) -> RenderResult:
    output.keep_all_but()
    outcome = output.commit(clean=options.clean)
    problems = (*record.notes.problems, *outcome.problems)
    return RenderResult(record.notes.pages, outcome.written, outcome.removed, outcome.unchanged, problems)
