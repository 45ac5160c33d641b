"""``new FOLDER``: a first site in a minute."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from commands import lines, run, trouble

from sitegen.articles import Article
from sitegen.cli import cli
from sitegen.content.store import article_files, load_article
from sitegen.new_site.making import make_site
from sitegen.settings.site import load_site

FILES = [
    ".gitattributes",
    ".github/workflows/publish.yml",
    ".gitignore",
    "README.md",
    "seeds/bus-perpustakaan.txt",
    "site.toml",
]


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def the_article(folder: Path) -> Article:
    (path,) = article_files(load_site(folder), "id")
    return load_article(path, "id")


def test_a_site_is_made_and_the_next_steps_are_two_lines(tmp_path: Path) -> None:
    said = lines(tmp_path, "new", "kabar-diaspora")
    assert files(tmp_path / "kabar-diaspora") == FILES
    assert said[0].startswith("Made        kabar-diaspora with site.toml, seeds/bus-perpustakaan.txt")
    assert said[1:] == [
        "See it      python build.py --site kabar-diaspora serve --open",
        f"Then        python build.py --site kabar-diaspora add FILE puts in a story, "
        f"and {Path('kabar-diaspora', 'README.md')} says the rest",
    ]


@pytest.mark.slow
def test_the_new_site_builds_without_a_warning(tmp_path: Path) -> None:
    make_site(tmp_path / "site")
    said = lines(tmp_path, "--site", "site", "--strict")
    assert said[0] == "Imported    1 seed: 1 new"
    assert said[-1] == "Read it with: python build.py --site site serve"
    assert the_article(tmp_path / "site").dateline == "BANDUNG"
    page = (tmp_path / "site" / "public" / "en" / the_article(tmp_path / "site").slug / "index.html").read_text("utf-8")
    assert "Bandung" in page
    assert "example" in page


def test_the_site_is_called_after_its_folder(tmp_path: Path) -> None:
    for name, title in (("kabar-diaspora_kita", "Kabar Diaspora Kita"), ('a "b"', 'A "b"'), ("\x7f", "Cermin Berita")):
        make_site(tmp_path / name)
        assert load_site(tmp_path / name).title == {"id": title, "en": title}
        assert (tmp_path / name / "README.md").read_text(encoding="utf-8").startswith(f"# {title}\n")


def test_the_folder_may_be_the_current_one_and_hold_hidden_files(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert lines(tmp_path, "new", ".")[1] == "See it      python build.py serve --open"
    assert load_site(tmp_path).theme == "harian"


@pytest.mark.parametrize("there", ["catatan.txt", "site.toml", ".gitignore", ".github/workflows/lain.yml"])
def test_a_folder_with_something_in_it_is_refused_and_left_as_it_is(there: str, tmp_path: Path) -> None:
    (tmp_path / "site" / there).parent.mkdir(parents=True)
    (tmp_path / "site" / there).write_text("milik saya\n", encoding="utf-8")
    message = trouble(tmp_path, "new", "site")
    assert "is not empty" in message
    assert "and nothing was made; name a folder that is new or empty" in message
    assert files(tmp_path / "site") == [there]
    assert (tmp_path / "site" / there).read_text(encoding="utf-8") == "milik saya\n"


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("milik saya\n", encoding="utf-8")
    assert trouble(tmp_path, "new", "site") == "site: is a file; name a folder that is new or empty"


def test_where_a_file_cannot_be_written_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make = Path.mkdir

    def full(path: Path) -> None:
        if path.name == ".github":
            raise OSError(28, "No space left on device")
        make(path)

    monkeypatch.setattr(Path, "mkdir", full)
    assert trouble(tmp_path, "new", "a/b") == f"{Path('a', 'b')}: cannot be made: No space left on device"
    assert list(tmp_path.iterdir()) == []


def test_an_archive_is_imported_in_place_of_the_example(tmp_path: Path) -> None:
    rows = "judul;isi\nBanjir Surut;Air surut pada Senin.\nPasar Buka;Pasar buka lagi.\n"
    (tmp_path / "Arsip 2022.csv").write_text(rows, encoding="utf-8")
    said = lines(tmp_path, "new", "site", "--from", "Arsip 2022.csv")
    assert "Added       site/seeds/arsip-2022.csv" in said
    assert "Imported    2 seeds: 2 new" in said
    assert said[-2] == "See it      python build.py --site site serve --open"
    assert [path.stem for path in article_files(load_site(tmp_path / "site"), "id")] == ["banjir-surut", "pasar-buka"]
    assert "seeds/bus-perpustakaan.txt" not in files(tmp_path / "site")


@pytest.mark.parametrize("name", ["tidak-ada.csv", "gambar.png", "folder"])
def test_an_archive_that_cannot_be_imported_is_said_before_anything_is_made(name: str, tmp_path: Path) -> None:
    (tmp_path / "gambar.png").write_bytes(b"\x89PNG")
    (tmp_path / "folder").mkdir()
    assert trouble(tmp_path, "new", "site", "--from", name).startswith(f"{name}: ")
    assert not (tmp_path / "site").exists()


def test_the_site_of_other_commands_is_not_for_this_one(tmp_path: Path) -> None:
    result = run(tmp_path, "--site", "lain", "new", "site")
    assert "--site is for a site that is there. Write: python build.py new site" in str(result.exception)
    assert list(tmp_path.iterdir()) == []


def test_each_command_that_the_new_readme_names_is_there(tmp_path: Path) -> None:
    make_site(tmp_path / "site")
    text = (tmp_path / "site" / "README.md").read_text(encoding="utf-8")
    block = text.partition("```sh\n")[2].partition("```")[0]
    words = [line.partition("#")[0].split() for line in block.splitlines()]
    assert len(words) == 6
    assert {line[0] for line in words} == {"sitegen"}
    assert {line[1] for line in words if len(line) > 1} <= set(cli.commands)


def test_the_settings_are_explained_and_the_workflow_waits_until_it_is_switched_on(tmp_path: Path) -> None:
    make_site(tmp_path / "site")
    settings = (tmp_path / "site" / "site.toml").read_text(encoding="utf-8")
    assert settings.count("\n# ") >= len(tomllib.loads(settings))
    workflow = yaml.safe_load((tmp_path / "site" / FILES[1]).read_text(encoding="utf-8"))
    (job,) = workflow["jobs"].values()
    assert job["if"] == "vars.SITEGEN_WHEEL != ''"
    ran = [step["run"] for step in job["steps"] if "run" in step]
    assert ran == ['python -m pip install "$SITEGEN_WHEEL"', "sitegen --strict", "sitegen check"]


@pytest.mark.slow
def test_messages_name_the_command_that_was_typed(tmp_path: Path) -> None:
    program = tmp_path / "sitegen"
    program.write_text("from sitegen.cli import main\nmain()\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(program), "new", "site"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[1] == "See it      sitegen --site site serve --open"
