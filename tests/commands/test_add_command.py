"""``add FILE|-``: a story goes into the site and is imported at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from commands import lines, run
from commands import trouble as one_line
from sites import MakeSite, SiteFolder, stamps

from sitegen.cli import cli
from sitegen.errors import SitegenError

STORY = "Banjir di Palu Surut\n\nAir surut pada Senin pagi. Warga pulang ke rumah.\n"


@pytest.fixture
def site(make_site: MakeSite) -> SiteFolder:
    return make_site()


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A file outside of the site."""
    path = tmp_path / "Berita Baru (1).TXT"
    path.write_text(STORY, encoding="utf-8")
    return path


def piped(site: SiteFolder, text: bytes, *files: str) -> list[str]:
    result = CliRunner().invoke(
        cli, ["--site", str(site.root), "add", *files, "-"], input=text, prog_name="sitegen", standalone_mode=False
    )
    if result.exception:
        raise result.exception
    return result.output.splitlines()


def seeds(site: SiteFolder) -> list[str]:
    return sorted(path.name for path in (site.root / "seeds").glob("*"))


def test_a_file_is_copied_and_imported_and_the_next_step_said(site: SiteFolder, story: Path) -> None:
    assert lines(site.root, "add", str(story)) == [
        "Added       seeds/berita-baru-1.txt",
        "Imported    1 seed: 1 new",
        "Made        content/id/banjir-di-palu-surut.md",
        "Next        python build.py serve --translate --open",
    ]
    assert (site.root / "seeds" / "berita-baru-1.txt").read_bytes() == story.read_bytes()
    assert story.exists()


def test_the_same_file_again_changes_nothing_and_is_said(site: SiteFolder, story: Path) -> None:
    lines(site.root, "add", str(story))
    before = stamps(site.root)
    assert lines(site.root, "add", str(story)) == [
        f"Known       {story} is in the site already, as seeds/berita-baru-1.txt",
        "Imported    1 seed: nothing new",
    ]
    assert stamps(site.root) == before


def test_the_same_story_in_other_bytes_is_not_added(site: SiteFolder, story: Path) -> None:
    lines(site.root, "add", str(story))
    story.write_text(STORY.replace("\n", "\r\n"), encoding="utf-8", newline="")
    assert lines(site.root, "add", str(story))[0].endswith("is in the site already, as seeds/berita-baru-1.txt")
    assert seeds(site) == ["berita-baru-1.txt"]


def test_another_file_of_the_same_name_gets_a_name_of_its_own(site: SiteFolder, tmp_path: Path) -> None:
    for number in range(3):
        path = tmp_path / str(number) / ("Kabar.txt" if number == 1 else "kabar.txt")
        path.parent.mkdir()
        path.write_text(f"Berita {number}\n\nIsi berita nomor {number}.\n", encoding="utf-8")
        lines(site.root, "add", str(path))
    assert seeds(site) == ["kabar-2.txt", "kabar-3.txt", "kabar.txt"], "also where capitals make no difference"


def test_a_name_that_every_system_knows_is_kept(site: SiteFolder, tmp_path: Path) -> None:
    (tmp_path / "Arsip_2022-01.csv").write_text("judul,isi\nSatu,Isi satu.\nDua,Isi dua.\n", encoding="utf-8")
    said = lines(site.root, "add", str(tmp_path / "Arsip_2022-01.csv"))
    assert said[0] == "Added       seeds/Arsip_2022-01.csv"
    assert said[2:4] == ["Made        content/id/satu.md", "Made        content/id/dua.md"]


def test_several_files_are_added_at_once_and_long_lists_are_cut(site: SiteFolder, tmp_path: Path) -> None:
    rows = "".join(f"Judul {number},Isi nomor {number}.\n" for number in range(8))
    (tmp_path / "a.csv").write_text(f"judul,isi\n{rows}", encoding="utf-8")
    (tmp_path / "b.txt").write_text(STORY, encoding="utf-8")
    said = lines(site.root, "add", str(tmp_path / "a.csv"), str(tmp_path / "b.txt"))
    assert said[:3] == ["Added       seeds/a.csv", "Added       seeds/b.txt", "Imported    9 seeds: 9 new"]
    assert said[-2] == "            and 4 more"


def test_a_file_in_the_seeds_is_imported_where_it_is(site: SiteFolder) -> None:
    (site.root / "seeds").mkdir()
    (site.root / "seeds" / "sendiri.txt").write_text(STORY, encoding="utf-8")
    said = lines(site.root, "add", "seeds/sendiri.txt")
    assert said[1] == "Imported    1 seed: 1 new"
    assert seeds(site) == ["sendiri.txt"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_from_the_clipboard_is_named_after_its_headline(site: SiteFolder, encoding: str) -> None:
    said = piped(site, STORY.encode(encoding))
    assert said[0].endswith(str(Path("seeds", "banjir-di-palu-surut.txt")))
    assert (site.root / "content" / "id" / "banjir-di-palu-surut.md").is_file()
    assert piped(site, STORY.encode(encoding))[0].startswith("Known       the text is in the site already, as seeds/")


def test_nothing_on_the_clipboard_is_said(site: SiteFolder) -> None:
    with pytest.raises(SitegenError, match="no text came in"):
        piped(site, b" \n")
    (site.root / "ada.txt").write_text(STORY, encoding="utf-8")
    with pytest.raises(SitegenError, match="no text came in"):
        piped(site, b"", str(site.root / "ada.txt"))
    with pytest.raises(SitegenError, match="is a picture"):
        piped(site, b"\x89PNG\r\n\x1a\n")
    assert seeds(site) == []


def test_a_file_that_cannot_be_imported_is_refused_before_anything_is_copied(site: SiteFolder, story: Path) -> None:
    (site.root / "gambar.png").write_bytes(b"\x89PNG")
    assert "gambar.png: cannot be imported; save it as a file that ends in one of .txt, .csv" in one_line(
        site.root, "add", str(story), "gambar.png"
    )
    assert "tidak-ada.txt: is not there" in one_line(site.root, "add", str(story), "tidak-ada.txt")
    assert ": is a folder; name the files in it" in one_line(site.root, "add", ".")
    assert seeds(site) == []


def test_a_file_of_which_nothing_can_be_made_does_not_stay(site: SiteFolder, tmp_path: Path) -> None:
    (tmp_path / "rusak.json").write_text("{", encoding="utf-8")
    result = run(site.root, "add", str(tmp_path / "rusak.json"))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"error: {tmp_path / 'rusak.json'}")
    assert len(result.stderr.splitlines()) == 1
    assert seeds(site) == []


def test_a_file_of_which_a_part_was_imported_stays(site: SiteFolder, tmp_path: Path) -> None:
    (tmp_path / "putus.jsonl").write_bytes(b'{"judul": "Satu", "isi": "Isi satu."}\n\x89PNG\xff\n')
    result = run(site.root, "add", str(tmp_path / "putus.jsonl"))
    assert "1 new" in result.stdout
    assert seeds(site) == ["putus.jsonl"]
