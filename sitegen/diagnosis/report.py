"""The report as a whole, and as text. Nothing in it names a person's folders or holds a secret."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from sitegen.diagnosis.installation import packages, programs, python, sitegen, system
from sitegen.diagnosis.site_facts import model, settings, stories
from sitegen.diagnosis.speed import speed
from sitegen.errors import SitegenError
from sitegen.settings.secrets import scrubbed
from sitegen.settings.site import Site

Facts = Mapping[str, object]
"""By name, in the order in which they are shown. Values are what JSON has; a None is left out of the text."""


def diagnose(site: Site | None, trouble: str | None = None) -> dict[str, Facts]:
    """Return the report by section; without a site, the sections that need none, and the ``trouble`` with it."""
    report: dict[str, Facts] = {
        "sitegen": sitegen(),
        "Python": python(),
        "system": system(),
        "packages": packages(),
        "programs": programs(),
    }
    if site:
        report["model"] = _of(model, site)
        report["stories"] = _of(stories, site)
        report["settings"] = settings(site)
    if trouble:
        report["site"] = {"error": trouble}
    report["speed"] = speed(site)
    return _private(report, site)


def report_text(report: Mapping[str, Facts]) -> str:
    """Return the report as lines that can be pasted anywhere."""
    width = max(len(name) for facts in report.values() for name in facts)
    lines: list[str] = []
    for section, facts in report.items():
        lines += [f"{section}:"]
        lines += [f"  {name:{width}}  {_shown(value)}" for name, value in facts.items() if value is not None]
    return "\n".join(lines)


def _of(section: Callable[[Site], Facts], site: Site) -> Facts:
    try:
        return section(site)
    except SitegenError as error:
        return {"error": str(error)}


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, list | tuple):
        return ", ".join(map(_shown, value)) or "none"
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {_shown(item)}" for name, item in value.items() if item is not None) or "none"
    return str(value)


def _private(report: dict[str, Facts], site: Site | None) -> dict[str, Facts]:
    names = {str(Path.home()): "~", str(Path.home().resolve()): "~"}
    if site:
        names = {str(site.root): "SITE", **names}

    def without(value: object) -> object:
        if isinstance(value, str):
            text = scrubbed(value)
            for path, name in names.items():
                text = text.replace(path, name) if len(path) > 1 else text
            return text
        if isinstance(value, list | tuple):
            return [without(item) for item in value]
        if isinstance(value, Mapping):
            return {key: without(item) for key, item in value.items()}
        return value

    return {section: {name: without(value) for name, value in facts.items()} for section, facts in report.items()}
