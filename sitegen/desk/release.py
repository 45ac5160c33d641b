"""Publishing from the desk: the changes at a target, and the upload."""

from __future__ import annotations

from sitegen.building.incremental.inputs import Options
from sitegen.building.site import render_site
from sitegen.checking.gate import publishing_problems
from sitegen.desk.stories import JSON, problem_text
from sitegen.desk.wire import Given, RefusedError
from sitegen.messages import say
from sitegen.publishing.changes import readable_path
from sitegen.publishing.delivery import deliver
from sitegen.publishing.run import Published, find_target
from sitegen.settings.site import Site, load_site


class Publication(Given):
    """A target of site.toml, and whether its files are to be changed or only listed."""

    target: str
    dry_run: bool = True


def targets(site: Site) -> JSON:
    """Return the names of the targets that the site can be published to."""
    return {"targets": [{"name": name, "kind": target.kind} for name, target in sorted(site.publish.items())]}


def publish(shown: Site, given: Publication) -> JSON:
    """Render, check and publish a site as the command ``publish`` does, or return the changes of a dry run.

    Files at the target that somebody else has put there are not taken over.

    Raises:
        RefusedError: something is wrong with the site; the problems are listed.
        SitegenError: there is no such target, or it cannot be reached or written.
    """
    site = load_site(shown.root)  # without drafts, whatever the preview shows
    find_target(site, given.target)
    result = render_site(site, Options())
    problems = publishing_problems(site, result)
    told = [problem_text(problem, site) for problem in dict.fromkeys(problems)]
    if not result.published or any(problem.severity == "error" for problem in problems):
        raise RefusedError(say("nothing was published; correct first what is listed"), 422, problems=told)
    published, _ = deliver(site, given.target, dry_run=given.dry_run)
    return {**_plan(published), "problems": told}


def _plan(published: Published) -> JSON:
    changes = published.changes
    lines = [
        *(say("added {path}", path=readable_path(path)) for path in changes.added),
        *(say("changed {path}", path=readable_path(path)) for path in changes.changed),
        *(say("deleted {path}", path=readable_path(path)) for path in changes.deleted),
    ]
    return {
        "place": published.place,
        "files": published.files,
        "plan": lines,
        "counts": {"added": len(changes.added), "changed": len(changes.changed), "deleted": len(changes.deleted)},
        "takes_over": bool(changes.takes_over),
    }
