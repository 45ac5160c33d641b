"""Which files of a site stay, and which go: what the record of the last build says of them, and what is published."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.building.files import Files
from sitegen.building.incremental import working_tables
from sitegen.building.incremental.cache import BuildCache, BuildInfo
from sitegen.building.incremental.working_tables import WorkingTables
from sitegen.building.renderer import RenderedFile
from sitegen.storage.output import open_output

NAMES = ("404.html", "en/gempa/index.html", "id/gempa/index.html", "pagefind/id-1/a", "pagefind/id-1/b", "zip")


@contextmanager
def build(root: Path) -> Iterator[Files]:
    """A build of a site, which is published and recorded at the end."""
    state = root / "state"
    work = state / "work"
    work.mkdir(parents=True, exist_ok=True)
    (work / "files.sqlite3").unlink(missing_ok=True)
    with (
        open_output(root / "public", state) as output,
        BuildCache(state) as record,
        WorkingTables(work) as tables,
    ):
        yield (files := Files(output, record, tables))
        files.commit(clean=False)
        record.write(BuildInfo(output=output.state), files=tables.made(), files_gone=tables.gone(), whole=True)


def published(root: Path) -> dict[str, bytes]:
    files = (path for path in (root / "public").rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(root / "public").as_posix(): path.read_bytes() for path in files}


def put(files: Files, path: str, data: bytes = b"1", fingerprint: bytes = b"f") -> None:
    files.put(RenderedFile(path, data, path.endswith(".html")), fingerprint)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a file of each name, all made from the same."""
    with build(tmp_path) as files:
        for name in NAMES:
            put(files, name)
    return tmp_path


@pytest.fixture(params=["as it was", "damaged"])
def state(request: pytest.FixtureRequest, root: Path) -> str:
    """Whether the published site is sure to be as the record says; a file is then gone that no test asks for."""
    if request.param == "damaged":
        (root / "public" / "zip").unlink()
    return str(request.param)


def test_what_was_published_and_is_not_kept_goes(root: Path, state: str) -> None:
    assert len(published(root)) == len(NAMES) - (state == "damaged")
    with build(root) as files:
        assert files.stale({"404.html": b"f", "id/gempa/index.html": b"g"}) == {"id/gempa/index.html": b"g"}
    assert list(published(root)) == ["404.html"]
    with build(root) as files:
        assert files.keep("404.html", b"f")
        assert not files.keep("id/gempa/index.html", b"f"), "the record has forgotten it"


def test_a_file_that_cannot_be_made_again_stays(root: Path) -> None:
    with build(root) as files:
        assert not files.keep("404.html", b"g")
        files.keep_old("404.html")
        files.keep_old("unknown")
    assert list(published(root)) == ["404.html"]


def test_a_file_that_is_gone_is_not_kept(root: Path) -> None:
    (root / "public" / "404.html").unlink()
    with build(root) as files:
        assert not files.keep("404.html", b"f")
        assert not files.keep_groups((b"f",))
        files.keep_old("404.html")
        assert files.keep("zip", b"f")
    assert list(published(root)) == ["zip"]


def test_files_that_were_made_together_stay_together(root: Path) -> None:
    with build(root) as files:
        for name in ("a", "b"):
            put(files, f"sitemap-{name}.xml", fingerprint=b"sitemap")
        put(files, "robots.txt", fingerprint=b"robots")
    with build(root) as files:
        assert files.keep_groups((b"sitemap", b"other")) == {b"sitemap"}
    assert list(published(root)) == ["sitemap-a.xml", "sitemap-b.xml"]
    (root / "public" / "sitemap-b.xml").unlink()
    with build(root) as files:
        assert files.keep_groups((b"sitemap",)) == set()
        put(files, "new")
    assert list(published(root)) == ["new"]


def test_of_a_folder_only_the_files_that_were_made_together_stay(root: Path) -> None:
    with build(root) as files:
        files.keep_rest()
        put(files, "pagefind/id-1/a", fingerprint=b"new")
    with build(root) as files:
        files.keep_rest()
        assert files.keep_groups((b"new",), "pagefind") == {b"new"}
    assert sorted(published(root)) == sorted({*NAMES} - {"pagefind/id-1/b"})
    with build(root) as files:
        assert files.keep_folder("pagefind")
        assert not files.keep_folder("page")
    assert list(published(root)) == ["pagefind/id-1/a"]


def test_all_but_what_is_asked_for_can_stay(root: Path) -> None:
    with build(root) as files:
        files.keep_rest()
        assert files.stale({"404.html": b"f", "id/gempa/index.html": b"g", "en/gempa/index.html": b"g"})
        put(files, "id/gempa/index.html", b"2", b"g")
        assert files.search_differs()
    assert sorted(published(root)) == sorted({*NAMES} - {"en/gempa/index.html"})
    with build(root) as files:
        files.keep_rest()
        put(files, "id/gempa/index.html", b"2", b"h")
        assert not files.search_differs()


def test_search_finds_the_pages_that_stay_and_those_that_are_new(root: Path) -> None:
    with build(root) as files:
        files.keep("404.html", b"f")
        files.keep("zip", b"f")
        put(files, "id/gempa/index.html", b"2", b"g")
        put(files, "id/baru/index.html", b"2", b"g")
        assert [path for path, _ in files.searched()] == ["404.html", "id/baru/index.html", "id/gempa/index.html"]


def test_nothing_is_recorded_of_a_build_that_ends_early(root: Path) -> None:
    def stopped() -> None:
        with build(root) as files:
            put(files, "404.html", b"2", b"g")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    with build(root) as files:
        assert files.keep("404.html", b"f")


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(data=st.data(), at_once=st.integers(1, 7))
def test_a_site_is_what_its_last_build_kept_and_made(
    data: st.DataObject, at_once: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("site")
    names = st.sets(st.sampled_from([f"{lang}/{name}.html" for lang in ("id", "en") for name in range(8)]))
    before: set[str] = set()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(working_tables, "AT_ONCE", at_once)
        for _ in range(3):
            kept, made, lost = data.draw(names), data.draw(names), data.draw(names)
            for name in lost & before:
                (root / "public" / name).unlink()
            with build(root) as files:
                stale = files.stale(dict.fromkeys(sorted(kept), b"f"))
                assert stale.keys() == kept - (before - lost)
                for name in sorted(made):
                    put(files, name)
                assert [path for path, _ in files.searched()] == sorted(kept - stale.keys() | made)
            before = kept - stale.keys() | made
            assert published(root).keys() == before
