"""What a build looks at to see which articles have changed: their files' sizes, inodes and times."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from sites import MakeSite, SiteFolder

from sitegen.building.incremental import sources
from sitegen.building.incremental.cache import BuildCache, BuildInfo, PairRow
from sitegen.building.incremental.changes import find_changes
from sitegen.building.incremental.sources import Sources


@pytest.fixture
def site(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> SiteFolder:
    """Three pairs, an original alone and a translation alone."""
    monkeypatch.setattr(sources, "RECENT", -(10**18))  # no file counts as changed just now
    made = make_site()
    for slug in ("banjir", "gempa", "panen"):
        made.pair(slug, (slug, slug), ("Satu.", "One."))
    made.write("id", "sendiri", "Sendiri")
    made.write("en", "alone", "Alone")
    return made


def file(site: SiteFolder, lang: str, slug: str) -> Path:
    return site.root / "content" / lang / f"{slug}.md"


def test_each_original_has_a_signature_and_translations_without_one_are_named(site: SiteFolder) -> None:
    found = Sources.of(site.site)
    assert list(found.pairs) == ["banjir", "gempa", "panen", "sendiri"]
    assert len(set(map(found.of_pair, found.pairs))) == 4
    assert found.unpaired == ("alone",)
    assert Sources.of(site.site).digest == found.digest


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("edit", ["write", "remove", "replace", "second"])
def test_an_edit_of_either_file_changes_the_signature_of_its_pair_alone(site: SiteFolder, lang: str, edit: str) -> None:
    before = Sources.of(site.site)
    path = file(site, lang, "gempa")
    if edit == "write":
        path.write_text("Lain.", encoding="utf-8")
    elif edit == "remove":
        path.unlink()
    elif edit == "replace":  # by another file with the same bytes and time
        status = path.stat()
        other = path.with_suffix(".new")
        other.write_bytes(path.read_bytes())
        os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))
        other.replace(path)
    else:  # of the same name in another folder
        (path.parent / "2024").mkdir()
        (path.parent / "2024" / "gempa.md").write_bytes(path.read_bytes())
    now = Sources.of(site.site)
    assert now.of_pair("gempa") != before.of_pair("gempa")
    assert now.digest != before.digest
    others = ("banjir", "panen", "sendiri")
    assert list(map(now.of_pair, others)) == list(map(before.of_pair, others))


def test_an_edit_of_a_translation_without_an_original_changes_the_digest(site: SiteFolder) -> None:
    before = Sources.of(site.site)
    file(site, "en", "alone").write_text("Other.", encoding="utf-8")
    now = Sources.of(site.site)
    assert now.pairs == before.pairs
    assert now.digest != before.digest


@pytest.mark.parametrize("lang", ["id", "en"])
def test_nothing_relies_on_a_file_that_was_changed_just_now(
    site: SiteFolder, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "RECENT", 50_000_000)
    time.sleep(0.06)
    assert Sources.of(site.site).digest
    file(site, lang, "gempa").touch()
    found = Sources.of(site.site)
    assert [slug for slug in found.pairs if not found.of_pair(slug)] == ["gempa"]
    assert found.digest is None


def test_changes_are_found_between_the_record_and_the_files(site: SiteFolder, tmp_path: Path) -> None:
    found = Sources.of(site.site)
    recorded = {slug: found.of_pair(slug) for slug in found.pairs}
    recorded |= {"banjir": "another", "abadi": "x", "hilang": "x", "zaman": "x"}
    del recorded["panen"]
    with BuildCache(tmp_path) as record:
        record.write(BuildInfo(), pairs=[PairRow(slug, known, "", "", "") for slug, known in recorded.items()])
        changes = find_changes(found, record, read_all=False)
        assert changes.changed == ("banjir", "panen")
        assert changes.unchanged == ("gempa", "sendiri")
        assert changes.gone == ("abadi", "hilang", "zaman")
        assert find_changes(found, record, read_all=True).changed == tuple(found.pairs)


def test_pictures_that_no_pair_asks_for_any_more_are_forgotten(tmp_path: Path) -> None:
    pairs = {"gempa": "a.jpg\nb 'c\".jpg", "banjir": "a.jpg\nd.jpg", "panen": ""}
    with BuildCache(tmp_path) as record:
        rows = [PairRow(slug, "1", pictures, "", "") for slug, pictures in pairs.items()]
        pictures = [(path, "") for path in ("a.jpg", "b 'c\".jpg", "d.jpg")]
        record.write(BuildInfo(), pairs=rows, pictures=pictures, whole=True)
        assert sorted(record.pictures()) == pictures
        record.write(BuildInfo(), pairs_gone=["gempa"], whole=True)
        assert sorted(record.pictures()) == [("a.jpg", ""), ("d.jpg", "")]
