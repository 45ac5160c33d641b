"""``check``: translation issues and errors to look at before publishing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from sitegen.commands.run import Run, count, pass_run, path_from_here
from sitegen.errors import Problem, when_publishing

if TYPE_CHECKING:
    from sitegen.articles import Pair
    from sitegen.translation.findings import Finding, MachineSentence

_UNKNOWN = "unknown"
_LEVELS = ("good", "rough", "poor", _UNKNOWN)


@click.command("check")
@click.option("--json", "report", type=click.Path(dir_okay=False, path_type=Path), help="Write a report as JSON.")
@click.option("--reviewed", is_flag=True, help="Fail if a translation has not been reviewed.")
@pass_run
def check_command(run: Run, report: Path | None, reviewed: bool) -> None:
    """List issues of the translations and errors of the finished site, by file and line.

    Translations: failed checks, sentences not to be relied on, corrections whose original has changed since, and
    lines without a counterpart; the worst first. Articles: links to articles that do not exist. The site, if it has
    been built: dead links, missing pictures, broken feeds, and translations announced on one side only. Errors fail;
    with --strict, translation issues do too. Articles without a source are counted, and listed in the report.
    """
    from sitegen.building.site_problems import open_site_problems
    from sitegen.checking.gate import check_finished_site
    from sitegen.content.store import load_pairs
    from sitegen.content.unattributed import is_unattributed
    from sitegen.seeds.unused import unused_files
    from sitegen.translation.findings import find_all

    site = run.site()
    problems: list[Problem] = []
    found = _Found(with_all=report is not None)
    sourceless: list[Path] = []
    with open_site_problems(site) as between:

        def pairs() -> Iterator[Pair]:
            """The articles, which are read once for all that is checked."""
            for pair in load_pairs(site, problems):
                between.add(pair)
                sourceless.extend([pair.original.path] if is_unattributed(pair.original) else [])
                yield pair

        for findings, sentences in find_all(site, pairs(), problems):
            found.add(findings, sentences)
        problems += [*unused_files(site)[0], *map(when_publishing, between.found())]
    run.report(problems)
    listed = _listed(found)
    _show(listed)
    _sum_up(listed, found)
    broken: list[Problem] = []
    if site.public.is_dir():
        broken = list(check_finished_site(site))
        run.report(broken)
        click.echo(f"Checked     the finished site: {f'{len(broken):,} faults' if broken else 'nothing is broken'}")
    else:
        click.echo("The site has not been built yet: its links and feeds were not checked.")
    if found.unread:
        click.echo(f"Unreviewed  {count(found.unread, 'article')} that no person has read")
    if sourceless:
        click.echo(f"Unsourced   {count(len(sourceless), 'article')} without a publisher or an address of the original")
    if report:
        _write(report, found, sourceless, [("file", problems), ("site", broken)])
    run.failed |= (run.strict and bool(listed)) or (reviewed and found.unread > 0)
    run.finish()


class _Found:
    """What was found in the translations: as little of it as will be said, but all of it if it is ``with_all``.

    ``doubts`` are the findings about sentences, and ``doubtful`` the machine's sentences that they, or poor ones, are.
    """

    def __init__(self, *, with_all: bool) -> None:
        self._with_all = with_all
        self.findings: list[Finding] = []
        self.sentences: list[MachineSentence] = []
        self.doubts: list[Finding] = []
        self.doubtful: list[MachineSentence] = []
        self.levels: Counter[str] = Counter()
        self.unread = 0

    def add(self, findings: Sequence[Finding], sentences: Sequence[MachineSentence]) -> None:
        """Take what was found in one translation."""
        from sitegen.translation.findings import UNREVIEWED

        doubts = [finding for finding in findings if finding.kind != UNREVIEWED]
        lines = {finding.line for finding in doubts}
        self.unread += len(findings) - len(doubts)
        self.doubts += doubts
        self.doubtful += (one for one in sentences if one.level == "poor" or one.line in lines)
        self.levels.update(sentence.level or _UNKNOWN for sentence in sentences)
        if self._with_all:
            self.findings += findings
            self.sentences += sentences


class _Listed(NamedTuple):
    """What is listed of a line of a file: the messages about it, and the machine's sentence if it is one."""

    path: Path
    line: int
    messages: list[str]
    text: str
    sentence: MachineSentence | None

    @property
    def rank(self) -> tuple[bool, float]:
        """Sort key: the least trusted sentences first, those without a confidence last."""
        confidence = self.sentence.confidence if self.sentence else None
        return confidence is None, confidence or 0.0


