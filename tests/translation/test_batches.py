"""What the starter model makes of a sentence does not depend on its neighbours."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from sites import MakeSite

from sitegen.translation.engines.argos import ArgosEngine

pytestmark = pytest.mark.slow

SENTENCES = tuple(
    line.split("\t")[0]
    for line in (Path(__file__).parents[1] / "data" / "evaluation.tsv").read_text(encoding="utf-8").split("\n")[:60]
    if "\t" in line
)


@pytest.fixture
def engine(make_site: MakeSite) -> ArgosEngine:
    return ArgosEngine.for_site(make_site().site)


def test_words_scores_and_links_are_the_same_in_every_order_and_company(engine: ArgosEngine) -> None:
    together = dict(zip(SENTENCES, engine.translate(SENTENCES, align=True), strict=True))
    shuffled = random.Random(1).sample(SENTENCES, 30)  # noqa: S311
    for sentence, outputs in zip(shuffled, engine.translate(shuffled, align=True), strict=True):
        assert outputs == together[sentence]
    for sentence in SENTENCES[:15]:
        assert engine.translate([sentence], align=True)[0] == together[sentence]
