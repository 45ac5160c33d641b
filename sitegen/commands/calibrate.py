"""``model calibrate``: fit the confidence of a model's sentences to human translations."""

from __future__ import annotations

from pathlib import Path

import click

from sitegen.commands.run import Run, count, pass_run, path_from_here


@click.command("calibrate")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--package", metavar="NAME", help="The installed model to calibrate.  [default: the one in use]")
@pass_run
def calibrate_command(run: Run, file: Path, package: str | None) -> None:
    """Calibrate the confidence of a model's sentences with human translations.

    Each line of FILE is a sentence, a tab, and a human translation. A thousand lines are a good number, and the model
    must not have been trained on them. The calibration is stored beside the model and applies to sentences translated
    from now on.
    """
    from sitegen.content.body.inline_reader import parse_plain
    from sitegen.languages.registry import site_pair
    from sitegen.models.installed import package_named, ready_package
    from sitegen.models.quality_files import CALIBRATED
    from sitegen.storage.files import write_if_changed
    from sitegen.translation.calibration import cross_fit, fit, sentence_scores
    from sitegen.translation.engines.argos import ArgosEngine
    from sitegen.translation.evaluation import read_pairs
    from sitegen.translation.quality import write_quality
    from sitegen.translation.sentences.translator import translate_texts
    from sitegen.translation.texts import Segment

    site = run.site()
    pairs = read_pairs(file)
    chosen = package_named(site, package) if package else ready_package(site)
    engine = ArgosEngine(chosen, site.translation.beam_size)
    texts = [Segment(number, 0, parse_plain(pair.source)) for number, pair in enumerate(pairs)]
    made = translate_texts(texts, engine, site_pair(site))
    # What is known of a sentence can be held against a reference of that sentence alone.
    single = [(result, pair) for result, pair in zip(made, pairs, strict=True) if len(result.evidence) == 1]
    evidence = [result.evidence[0] for result, _ in single]
    scores = sentence_scores([result.text for result, _ in single], [pair.reference for _, pair in single])
    trial = cross_fit(evidence, scores)
    path = chosen.package_path / CALIBRATED
    write_if_changed(path, write_quality(fit(evidence, scores)).encode())
    click.echo(f"{engine.package} {engine.version}, on {count(len(single), 'sentence')} of {path_from_here(file)}:")
    click.echo(f"  good   {trial.good:6.1%} of the sentences; {trial.worst_in_good:.1%} of them in the worst fifth")
    click.echo(f"  poor   {trial.poor:6.1%} of the sentences; {trial.worst_in_poor:.1%} of them in the worst fifth")
    click.echo(f"  area under the curve {trial.area:.3f}; each half was judged by what was learned from the other")
    click.echo(f"Written to {path_from_here(path)}")
