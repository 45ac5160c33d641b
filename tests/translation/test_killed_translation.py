"""A run that is stopped, however rudely, breaks no file and loses nothing but the work at hand."""

from __future__ import annotations

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest
import translating_child
from fake_engine import BackwardEngine
from sites import MakeSite, SiteFolder

from sitegen.content.pairing import aligned_entries
from sitegen.content.store import article_files, article_path, load_article
from sitegen.translation import run
from sitegen.translation.engines.engine import FIRST, Decoding, EngineOutput
from sitegen.translation.memory.store import MEMORY
from sitegen.translation.run import translate_site

pytestmark = pytest.mark.slow

ARTICLES = 40
WORDS = ("polisi", "pasar", "warga", "beras", "hujan", "jalan", "kantor", "sekolah")


@pytest.fixture
def folder(make_site: MakeSite) -> SiteFolder:
    """A site that an earlier model translated, where people have corrected sentences and added articles since."""
    folder = make_site()
    chance = random.Random(1)  # noqa: S311
    for number in range(ARTICLES):
        body = [
            f"{chance.choice(WORDS).capitalize()} {chance.choice(WORDS)} {word}." for word in ("satu", "dua", "tiga")
        ]
        folder.write(
            "id", f"berita-{number}", f"Berita {chance.choice(WORDS)}", "\n".join([*body, "", "- **tebal** ini"])
        )
        if number == ARTICLES // 2:
            translate_site(folder.site, BackwardEngine())
    for number in range(0, ARTICLES // 2, 3):
        path = article_path(folder.site, "en", f"berita-{number}")
        lines = path.read_text(encoding="utf-8").split("\n")
        lines[-4] = f"A person's sentence {number}."
        path.write_text("\n".join(lines), encoding="utf-8")
    return folder


def translate(root: Path, *moment: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, translating_child.__file__, str(root), "2", *map(str, moment)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def english(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "content" / "en").glob("*.md")}


def nothing_is_broken(folder: SiteFolder) -> None:
    for path in article_files(folder.site, "en"):
        translation = load_article(path, "en")
        original = load_article(article_path(folder.site, "id", path.stem), "id")
        assert aligned_entries(original, translation)
        assert len(translation.body) == len(original.body)
    with closing(sqlite3.connect(folder.root / ".sitegen" / MEMORY)) as memory:
        assert memory.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_killed_run_breaks_nothing_and_the_next_one_finishes(folder: SiteFolder, tmp_path: Path) -> None:
    # The first run may have to compile modules that it imports late, which are calls too.
    for whole in (tmp_path / "first", tmp_path / "whole"):
        shutil.copytree(folder.root, whole)
        done = translate(whole)
        assert done.returncode == 0, done.stderr
    moments = int(done.stdout) * 9 // 10  # a run has some calls more than another, and must not end before its moment
    chance = random.Random(2)  # noqa: S311
    for moment in sorted(chance.sample(range(1, moments), 6)):
        killed = SiteFolder(tmp_path / f"killed-{moment}")
        shutil.copytree(folder.root, killed.root)
        assert translate(killed.root, moment).returncode == -signal.SIGKILL
        nothing_is_broken(killed)
        done = translate(killed.root)
        assert done.returncode == 0, done.stderr
        assert english(killed.root) == english(whole)
        nothing_is_broken(killed)


def test_runs_that_are_killed_again_and_again_get_there_at_last(folder: SiteFolder, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(folder.root, whole)
    moments = int(translate(whole).stdout)
    for _ in range(5):
        translate(folder.root, moments // 3)
        nothing_is_broken(folder)
    assert translate(folder.root).returncode == 0
    assert english(folder.root) == english(whole)


class InterruptedEngine(BackwardEngine):
    """Somebody presses Ctrl-C while it translates."""

    patience = 3

    def translate(
        self,
        sentences: Sequence[str],
        decoding: Decoding = FIRST,
        *,
        align: bool = False,
        done: Callable[[int], None] | None = None,
    ) -> list[tuple[EngineOutput, ...]]:
        if decoding == FIRST:
            self.patience -= 1
        if not self.patience:
            raise KeyboardInterrupt
        return super().translate(sentences, decoding, align=align, done=done)


def test_what_was_translated_before_an_interruption_is_not_translated_again(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_site()
    folder.write(
        "id", "satu", "Judul", "Pertama ini.\nKedua ini juga.\nKetiga ini juga panjang.\nKeempat paling panjang sekali."
    )
    monkeypatch.setattr(run, "SAVE_AT", 1)
    first, second = InterruptedEngine(), BackwardEngine()
    with pytest.raises(KeyboardInterrupt):
        translate_site(folder.site, first)
    assert first.seen
    assert not article_path(folder.site, "en", "satu").exists()
    translate_site(folder.site, second)
    assert not set(first.seen) & set(second.seen)
    assert load_article(article_path(folder.site, "en", "satu"), "en").body[0] == "AMATREP INI."


def test_articles_with_markup_are_completed_and_saved_one_after_another(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_site()
    for number, word in enumerate(WORDS[:4]):
        body = f"Satu **{word}** lagi.\nDua **{word}** panjang sekali.\nTiga {word} biasa."
        folder.write("id", f"berita-{number}", f"Judul {word}", body)
    monkeypatch.setattr(run, "SAVE_AT", 2)
    # Four calls for titles and plain sentences, a call for the sentences with markup of each article.
    first, second = InterruptedEngine(), BackwardEngine()
    first.patience = 4 + 3
    with pytest.raises(KeyboardInterrupt):
        translate_site(folder.site, first)
    assert [path.stem for path in article_files(folder.site, "en")] == ["berita-0", "berita-1"]
    translate_site(folder.site, second)
    assert not set(first.seen) & set(second.seen)
    assert len(second.seen) == 4, "the sentences with markup of the other two"
    assert load_article(article_path(folder.site, "en", "berita-3"), "en").body[0] == "UTAS **SAREB** IGAL."


def test_an_article_of_which_the_memory_knows_all_is_saved_before_the_engine_is_called(make_site: MakeSite) -> None:
    folder = make_site()
    folder.write("id", "satu", "Judul", "Pertama ini.")
    translate_site(folder.site, BackwardEngine())
    article_path(folder.site, "en", "satu").unlink()
    folder.write("id", "dua", "Judul lain", "Kedua ini.")
    engine = InterruptedEngine()
    engine.patience = 1
    with pytest.raises(KeyboardInterrupt):
        translate_site(folder.site, engine)
    assert [path.stem for path in article_files(folder.site, "en")] == ["satu"]
