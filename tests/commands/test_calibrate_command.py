"""``model calibrate FILE``: learned from people's translations, how far those of the starter can be trusted."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import lines, trouble
from sites import MakeSite, SiteFolder

from sitegen.models.installed import ready_package
from sitegen.models.quality_files import CALIBRATED
from sitegen.translation.calibration import FEWEST
from sitegen.translation.engines.argos import ArgosEngine
from sitegen.translation.quality import read_quality

pytestmark = pytest.mark.slow

EVALUATION = Path(__file__).parents[1] / "data" / "evaluation.tsv"


@pytest.fixture
def site(make_site: MakeSite) -> SiteFolder:
    """A site with people's translations: each sentence as it is, and as what somebody said."""
    site = make_site()
    pairs = [line.split("\t")[:2] for line in EVALUATION.read_text("utf-8").splitlines() if not line.startswith("#")]
    said = [(f"Menurut dia, {source}", f"According to him, {reference}") for source, reference in pairs]
    written = [f"{source}\t{reference}\n" for source, reference in [*pairs, *said]]
    assert len(written) > FEWEST
    (site.root / "pairs.tsv").write_text("".join(written), encoding="utf-8")
    (site.root / "few.tsv").write_text("".join(written[:3]), encoding="utf-8")
    return site


def test_what_was_learned_is_said_kept_beside_the_model_and_used(site: SiteFolder) -> None:
    before = ArgosEngine.for_site(site.site).quality
    said = lines(site.root, "model", "calibrate", "pairs.tsv")
    assert said[0].startswith("translate-id_en 0.2, on ")
    good, poor = (float(line.split()[1].rstrip("%")) for line in said[1:3])
    assert [line.split()[0] for line in said[1:3]] == ["good", "poor"]
    assert 0 <= good <= 50
    assert 0 <= poor <= 50
    assert float(said[3].split()[4].rstrip(";")) > 0.5
    path = ready_package(site.site).package_path / CALIBRATED
    assert said[4] == f"Written to {path.relative_to(site.root)}"
    learned = read_quality(path.read_text("utf-8"))
    assert ArgosEngine.for_site(site.site).quality == learned != before
    assert learned.features["score"].weight > 0


def test_too_few_sentences_are_refused_and_nothing_is_written(site: SiteFolder) -> None:
    assert f"give at least {FEWEST}" in trouble(site.root, "model", "calibrate", "few.tsv")
    assert not (ready_package(site.site).package_path / CALIBRATED).exists()