def _listed(found: _Found) -> list[_Listed]:
    """What there is to look at, by file and the worst first: of the files, and of the sentences in each."""
    known = {(sentence.path, sentence.line): sentence for sentence in found.doubtful}
    rows: dict[tuple[Path, int, str], _Listed] = {}  # several lost corrections have one line
    for finding in found.doubts:
        place, text = (finding.path, finding.line), finding.translation
        row = rows.setdefault((*place, text), _Listed(*place, [], text, known.get(place)))
        row.messages.append(finding.message)
    for place, sentence in known.items():
        if sentence.level == "poor":
            text = sentence.translation
            rows.setdefault((*place, text), _Listed(*place, ["do not rely on this"], text, sentence))
    worst: dict[Path, tuple[bool, float]] = {}
    for row in rows.values():
        worst[row.path] = min(row.rank, worst.get(row.path, row.rank))
    return sorted(rows.values(), key=lambda row: (*worst[row.path], row.path, *row.rank, row.line))


def _show(listed: Iterable[_Listed]) -> None:
    for path, rows in groupby(listed, key=lambda row: row.path):
        click.echo(path_from_here(path))
        for row in rows:
            known = row.sentence if row.sentence and row.sentence.confidence is not None else None
            level = f" ({known.level}, {known.confidence:.2f})" if known else ""
            click.echo(f"  line {row.line}{level}: {' – '.join(row.messages)}")
            click.echo(f"    {row.text}")


def _sum_up(listed: Sequence[_Listed], found: _Found) -> None:
    kinds = Counter(finding.kind for finding in found.doubts)
    summary = ", ".join(f"{number} {kind.replace('_', ' ')}" for kind, number in sorted(kinds.items()))
    click.echo(f"Checked     {count(len(listed), 'sentence')} to look at{f': {summary}' if summary else ''}")
    if found.levels.keys() - {_UNKNOWN}:
        click.echo(
            f"Levels      {', '.join(f'{found.levels[name]:,} {name}' for name in _LEVELS if found.levels[name])}"
        )


def _write(
    report: Path,
    found: _Found,
    sourceless: Iterable[Path],
    said: Iterable[tuple[str, Iterable[Problem]]],
) -> None:
    """Write all of it as a JSON object: ``issues`` are objects with the same keys, ``sentences`` are the machine's.

    ``without_source`` are the files of the ``sourceless`` stories. ``said`` are the problems of each kind.
    """
    from sitegen.storage.files import write_if_changed

    issues = [{**asdict(finding), "path": str(path_from_here(finding.path))} for finding in found.findings]
    for kind, problems in said:
        for problem in problems:
            path = str(path_from_here(problem.path)) if problem.path else ""
            issues.append(
                {
                    "path": path,
                    "line": problem.line or 1,
                    "kind": kind,
                    "message": problem.message,
                    "source": "",
                    "translation": "",
                }
            )
    rows = [
        {
            "file": str(path_from_here(sentence.path)),
            "line": sentence.line,
            "confidence": sentence.confidence,
            "level": sentence.level,
        }
        for sentence in found.sentences
    ]
    without_source = [{"file": str(path_from_here(path))} for path in sourceless]
    values = {"issues": issues, "sentences": rows, "without_source": without_source}
    data = json.dumps(values, ensure_ascii=False, indent=2)
    write_if_changed(report, f"{data}\n".encode())
