"""A setting is written into a person's TOML file, and nothing else of the file changes."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.errors import SitegenError
from sitegen.settings.edits import set_setting

LINE = 'package = "new"'


def edited(tmp_path: Path, text: str, value: str = "new") -> str:
    """Set ``[translation] package`` in a file with ``text``, and return its text."""
    path = tmp_path / "site.toml"
    path.write_bytes(text.encode())
    assert set_setting(path, "translation", "package", value)
    assert not set_setting(path, "translation", "package", value)
    return path.read_bytes().decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"\n[translation]\n{LINE}\n"),
        ("# mine\na = 1", f"# mine\na = 1\n\n[translation]\n{LINE}\n"),
        ("[translation]", f"[translation]\n{LINE}\n"),
        ("[translation]\n# size\nbeam_size = 4 # small\n", f"[translation]\n{LINE}\n# size\nbeam_size = 4 # small\n"),
        ("[ 'translation' ] # hm\nbeam_size = 4\n", f"[ 'translation' ] # hm\n{LINE}\nbeam_size = 4\n"),
        ("[translation]\r\nbeam_size = 4\r\n", f"[translation]\r\n{LINE}\r\nbeam_size = 4\r\n"),
        ("[translation]\n  package   = 'old' # why\n", '[translation]\n  package   = "new" # why\n'),
        ('[translation]\n"package"="o\\"ld"\n[title]\nid="x"\n', '[translation]\n"package"="new"\n[title]\nid="x"\n'),
        ("translation.package = 'old'\n[a]\n", 'translation.package = "new"\n[a]\n'),
        ("translation.beam_size = 4\n[a]\n", f"translation.beam_size = 4\ntranslation.{LINE}\n[a]\n"),
        ("translation = { beam_size = 4 }\n", f"translation = {{ {LINE}, beam_size = 4 }}\n"),
        ("translation = {}\n", f"translation = {{{LINE} }}\n"),
        ("translation = {beam_size=4,package='old'}\n", 'translation = {beam_size=4,package="new"}\n'),
        ("\ufefftitle = 1\n[translation]\n", f"\ufefftitle = 1\n[translation]\n{LINE}\n"),
        (
            "[other]\npackage = 'keep'\n[translation]\npackage = 'old'\n",
            "[other]\npackage = 'keep'\n[translation]\npackage = \"new\"\n",
        ),
        (
            "text = '''\n[translation]\npackage = 'keep'\n'''\n[translation]\n# package = 'old'\n",
            f"text = '''\n[translation]\npackage = 'keep'\n'''\n[translation]\n{LINE}\n# package = 'old'\n",
        ),
        ("[translation.more]\na = 1\n", f"[translation.more]\na = 1\n\n[translation]\n{LINE}\n"),
    ],
)
def test_only_the_setting_changes(tmp_path: Path, before: str, after: str) -> None:
    assert edited(tmp_path, before) == after


def test_a_file_whose_form_is_not_understood_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "site.toml"
    for text in ('[translation]\npackage = """\nold"""\n', "[[translation]]\n", "translation = 1\n"):
        path.write_text(text)
        with pytest.raises(SitegenError, match=r'write this into it yourself, under \[translation\]: package = "new"'):
            set_setting(path, "translation", "package", "new")
        assert path.read_text() == text


def test_a_file_that_is_no_toml_or_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SitegenError, match="cannot be read"):
        set_setting(tmp_path / "none.toml", "translation", "package", "new")
    (tmp_path / "site.toml").write_text("[translation\n")
    with pytest.raises(SitegenError, match="cannot be read"):
        set_setting(tmp_path / "site.toml", "translation", "package", "new")


def test_a_linked_file_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.toml").write_text("a = 1\n")
    (tmp_path / "site.toml").symlink_to("real.toml")
    assert set_setting(tmp_path / "site.toml", "translation", "package", "new")
    assert (tmp_path / "site.toml").is_symlink()
    assert LINE in (tmp_path / "real.toml").read_text()


@given(value=st.text(max_size=20))
def test_any_name_is_written_so_that_it_is_read_again(tmp_path_factory: pytest.TempPathFactory, value: str) -> None:
    folder = tmp_path_factory.mktemp("names")
    (folder / "site.toml").write_text("[translation]\nbeam_size = 4\n")
    try:
        set_setting(folder / "site.toml", "translation", "package", value)
    except SitegenError:
        # Control characters may be refused.
        assert not value.isprintable()
        value = ""
    settings = tomllib.loads((folder / "site.toml").read_text(encoding="utf-8"))
    assert settings["translation"].get("package", "") == value
