"""``doctor``: a report that can be pasted into a report of a bug."""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from commands import lines, run
from sites import MakeSite, SiteFolder, stamps

from sitegen import __version__
from sitegen.diagnosis import installation, speed
from sitegen.diagnosis.report import report_text

pytestmark = pytest.mark.slow

TARGET = '\n[publish.langsung]\nkind = "rsync"\ndestination = "ani@rahasia.example:/srv/www"\n'


@pytest.fixture
def site(make_site: MakeSite) -> SiteFolder:
    site = make_site(theme="polos")
    site.write("id", "banjir", "Banjir")
    site.write("id", "gempa", "Gempa")
    with (site.root / "site.toml").open("a", encoding="utf-8") as settings:
        settings.write(TARGET)
    return site


def report(folder: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads("\n".join(lines(folder, "doctor", "--json")))
    return found


def test_the_report_says_what_is_installed_and_what_the_site_is_like(site: SiteFolder) -> None:
    found = report(site.root)
    assert list(found) == [
        "sitegen",
        "Python",
        "system",
        "packages",
        "programs",
        "model",
        "stories",
        "settings",
        "speed",
    ]
    assert found["sitegen"]["version"] == __version__
    assert found["packages"]["click"] == metadata.version("click")
    assert "sacrebleu" in found["packages"]["extra evaluate"]
    assert found["programs"]["pagefind"].startswith("pagefind 1.")
    assert found["programs"]["GPUs that CTranslate2 sees"] >= 0
    assert (found["stories"]["articles in id"], found["stories"]["articles in en"]) == (2, 0)
    assert (found["settings"]["theme"], found["settings"]["publish"]) == ("polos", {"langsung": "rsync"})
    assert found["model"] == {"name": "none yet: the first translate installs the starter"}
    assert {name for name in found["speed"] if name.endswith("(ms)")} == {
        f"{timed} (ms)"
        for timed in (
            "starting a command",
            "writing a file to the disk",
            "reading 200 articles",
            "loading the model",
            "translating a sentence",
        )
    }


def test_the_text_has_the_same_facts(site: SiteFolder) -> None:
    said = lines(site.root, "doctor")
    assert f"  {'version':31}  {__version__}" in said
    assert [line for line in said if not line.startswith(" ")] == [f"{section}:" for section in report(site.root)]


def test_nothing_in_the_site_is_changed(site: SiteFolder) -> None:
    before = stamps(site.root)
    lines(site.root, "doctor")
    assert stamps(site.root) == before


def test_neither_folders_nor_secrets_are_in_it(
    site: SiteFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NEWS_API_KEY", "kunci-rahasia-1234")
    settings = site.root / "site.toml"
    settings.write_text(
        settings.read_text("utf-8").replace('theme = "polos"', 'base_url = "https://kunci-rahasia-1234.example/"'),
        "utf-8",
    )
    lines(site.root, "translate")
    said = "\n".join(lines(site.root, "doctor"))
    assert "SITE/.sitegen/argos/packages/translate-id_en-0_2" in said
    assert "https://***.example/" in said
    for personal in (str(tmp_path), "kunci-rahasia", "rahasia.example", "/srv/www"):
        assert personal not in said


def test_the_model_in_use_is_described(site: SiteFolder) -> None:
    lines(site.root, "translate")
    model = report(site.root)["model"]
    assert (model["name"], model["version"], model["came from"]) == ("translate-id_en-0_2", "0.2", "sitegen")
    assert model["megabytes"] > 30


def test_without_a_site_the_rest_is_said(tmp_path: Path) -> None:
    found = report(tmp_path)
    assert {"model", "stories", "settings"}.isdisjoint(found)
    assert "writing a file to the disk (ms)" in found["speed"]
    assert list(tmp_path.iterdir()) == []


def test_broken_settings_are_in_the_report_and_fail(site: SiteFolder) -> None:
    (site.root / "site.toml").write_text('tema = "harian"\n', encoding="utf-8")
    result = run(site.root, "doctor")
    assert result.exit_code == 1
    assert "title: is missing" in result.stderr
    assert "site.toml: title: is missing" in result.stdout.partition("site:\n")[2]
    assert str(site.root) not in result.stdout


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    known = metadata.version

    def version(package: str) -> str:
        if package in {"boto3", "nh3"}:
            raise metadata.PackageNotFoundError(package)
        return known(package)

    monkeypatch.setattr(metadata, "version", version)
    monkeypatch.setattr("shutil.which", lambda _program: None)
    assert installation.packages()["nh3"] == "missing"
    assert installation.packages()["extra s3"] == "lacks boto3"
    assert installation.programs()["rsync"] == "missing"


def test_what_takes_long_is_named_with_what_it_may_come_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "_timed", lambda _work: 1e6)
    slow = speed.speed(None)["slow"]
    assert isinstance(slow, list)
    assert [line.partition(":")[0] for line in slow] == [
        "starting a command",
        "writing a file to the disk",
        "reading 200 articles",
    ]


def test_each_kind_of_value_is_shown() -> None:
    facts = {"a": True, "b": None, "c": [], "d": {"e": 1200, "f": None}, "long name": ["x", "y"]}
    assert report_text({"section": facts}).splitlines() == [
        "section:",
        "  a          yes",
        "  c          none",
        "  d          e: 1,200",
        "  long name  x, y",
    ]
