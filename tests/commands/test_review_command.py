"""``review SLUG``: a person has read a translation, and its file says so."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import pytest
from commands import lines, run, trouble
from sites import TRANSLATED, MakeSite, SiteFolder

from sitegen.content.front_matter.sentence_records import Entry, format_entries, review_digest, short_digest
from sitegen.content.states import states
from sitegen.content.store import load_article

TITLE = Entry(short_digest("Gempa"), short_digest("Quake"))
SENTENCES = format_entries([TITLE, Entry(), Entry(short_digest("Satu."), short_digest("One."))])
RECORD = {**TRANSLATED, "sentences": list(SENTENCES)}
READ = f"  reviewed: {review_digest(SENTENCES)}\n".encode()
"""The line that says what a person has read; this digest needs no quotes."""


@pytest.fixture
def site(make_site: MakeSite) -> SiteFolder:
    site = make_site()
    for slug in ("gempa-cianjur", "gempa-lombok"):
        site.write("id", slug, "Gempa", "Satu.")
        site.write("en", slug, "Quake", "One.", translation=RECORD)
    return site


def file(site: SiteFolder, slug: str = "gempa-cianjur") -> Path:
    return site.root / "content" / "en" / f"{slug}.md"


def status(path: Path) -> str:
    record = load_article(path, "en").translation
    assert record is not None
    return record.status


def write(path: Path, translation: str, *, end: str = "\n", start: str = "") -> bytes:
    """Write a file whose front matter ends with ``translation``; return its bytes."""
    text = f"{start}---\ntitle: Quake  # mine\nstatus: machine\nlang: en\n{translation}\n---\n\nOne.\n"
    path.write_bytes(text.replace("\n", end).encode())
    return path.read_bytes()


def test_review_changes_one_word_of_the_file_and_notes_what_was_read(site: SiteFolder) -> None:
    before = file(site).read_bytes()
    assert lines(site.root, "review", "gempa-cianjur") == ["Reviewed    content/en/gempa-cianjur.md"]
    after = file(site).read_bytes()
    assert after.count(READ) == 1
    assert after.replace(READ, b"") == before.replace(b"status: machine", b"status: reviewed")
    assert status(file(site)) == "reviewed"


def test_undo_takes_it_back_to_the_byte(site: SiteFolder) -> None:
    before = file(site).read_bytes()
    lines(site.root, "review", "gempa-cianjur")
    assert lines(site.root, "review", "gempa-cianjur", "--undo") == ["Unreviewed  content/en/gempa-cianjur.md"]
    assert file(site).read_bytes() == before


def test_a_second_review_finds_nothing_to_do_and_leaves_the_file_alone(site: SiteFolder) -> None:
    lines(site.root, "review", "gempa-cianjur")
    before = file(site).stat().st_mtime_ns
    assert lines(site.root, "review", "gempa-cianjur") == ["Reviewed    already content/en/gempa-cianjur.md"]
    assert file(site).stat().st_mtime_ns == before


def test_several_articles_are_reviewed_at_once_by_slug_or_by_file(site: SiteFolder) -> None:
    said = lines(site.root, "review", "gempa-cianjur", "content/en/gempa-lombok.md")
    assert len(said) == 2
    assert {status(file(site)), status(file(site, "gempa-lombok"))} == {"reviewed"}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  status: machine  # until it is read", "  status: reviewed  # until it is read"),
        ("  'status': \"machine\"", "  'status': reviewed"),
        ("  status:    'machine'", "  status:    reviewed"),
        ('  status: "mach\\x69ne"', "  status: reviewed"),
    ],
)
def test_however_a_person_writes_the_file_the_rest_of_it_stays(
    site: SiteFolder, before: str, after: str, start: str, end: str
) -> None:
    items = "".join(f"\n    - {line}".rstrip() for line in SENTENCES)
    rest = f"  # ours\n  engine: argos\n  package: x\n  version: '1'\n\n  sentences:{items}"
    written = write(file(site), f"translation:\n{rest}\n{before}", start=start, end=end)
    lines(site.root, "review", "gempa-cianjur")
    now = file(site).read_bytes()
    read = READ.replace(b"\n", end.encode())
    assert now.count(read) == 1
    assert now.replace(read, b"") == written.replace(before.encode(), after.encode())
    assert load_article(file(site), "en").extra == {"status": "machine"}, "another status is not touched"


def test_a_record_on_one_line_is_written_on_several_and_the_rest_stays(site: SiteFolder) -> None:
    record = ", ".join(f"{key}: {json.dumps(value)}" for key, value in RECORD.items())
    written = write(file(site), f"translation: {{{record}}}")
    lines(site.root, "review", "gempa-cianjur")
    assert status(file(site)) == "reviewed"
    assert file(site).read_bytes().startswith(written.partition(b"translation")[0])


def test_an_unknown_slug_is_an_error_that_names_its_neighbours(site: SiteFolder) -> None:
    message = trouble(site.root, "review", "gempa-cianjr")
    assert "content/en: there is no article 'gempa-cianjr' here; did you mean gempa-cianjur?" in message
    assert trouble(site.root, "review", "gem").endswith("did you mean gempa-cianjur or gempa-lombok?")
    assert "the name of its file without .md" in trouble(site.root, "review", "banjir")


def test_a_slug_does_not_lead_out_of_the_folder(site: SiteFolder) -> None:
    assert "there is no article '../id/gempa-cianjur'" in trouble(site.root, "review", "../id/gempa-cianjur")


def test_one_wrong_slug_leaves_all_files_as_they_were(site: SiteFolder) -> None:
    before = file(site).read_bytes()
    trouble(site.root, "review", "gempa-cianjur", "banjir")
    assert file(site).read_bytes() == before


def test_an_article_without_a_translation_must_be_translated_first(site: SiteFolder) -> None:
    site.write("id", "banjir")
    assert "'banjir' is not translated yet; run: python build.py translate" in trouble(site.root, "review", "banjir")


def test_a_translation_by_a_person_needs_no_review(site: SiteFolder) -> None:
    site.write("en", "gempa-cianjur", "Quake", "One.")
    assert "has no translation: in its front matter" in trouble(site.root, "review", "gempa-cianjur")


def test_a_file_whose_lines_do_not_pair_up_must_be_mended_first(site: SiteFolder) -> None:
    site.write("en", "gempa-cianjur", "Quake", "One.\nTwo.", translation=RECORD)
    message = trouble(site.root, "review", "gempa-cianjur")
    assert re.search(r"content/en/gempa-cianjur.md:\d+: has 2 lines of text where 1 belong", message)


def test_a_translation_of_an_earlier_text_must_be_brought_up_to_date_first(site: SiteFolder) -> None:
    site.write("id", "gempa-cianjur", "Gempa", "Satu, dua.")
    message = trouble(site.root, "review", "gempa-cianjur")
    assert message.endswith("was made before its original changed; run this first: python build.py translate")
    assert lines(site.root, "review", "gempa-cianjur", "--undo"), "a review can always be taken back"


def test_a_translation_without_its_original_cannot_be_reviewed(site: SiteFolder) -> None:
    (site.root / "content" / "id" / "gempa-cianjur.md").unlink()
    assert "content/id/gempa-cianjur.md: cannot be read" in trouble(site.root, "review", "gempa-cianjur")


def test_a_person_s_sentence_that_was_looked_at_is_no_longer_stale(site: SiteFolder) -> None:
    earlier = Entry(short_digest("Nol."), short_digest("One."), beside=short_digest("Satu."))
    stale = format_entries([TITLE, Entry(), earlier])
    record = {**RECORD, "sentences": list(stale)}
    path = site.write("en", "gempa-cianjur", "Quake", "Number one.", translation=record)
    before = path.read_text(encoding="utf-8")
    said = lines(site.root, "review", "gempa-cianjur")
    assert said == ["Reviewed    content/en/gempa-cianjur.md; 1 sentence no longer stale"]
    now = before.replace(stale[-1], SENTENCES[-1]).replace("status: machine", "status: reviewed")
    assert path.read_text(encoding="utf-8").replace(READ.decode(), "") == now
    original = load_article(site.root / "content" / "id" / "gempa-cianjur.md", "id")
    assert not any(state.stale for state in states(original, load_article(path, "en")))


def test_a_file_that_cannot_be_read_is_named_with_its_line(site: SiteFolder) -> None:
    file(site).write_text("---\ntitle: 'Quake\n---\n\nOne.\n", encoding="utf-8")
    assert "gempa-cianjur.md:2:" in trouble(site.root, "review", "gempa-cianjur")


def test_a_slug_must_be_given(site: SiteFolder) -> None:
    result = run(site.root, "review")
    assert isinstance(result.exception, click.MissingParameter)
    assert "SLUG" in result.exception.format_message()
