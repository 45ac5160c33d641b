"""``evaluate FILE.tsv``: a model in figures."""

from __future__ import annotations

import re
import sys

import pytest
from commands import lines, trouble
from sites import MakeSite, SiteFolder
from small_packages import install_bytes, small_package

pytestmark = pytest.mark.slow

PAIRS = (
    "Presiden tiba di Jakarta pada Senin.\tThe president arrived in Jakarta on Monday.\n"
    "Polisi menangkap 3 orang.\tPolice arrested 3 people.\n"
)


@pytest.fixture
def site(make_site: MakeSite) -> SiteFolder:
    site = make_site()
    (site.root / "pairs.tsv").write_text(PAIRS, encoding="utf-8")
    return site


def figure(said: list[str], name: str) -> float:
    (line,) = [line for line in said if line.split()[0] == name]
    return float(line.split()[1])


def test_the_model_in_use_is_measured(site: SiteFolder) -> None:
    said = lines(site.root, "evaluate", "pairs.tsv")
    assert said[0] == "translate-id_en 0.2, beam 4, on 2 sentences of pairs.tsv:"
    assert 20 < figure(said, "BLEU") <= 100
    assert 40 < figure(said, "chrF2") <= 100
    assert figure(said, "speed") > 0
    signatures = [line for line in said if "|version:" in line]
    assert len(signatures) == 2, "who reads a score must know how it was reckoned"


def test_another_installed_model_can_be_measured(site: SiteFolder) -> None:
    install_bytes(site.site, small_package("0.0.1"))
    said = lines(site.root, "evaluate", "pairs.tsv", "--package", "translate-id_en-0_0_1")
    assert said[0].startswith("translate-id_en 0.0.1, beam 4,")
    assert figure(said, "BLEU") < 5, "its weights are random"
    shares = {line.rsplit(maxsplit=1)[0].strip(): line.rsplit(maxsplit=1)[1] for line in said if line.endswith("%")}
    assert shares["any of these"] == "100.0%"
    assert len(shares) > 1
    assert all(re.fullmatch(r"\d+\.\d%", share) for share in shares.values())


def test_a_model_that_is_not_installed_is_an_error_that_says_how_to_install_it(site: SiteFolder) -> None:
    message = trouble(site.root, "evaluate", "pairs.tsv", "--package", "translate-id_en-9")
    assert message.endswith("python build.py model install translate-id_en-9")


def test_a_line_of_the_wrong_form_is_named(site: SiteFolder) -> None:
    (site.root / "pairs.tsv").write_text(PAIRS + "only one cell\n", encoding="utf-8")
    assert trouble(site.root, "evaluate", "pairs.tsv").startswith("pairs.tsv:3: has 1 cells")
    assert "cannot be read" in trouble(site.root, "evaluate", "none.tsv")


def test_without_sacrebleu_the_message_says_how_to_install_it(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sacrebleu", None)
    assert "python -m pip install" in trouble(site.root, "evaluate", "pairs.tsv")


def test_the_other_commands_do_not_need_it(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sacrebleu", None)
    assert lines(site.root, "model", "list")
