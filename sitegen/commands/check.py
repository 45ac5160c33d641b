"""``check``: what a person should look at before publishing."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

import click

from sitegen.commands.run import Run, count, pass_run, path_from_here
from sitegen.errors import Problem


@click.command("check")
@click.option("--json", "report", type=click.Path(dir_okay=False, path_type=Path), help="Write a report for programs.")
@pass_run
def check_command(run: Run, report: Path | None) -> None:
    """List the sentences that may be wrong, by file and line.

    These are the machine's own doubts, corrections whose original has changed since, and lines that do not pair up.
    With --strict, any of them fails.
    """
    from sitegen.files import write_if_changed
    from sitegen.translation.findings import find_all

    problems: list[Problem] = []
    findings = list(find_all(run.site(), problems))
    run.say(problems)
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
    if report:
        rows = [{**asdict(finding), "path": str(path_from_here(finding.path))} for finding in findings]
        write_if_changed(report, (json.dumps(rows, ensure_ascii=False, indent=2) + "\n").encode())
    if findings and run.strict:
        run.failed = True
    run.finish()
