"""``check``: what a person should look at before publishing, and what is broken."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.commands.run import Run, count, pass_run, path_from_here
from sitegen.errors import Problem

if TYPE_CHECKING:
    from sitegen.translation.findings import Finding


@click.command("check")
@click.option("--json", "report", type=click.Path(dir_okay=False, path_type=Path), help="Write a report for programs.")
@click.option("--reviewed", is_flag=True, help="Fail if there is an article that no person has read.")
@pass_run
def check_command(run: Run, report: Path | None, reviewed: bool) -> None:
    """List what may be wrong in the translations, and what is broken in the finished site, by file and line.

    Of the translations: the machine's own doubts, corrections whose original has changed since, and lines that do not
    pair up. Of the articles: links to others that are not there. Of the site, if it has been built: links, pictures and
    feeds that lead nowhere, and translations that are announced on one side only. What is broken fails; with --strict,
    a doubt does too.
    """
    from sitegen.building.site_problems import site_problems
    from sitegen.checking.gate import check_finished_site
    from sitegen.content.unused import unused_files
    from sitegen.translation.findings import UNREVIEWED, find_all

    site = run.site()
    problems: list[Problem] = []
    findings = list(find_all(site, problems))
    problems += [*unused_files(site)[0], *site_problems(site)]
    unread = [finding for finding in findings if finding.kind == UNREVIEWED]
    doubts = [finding for finding in findings if finding.kind != UNREVIEWED]
    run.say(problems)
    _show(doubts)
    broken: list[Problem] = []
    if site.public.is_dir():
        broken = list(check_finished_site(site))
        run.say(broken)
        click.echo(f"Checked     the finished site: {f'{len(broken):,} faults' if broken else 'nothing is broken'}")
    else:
        click.echo("The site has not been built yet: its links and feeds were not checked.")
    if unread:
        click.echo(f"Unreviewed  {count(len(unread), 'article')} that no person has read")
    if report:
        _write(report, findings, problems, broken)
    run.failed |= (run.strict and bool(doubts)) or (reviewed and bool(unread))
    run.finish()


def _show(findings: Sequence[Finding]) -> None:
    for path, group in groupby(findings, key=lambda finding: finding.path):
        click.echo(path_from_here(path))
        for line, sentences in groupby(group, key=lambda finding: finding.line):
            found = list(sentences)
            click.echo(f"  line {line}: {' – '.join(finding.message for finding in found)}")
            click.echo(f"    {found[0].translation}")
    kinds = Counter(finding.kind for finding in findings)
    summary = ", ".join(f"{number} {kind.replace('_', ' ')}" for kind, number in sorted(kinds.items()))
    lines = len({(finding.path, finding.line, finding.translation) for finding in findings})
    click.echo(f"Checked     {count(lines, 'sentence')} to look at{f': {summary}' if summary else ''}")


def _write(report: Path, findings: Iterable[Finding], problems: Iterable[Problem], broken: Iterable[Problem]) -> None:
    """Write all of it as a JSON array of objects with the same keys."""
    from sitegen.storage.files import write_if_changed

    rows = [{**asdict(finding), "path": str(path_from_here(finding.path))} for finding in findings]
    for kind, found in (("file", problems), ("site", broken)):
        for problem in found:
            path = str(path_from_here(problem.path)) if problem.path else ""
            rows.append(
                {
                    "path": path,
                    "line": problem.line or 1,
                    "kind": kind,
                    "message": problem.message,
                    "source": "",
                    "translation": "",
                }
            )
    write_if_changed(report, (json.dumps(rows, ensure_ascii=False, indent=2) + "\n").encode())
