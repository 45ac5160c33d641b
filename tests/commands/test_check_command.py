"""``check``: what a person should look at, by file and line, for people and for programs."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fake_engine import BackwardEngine
from rated import Rated, write_rated
from sites import MakeSite, SiteFolder

from sitegen.cli import cli
from sitegen.translation.run import translate_site


@pytest.fixture
def folder(make_site: MakeSite) -> SiteFolder:
    """A site with a sentence that the machine doubts (line 14 of its file), and one that it does not."""
    folder = make_site()
    folder.write("id", "angka", "Sebuah judul", "Ada 5 orang.\n\n12 + 5.")
    translate_site(folder.site, BackwardEngine())
    return folder


def english(folder: SiteFolder) -> Path:
    return folder.root / "content" / "en" / "angka.md"


def check(folder: SiteFolder, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--site", str(folder.root), *arguments])


def line_of(folder: SiteFolder, text: str) -> int:
    lines = english(folder).read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def test_a_doubt_is_said_with_its_line_in_the_file(folder: SiteFolder) -> None:
    result = check(folder, "check")
    assert result.exit_code == 0
    line = line_of(folder, "ADA 5 GNARO.")
    assert re.search(rf"line {line} \((rough|poor), 0\.\d\d\): says what the original does not", result.output)
    assert "12 + 5" not in result.output


def test_a_corrected_sentence_is_not_listed(folder: SiteFolder) -> None:
    path = english(folder)
    path.write_text(path.read_text(encoding="utf-8").replace("ADA 5 GNARO.", "There are 5 people."), encoding="utf-8")
    assert "There are 5 people." not in check(folder, "check").output


def test_a_stale_correction_is_listed(folder: SiteFolder) -> None:
    path = english(folder)
    path.write_text(path.read_text(encoding="utf-8").replace("ADA 5 GNARO.", "There are 5 people."), encoding="utf-8")
    folder.write("id", "angka", "Sebuah judul", "Ada 6 orang.\n\n12 + 5.")
    translate_site(folder.site, BackwardEngine())
    assert "its original has changed since" in check(folder, "check").output


def test_the_report_for_programs_has_the_same(folder: SiteFolder, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    assert check(folder, "check", "--json", str(report)).exit_code == 0
    rows = json.loads(report.read_text(encoding="utf-8"))["issues"]
    (row,) = [row for row in rows if row["source"] == "Ada 5 orang."]
    assert row["kind"] == "invented"
    assert row["line"] == line_of(folder, "ADA 5 GNARO.")
    assert row["translation"] == "ADA 5 GNARO."


def test_lines_that_do_not_pair_up_fail(folder: SiteFolder) -> None:
    path = english(folder)
    path.write_text(path.read_text(encoding="utf-8") + "One more.\n", encoding="utf-8")
    assert check(folder, "check").exit_code == 1


def test_strict_fails_for_any_finding(folder: SiteFolder) -> None:
    assert check(folder, "--strict", "check").exit_code == 1


def test_articles_that_nobody_has_read_are_counted_and_fail_only_when_asked(folder: SiteFolder, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    result = check(folder, "check", "--json", str(report))
    assert "Unreviewed  1 article that no person has read" in result.output
    assert [row["path"] for row in json.loads(report.read_text("utf-8"))["issues"] if row["kind"] == "unreviewed"] == [
        str(english(folder))
    ]
    assert check(folder, "check", "--reviewed").exit_code == 1
    assert check(folder, "review", "angka").exit_code == 0
    assert check(folder, "check", "--reviewed").exit_code == 0


@pytest.mark.slow
def test_what_is_broken_in_the_finished_site_fails(folder: SiteFolder, tmp_path: Path) -> None:
    assert "was not built" not in check(folder, "check").output
    folder.render()
    assert "nothing is broken" in check(folder, "check").output
    page = folder.public / "id" / "angka" / "index.html"
    page.write_text(page.read_text("utf-8").replace("</main>", '<a href="/id/tidak-ada/">?</a></main>'), "utf-8")
    report = tmp_path / "report.json"
    result = check(folder, "check", "--json", str(report))
    assert result.exit_code == 1
    assert "links to /id/tidak-ada/, where nothing is" in result.output
    (row,) = [row for row in json.loads(report.read_text("utf-8"))["issues"] if row["kind"] == "site"]
    assert (row["path"], row["line"] > 1) == (str(page), True)


def test_links_between_articles_are_checked_without_a_build(make_site: MakeSite) -> None:
    folder = make_site()
    folder.write("id", "dua", "Dua")
    folder.write("id", "tiga", "Tiga", draft=True)
    path = folder.write("id", "satu", "Satu", "Baca [a](duo.md).\nBaca [b](tiga.md).")
    folder.write("en", "satu", "One", "Read [a](duo.md).\nRead [b](tiga.md).")
    number = path.read_text(encoding="utf-8").split("\n").index("Baca [a](duo.md).") + 1
    result = check(folder, "check")
    assert result.exit_code == 1
    assert f"satu.md:{number}: links to duo.md, but there is no article 'duo'; did you mean 'dua'?" in result.output
    assert f"satu.md:{number + 1}: links to tiga.md, which is a draft" in result.output
    path.write_text(path.read_text(encoding="utf-8").replace("duo", "dua"), encoding="utf-8")
    folder.write("en", "satu", "One", "Read [a](dua.md).\nRead [b](tiga.md).")
    assert check(folder, "check").exit_code == 0
    assert check(folder, "--strict", "check").exit_code == 1


# How far the machine's sentences can be trusted


@pytest.fixture
def rated(make_site: MakeSite) -> SiteFolder:
    """Two articles: one with a sentence in doubt, one with worse sentences that no check complains of."""
    site = make_site()
    write_rated(site, "angka", Rated("Angka", "Numbers", 0.8), Rated("Ada 5.", "There are 6.", 0.6, ("number",)))
    write_rated(
        site,
        "warga",
        Rated("Warga", "Residents"),
        Rated("Ibu pergi.", "Mother left.", 0.9),
        Rated("Anak makan.", "The child eats itself.", 0.35),
        Rated("Bapak tidur.", "Father is fast.", 0.2),
        Rated("NATO", "NATO"),
    )
    return site


def test_the_worst_sentences_come_first_and_name_their_level(rated: SiteFolder) -> None:
    said = check(rated, "check").output.splitlines()
    start = said.index(str(rated.root / "content" / "en" / "warga.md"))
    assert [re.sub(r"line \d+", "line n", line) for line in said[start : start + 8]] == [
        str(rated.root / "content" / "en" / "warga.md"),
        "  line n (poor, 0.20): do not rely on this",
        "    Father is fast.",
        "  line n (poor, 0.35): do not rely on this",
        "    The child eats itself.",
        str(rated.root / "content" / "en" / "angka.md"),
        "  line n (rough, 0.60): a number differs; 5 is missing, 6 is new",
        "    There are 6.",
    ]


def test_the_levels_are_counted(rated: SiteFolder) -> None:
    (line,) = [line for line in check(rated, "check").output.splitlines() if line.startswith("Levels ")]
    assert line.split(maxsplit=1)[1] == "2 good, 1 rough, 2 poor, 1 unknown"


def test_without_a_level_anywhere_none_are_counted(make_site: MakeSite) -> None:
    site = make_site()
    site.pair("warga", ("Warga", "Residents"))
    assert "Levels" not in check(site, "check").output


def test_the_report_has_every_sentence_of_the_machine_in_order(rated: SiteFolder, tmp_path: Path) -> None:
    path = rated.root / "content" / "en" / "warga.md"
    path.write_text(path.read_text("utf-8").replace("The child eats itself.", "The child eats."), "utf-8")
    report = tmp_path / "report.json"
    check(rated, "check", "--json", str(report))
    found = json.loads(report.read_text("utf-8"))
    assert list(found) == ["issues", "sentences", "without_source"]
    assert {tuple(row) for row in found["sentences"]} == {("file", "line", "confidence", "level")}
    rows = [row for row in found["sentences"] if row["file"] == str(path)]
    assert [(row["confidence"], row["level"]) for row in rows] == [(None, None), (0.9, "good"), (0.2, "poor")]
    lines = path.read_text("utf-8").split("\n")
    assert [lines[row["line"] - 1] for row in rows] == ["title: Residents", "Mother left.", "Father is fast."]
    assert [row["kind"] for row in found["issues"] if row["kind"] != "unreviewed"] == ["number"]


def test_a_sentence_that_nobody_should_rely_on_fails_where_doubts_do(make_site: MakeSite) -> None:
    site = make_site()
    write_rated(site, "warga", Rated("Warga", "Residents", 0.5))
    assert check(site, "--strict", "check").exit_code == 0
    write_rated(site, "warga", Rated("Warga", "Residents", 0.3))
    assert check(site, "check").exit_code == 0
    assert check(site, "--strict", "check").exit_code == 1


def test_articles_without_a_source_are_counted_and_listed_in_the_report(folder: SiteFolder, tmp_path: Path) -> None:
    folder.write("id", "alamat", source={"url": "https://example.com/a"})
    folder.write("id", "penerbit", source={"publisher": "Kabar"})
    folder.write("id", "impor", source={"file": "seeds/a.txt", "sha256": "0", "imported": "1", "note": "Ringkas."})
    folder.write("id", "ditarik", withdrawn=True)
    report = tmp_path / "report.json"
    result = check(folder, "check", "--json", str(report))
    assert result.exit_code == 0
    assert "Unsourced   2 articles without a publisher or an address of the original" in result.output
    files = [folder.root / "content" / "id" / f"{slug}.md" for slug in ("angka", "impor")]
    assert json.loads(report.read_text("utf-8"))["without_source"] == [{"file": str(path)} for path in files]


def test_a_site_whose_articles_all_have_a_source_is_not_told_of_it(make_site: MakeSite) -> None:
    site = make_site()
    site.write("id", "alamat", source={"url": "https://example.com/a"})
    assert "Unsourced" not in check(site, "check").output


def test_what_a_person_has_reviewed_is_not_listed(rated: SiteFolder, tmp_path: Path) -> None:
    assert check(rated, "review", "warga", "angka").exit_code == 0
    report = tmp_path / "report.json"
    assert check(rated, "--strict", "check", "--json", str(report)).exit_code == 0
    found = json.loads(report.read_text("utf-8"))
    assert (found["issues"], found["sentences"]) == ([], [])


def test_each_original_is_read_once(folder: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    read: Counter[str] = Counter()
    reading = Path.read_bytes

    def counted(path: Path) -> bytes:
        read[path.relative_to(folder.root).as_posix() if path.is_relative_to(folder.root) else ""] += 1
        return reading(path)

    monkeypatch.setattr(Path, "read_bytes", counted)
    assert check(folder, "check").exit_code == 0
    assert read["content/id/angka.md"] == 1
