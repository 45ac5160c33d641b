"""``model compare``: two models side by side."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitegen.commands.run import Run, count, pass_run, path_from_here
from sitegen.errors import SitegenError

if TYPE_CHECKING:
    from argostranslate.package import Package

    from sitegen.translation.comparison.comparing import Comparison


@click.command("compare")
@click.argument("a")
@click.argument("b")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--html",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a page of the sentences whose translations differ most.",
)
@pass_run
def compare_command(run: Run, a: str, b: str, file: Path, html: Path | None) -> None:
    """Translate the sentences of FILE with two models, and compare the results.

    A and B are names of installed models, or paths of package files that need not be installed. Each line of FILE is a
    sentence, optionally followed by a tab and a human translation to measure against.
    """
    from sitegen.languages.registry import site_pair
    from sitegen.models.given import given_package
    from sitegen.storage.files import write_if_changed
    from sitegen.translation.comparison.comparing import compare, translated_side
    from sitegen.translation.comparison.page import comparison_page
    from sitegen.translation.engines.argos import ArgosEngine
    from sitegen.translation.evaluation import load_sacrebleu, read_pairs

    site = run.site()
    pairs = read_pairs(file, bare=True)
    # What would fail at the end is better said at the beginning.
    if pairs[0].reference:
        load_sacrebleu()
    if html and not html.parent.is_dir():
        raise SitegenError("there is no such folder for the page; make it, or name another file", html.parent)
    with ExitStack() as stack:
        packages = [stack.enter_context(given_package(site, what)) for what in (a, b)]
        one, other = (
            translated_side(_name(what, package), ArgosEngine.with_package(site, package), site_pair(site), pairs)
            for what, package in zip((a, b), packages, strict=True)
        )
    comparison = compare(one, other, pairs)
    click.echo(f"{count(len(pairs), 'sentence')} of {path_from_here(file)}, beam {site.translation.beam_size}:")
    for line in _lines(comparison):
        click.echo(line)
    if html:
        write_if_changed(html, comparison_page(comparison, site, file.name))
        click.echo(f"The sentences that differ most are in {path_from_here(html)}")


def _name(what: str, package: Package) -> str:
    """A package file as it was named, or an installed package with its version."""
    return what if Path(what).is_file() else str(package.package_path.name)


def _lines(comparison: Comparison) -> Iterator[str]:
    """What is printed: a table, and how its figures were reckoned."""
    a, b = comparison.a, comparison.b
    yield f"  A  {a.name}"
    yield f"  B  {b.name}"
    yield f"  {'':26}  {'A':>12}  {'B':>12}"
    for measure in comparison.measures:
        figures = (f"{interval.score:.1f} ± {interval.margin:.1f}" for interval in (measure.a, measure.b))
        verdict = f"{measure.better} is better" if measure.better else "which is better cannot be told"
        row = "  ".join(f"{figure:>12}" for figure in figures)
        yield f"  {measure.name:26}  {row}  {verdict} (p = {measure.p_value:.3f})"
    yield _row("sentences per second", a.sentences_per_second, b.sentences_per_second)
    yield _row("of 100 with an issue", *comparison.any_issue_shares())
    for kind, share_a, share_b in comparison.issue_shares():
        yield _row(f"… {kind.replace('_', ' ')}", share_a, share_b)
    for measure in comparison.measures:
        yield f"{measure.name}: {measure.signature}"


def _row(title: str, a: float, b: float) -> str:
    return f"  {title:26}  {a:12.1f}  {b:12.1f}"
