"""``evaluate``: how good a model is, in figures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from sitegen.commands.run import Run, count, pass_run, path_from_here

_ANY = "any of these"


@click.command("evaluate")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--package", metavar="NAME", help="The installed model to measure.  [default: the one in use]")
@pass_run
def evaluate_command(run: Run, file: Path, package: str | None) -> None:
    """Measure a model against human translations.

    Each line of FILE is a sentence, a tab, and a human translation. The sentence is translated as in an article, with
    glossary and checks, and the result is compared with the human translation.
    """
    from sitegen.languages.registry import site_pair
    from sitegen.models.installed import package_named
    from sitegen.translation.engines.argos import ArgosEngine
    from sitegen.translation.engines.registry import site_engine
    from sitegen.translation.evaluation import evaluate, read_pairs, translate_sources

    site = run.site()
    pairs = read_pairs(file)
    named = package_named(site, package) if package else None
    engine = ArgosEngine.with_package(site, named) if named else site_engine(site)
    languages = site_pair(site)
    doubts: dict[str, set[str]] = {}

    def translate(sources: Sequence[str]) -> list[str]:
        results = translate_sources(sources, engine, languages)
        for source, result in zip(sources, results, strict=True):
            doubts[source] = {flag.replace("_", " ") for flag in result.flags} | ({_ANY} if result.flags else set())
        return [result.text for result in results]

    # Loading the model is no part of its speed.
    translate([pairs[0].source])
    result = evaluate(translate, pairs, check=lambda source, _: doubts[source])
    what = f"{engine.package} {engine.version}, beam {site.translation.beam_size}"
    click.echo(f"{what}, on {count(len(pairs), 'sentence')} of {path_from_here(file)}:")
    click.echo(f"  BLEU   {result.bleu.value:5.1f}   {result.bleu.signature}")
    click.echo(f"  chrF2  {result.chrf.value:5.1f}   {result.chrf.signature}")
    click.echo(f"  speed  {result.sentences_per_second:5.1f}   sentences per second")
    click.echo("Sentences with a flag:" if result.flags else "No sentence has a flag.")
    for kind, share in result.flags:
        click.echo(f"  {kind:20}  {share:6.1%}")
