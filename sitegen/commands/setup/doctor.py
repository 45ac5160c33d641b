"""``doctor``: a report on versions, settings and bottlenecks, to paste into a bug report."""

from __future__ import annotations

import json

import click

from sitegen.commands.run import Run, pass_run
from sitegen.errors import SitegenError


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@pass_run
def doctor_command(run: Run, as_json: bool) -> None:
    """Report versions, model and settings of the site, and bottlenecks of this machine.

    The report contains no folder names and no secrets, so you can paste it when you ask for help. It takes some
    seconds, changes nothing, and works without a site too.
    """
    from sitegen.diagnosis.report import diagnose, report_text
    from sitegen.settings.site import SETTINGS_FILE

    site, trouble = None, None
    try:
        site = run.site() if (run.folder / SETTINGS_FILE).exists() else None
    except SitegenError as error:
        trouble = error.problem
    report = diagnose(site, str(trouble) if trouble else None)
    click.echo(json.dumps(report, ensure_ascii=False, indent=2) if as_json else report_text(report))
    run.report([trouble] if trouble else [])
    run.finish()
