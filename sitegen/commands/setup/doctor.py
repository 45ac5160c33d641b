"""``doctor``: a report on what is installed and what is slow, to paste into a report of a bug."""

from __future__ import annotations

import json

import click

from sitegen.commands.run import Run, pass_run
from sitegen.errors import SitegenError


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print it for programs.")
@pass_run
def doctor_command(run: Run, as_json: bool) -> None:
    """Report what is installed, which model and settings the site has, and what is slow here.

    The report names none of your folders, and holds no secret, so that it can be pasted where you ask for help. It
    takes some seconds, changes nothing, and can also be had without a site.
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
