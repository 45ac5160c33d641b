"""``model compare A B FILE``: two models side by side."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from commands import lines, trouble
from sites import MakeSite, SiteFolder
from small_packages import STARTER, packages_in, small_package

from sitegen.models.installed import ready_package

pytestmark = pytest.mark.slow

PAIRS = (
    "Presiden tiba di Jakarta pada Senin.\tThe president arrived in Jakarta on Monday.\n"
    "Polisi menangkap 3 orang.\tPolice arrested 3 people.\n"
)


@pytest.fixture
def site(make_site: MakeSite) -> SiteFolder:
    """A site with the starter, a package file of the same languages, and a file of sentences."""
    site = make_site()
    ready_package(site.site)
    (site.root / "small.argosmodel").write_bytes(small_package("0.2"))
    (site.root / "pairs.tsv").write_text(PAIRS, encoding="utf-8")
    (site.root / "bare.tsv").write_text("Presiden tiba.\nPolisi datang.\n", encoding="utf-8")
    return site


def row(said: list[str], title: str) -> list[str]:
    (line,) = [line for line in said if line.strip().startswith(title) and "|" not in line]
    return line.strip().removeprefix(title).split()


def test_an_installed_model_and_a_package_file_are_compared(site: SiteFolder) -> None:
    """Both are of one language pair and version, which a program that remembers models by these would mix up."""
    said = lines(site.root, "model", "compare", "translate-id_en", "small.argosmodel", "pairs.tsv")
    assert said[:3] == ["2 sentences of pairs.tsv, beam 4:", f"  A  {STARTER}", "  B  small.argosmodel"]
    a, plus_minus, margin, b, *_ = row(said, "BLEU")
    assert plus_minus == "±"
    assert float(margin) > 0
    assert float(a) > 20
    assert float(b) < 5
    assert row(said, "chrF2")[6:9] == ["A", "is", "better"]
    assert all(float(speed) > 0 for speed in row(said, "sentences per second"))
    assert row(said, "of 100 with an issue")[1] == "100.0"
    assert sum("|seed:12345|" in line for line in said) == 2
    assert packages_in(site.site) == [STARTER], "nothing was installed"


def test_the_order_decides_which_is_a(site: SiteFolder) -> None:
    said = lines(site.root, "model", "compare", "small.argosmodel", STARTER, "pairs.tsv")
    assert row(said, "chrF2")[6:9] == ["B", "is", "better"]


def test_the_page_is_written_and_the_same_again(site: SiteFolder) -> None:
    command = ("model", "compare", STARTER, "small.argosmodel", "pairs.tsv", "--html", "page.html")
    assert lines(site.root, *command)[-1] == "The sentences that differ most are in page.html"
    page = (site.root / "page.html").read_bytes()
    assert b"2 of 2 sentences differ" in page
    assert b"Polisi menangkap 3 orang." in page
    lines(site.root, *command)
    assert (site.root / "page.html").read_bytes() == page


def test_sentences_without_references_need_no_sacrebleu(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sacrebleu", None)
    said = lines(site.root, "model", "compare", STARTER, STARTER, "bare.tsv", "--html", "page.html")
    assert not [line for line in said if "BLEU" in line]
    a, b = row(said, "of 100 with an issue")
    assert a == b
    assert "No sentence differs." in (site.root / "page.html").read_text(encoding="utf-8")
    assert "pip install" in trouble(site.root, "model", "compare", STARTER, STARTER, "pairs.tsv")


def test_what_cannot_be_compared_is_said_in_a_line_before_anything_is_translated(site: SiteFolder) -> None:
    def said(a: str, b: str, file: str, *more: str) -> str:
        return trouble(site.root, "model", "compare", a, b, file, *more)

    assert said(STARTER, "translate-id_en-9", "pairs.tsv").endswith("model install translate-id_en-9")
    assert said(STARTER, "none.argosmodel", "pairs.tsv") == "none.argosmodel: there is no such file"
    assert said(STARTER, STARTER, "none.tsv").startswith("none.tsv: cannot be read")
    (site.root / "bad.tsv").write_text(PAIRS + "Satu\n", encoding="utf-8")
    assert said(STARTER, STARTER, "bad.tsv").startswith("bad.tsv:3: has 1 cells")
    assert "there is no such folder" in said(STARTER, STARTER, "pairs.tsv", "--html", "none/page.html")
    (site.root / "fr.argosmodel").write_bytes(small_package("1.0", ("id", "fr")))
    assert said("fr.argosmodel", STARTER, "pairs.tsv").startswith("fr.argosmodel: does not translate from 'id' to 'en'")
    (site.root / "broken.argosmodel").write_bytes(b"PK no zip")
    assert said("broken.argosmodel", STARTER, "pairs.tsv").startswith("broken.argosmodel: is no package, or damaged")
    damaged = small_package(changes={"sentencepiece.model": None})
    (site.root / "damaged.argosmodel").write_bytes(damaged)
    assert "is no package that sitegen can use" in said("damaged.argosmodel", STARTER, "pairs.tsv")


def test_the_package_file_stays_and_what_was_unpacked_goes(
    site: SiteFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    before = (site.root / "small.argosmodel").read_bytes()
    lines(site.root, "model", "compare", "small.argosmodel", "small.argosmodel", "bare.tsv")
    assert (site.root / "small.argosmodel").read_bytes() == before
    assert list(folder.iterdir()) == []
