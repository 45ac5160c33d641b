"""The command line as a newcomer meets it: few lines, clear errors, honest exit codes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sites import stamps

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SEED = "Gempa Guncang Cianjur\n\nPemerintah mengirim bantuan pada Senin (21/11).\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site with one short seed."""
    shutil.copytree(ROOT / "themes", tmp_path / "themes")
    shutil.copy(ROOT / "site.toml", tmp_path)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "gempa.txt").write_text(SEED, encoding="utf-8")
    return tmp_path


def sitegen(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ``python build.py`` in ``folder`` with an empty home."""
    home = folder.parent / "home"
    home.mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, str(ROOT / "build.py"), *arguments],
        cwd=folder,
        env={**os.environ, "HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


def only_error(finished: subprocess.CompletedProcess[str]) -> str:
    """The one line of trouble, without which there was none to see."""
    assert finished.returncode == 1
    (line,) = finished.stderr.splitlines()
    return line


def test_a_build_says_in_a_few_lines_what_it_did(folder: Path) -> None:
    finished = sitegen(folder)
    assert finished.returncode == 0
    assert finished.stderr == "", "no progress bar in a pipe"
    assert finished.stdout.splitlines()[0] == "Imported    1 seed: 1 new"
    assert finished.stdout.splitlines()[1].startswith("Translated  2 texts in 1 article")
    assert finished.stdout.splitlines()[2].startswith("Rendered    ")
    assert finished.stdout.splitlines()[3].endswith("python build.py model install translate-id_en")
    assert len(finished.stdout.splitlines()) == 5


def test_a_second_build_finds_nothing_to_do_and_changes_no_file(folder: Path) -> None:
    sitegen(folder)
    before = stamps(folder)
    finished = sitegen(folder)
    assert finished.stdout.splitlines()[:2] == ["Imported    1 seed: nothing new", "Translated  0 texts in 0 articles"]
    assert stamps(folder) == before


def test_nothing_is_put_into_the_home_folder(folder: Path) -> None:
    sitegen(folder)
    assert list((folder.parent / "home").iterdir()) == []


def test_the_stages_run_alone(folder: Path) -> None:
    for command, made in (("import", "content/id"), ("translate", "content/en"), ("render", "public")):
        finished = sitegen(folder, command)
        assert finished.returncode == 0
        assert len(finished.stdout.splitlines()) == 1
        assert any((folder / made).iterdir())


def test_a_folder_without_settings(tmp_path: Path) -> None:
    line = only_error(sitegen(tmp_path))
    assert "there is no site.toml here" in line
    assert "--site" in line


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ("title = \n", "error: site.toml:1: is not valid TOML"),
        ('[title]\nid = "A"\nen = "B"\n[translation]\nbeam_size = 99\n', "error: site.toml:5: translation.beam_size:"),
        ('drafts = true\n[title]\nid = "A"\nen = "B"\n', "error: site.toml:1: drafts: there is no such setting"),
        ('timezone = "WIB"\n[title]\nid = "A"\nen = "B"\n', "error: site.toml:1: timezone: 'WIB' is not a time zone"),
        ('timezone = "Asia"\n[title]\nid = "A"\nen = "B"\n', "error: site.toml:1: timezone: 'Asia' is not a time"),
        ('untranslated = "x"\n[title]\nid = "A"\nen = "B"\n', "error: site.toml:1: untranslated: Input should be"),
        ('tema = "harian"\n[title]\nid = "A"\nen = "B"\n', "error: site.toml:1: tema: there is no such setting"),
        ('base_url = "example.org"\n[title]\nid = "A"\nen = "B"\n', "error: site.toml:1: base_url: write the site's"),
        ('[title]\nid = "A"\n', "[title] lacks 'en'"),
        ('languages = ["id", "xx"]\n[title]\nid = "A"\n', "'xx' is not a language code"),
        ('theme = "../x"\n[title]\nid = "A"\nen = "B"\n', "error: site.toml:1: theme:"),
    ],
)
def test_a_wrong_setting_is_named_with_its_line(folder: Path, settings: str, says: str) -> None:
    (folder / "site.toml").write_text(settings, encoding="utf-8")
    assert says in only_error(sitegen(folder))


def test_a_broken_article_is_named_with_its_line_and_nothing_is_published_unless_asked_for(folder: Path) -> None:
    broken = folder / "content" / "id" / "rusak.md"
    broken.parent.mkdir(parents=True)
    broken.write_text("---\ntitle: 'Rusak\nlang: id\n---\n\nTeks.\n", encoding="utf-8")
    finished = sitegen(folder)
    assert finished.returncode == 1
    first, second = finished.stderr.splitlines()
    assert first.startswith("error: content/id/rusak.md:")
    assert second.startswith("error: nothing was published, and the last site is as it was: correct what is said above")
    assert not (folder / "public").exists()
    finished = sitegen(folder, "--keep-going")
    assert finished.returncode == 1
    assert [line[:27] for line in finished.stderr.splitlines()] == ["error: content/id/rusak.md:"], "said once"
    assert (folder / "public" / "en" / "gempa-guncang-cianjur" / "index.html").is_file()


def test_strict_makes_warnings_fail(folder: Path) -> None:
    (folder / "seeds" / "pendek.txt").write_text("Hanya Judul\n", encoding="utf-8")
    relaxed = sitegen(folder, "import")
    assert relaxed.returncode == 0
    assert "warning: seeds/pendek.txt" in relaxed.stderr
    (folder / "seeds" / "pendek2.txt").write_text("Hanya Judul Lain\n", encoding="utf-8")
    assert sitegen(folder, "--strict", "import").returncode == 1


def test_an_unknown_command_is_told_from_a_wrong_site(folder: Path) -> None:
    finished = sitegen(folder, "bild")
    assert finished.returncode == 2
    assert "bild" in finished.stderr
    assert "Traceback" not in finished.stderr


def test_help_loads_no_model_no_server_and_no_metrics() -> None:
    code = "import sys, sitegen.cli; print(*{name.split('.')[0] for name in sys.modules})"
    finished = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    slow = {"argostranslate", "ctranslate2", "jinja2", "markdown", "numpy", "sacrebleu", "sentencepiece", "uvicorn"}
    assert not slow & set(finished.stdout.split())


def test_the_console_script_is_the_same_as_build_py() -> None:
    script = Path(sys.executable).parent / "sitegen"
    if not script.exists():
        pytest.skip("sitegen is not installed beside this interpreter")
    finished = subprocess.run([script, "--help"], capture_output=True, text=True, check=True)
    same = subprocess.run([sys.executable, ROOT / "build.py", "--help"], capture_output=True, text=True, check=True)
    assert finished.stdout == same.stdout
