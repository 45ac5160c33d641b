"""What a person sees who waits for a translation: sentences, their speed, the time left."""

from __future__ import annotations

import io
import itertools
import re

import pytest
from fake_engine import BackwardEngine
from rich.console import Console
from sites import MakeSite, SiteFolder

from sitegen.articles import Pair
from sitegen.commands.progress import figures, translation_bar
from sitegen.content.store import article_path, load_article
from sitegen.translation import run
from sitegen.translation.progress import Meter, TranslationProgress, sentences_left
from sitegen.translation.run import translate_site

BODY = "Satu kalimat.\nDua **kalimat**.\n\nTiga kalimat lagi."


@pytest.fixture
def folder(make_site: MakeSite) -> SiteFolder:
    folder = make_site()
    for number in range(6):
        folder.write("id", f"berita-{number}", f"Judul {'abcdef'[number]}", BODY.replace("Tiga", "abcdef"[number] * 4))
    return folder


def standings(folder: SiteFolder, engine: BackwardEngine | None = None) -> list[TranslationProgress]:
    found: list[TranslationProgress] = []
    translate_site(folder.site, engine or BackwardEngine(), found.append)
    return found


def terminal() -> Console:
    return Console(file=io.StringIO(), force_terminal=True, width=120, color_system=None)


def test_first_articles_are_read_and_then_sentences_are_translated(folder: SiteFolder) -> None:
    found = standings(folder)
    reading = [standing for standing in found if standing.total is None]
    assert [(standing.articles, standing.all_articles) for standing in reading] == [(n, 6) for n in range(1, 7)]
    translating = found[len(reading) :]
    assert {standing.total for standing in translating} == {24}
    done = [standing.done for standing in translating]
    assert done == sorted(done)
    assert done[-1] == 24


def test_the_count_moves_within_a_batch(folder: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "SAVE_AT", 5)
    assert len({standing.done for standing in standings(folder) if standing.total}) >= 24 / 5


def test_only_what_is_left_is_counted(folder: SiteFolder) -> None:
    translate_site(folder.site, BackwardEngine())
    assert standings(folder)[-1].total == 0
    folder.write("id", "berita-0", "Judul a", f"{BODY}\nEmpat kalimat.")
    assert standings(folder)[-1].total == 2, "the new sentence, and the one that is changed"


def test_what_the_memory_knows_is_done_at_once(folder: SiteFolder) -> None:
    translate_site(folder.site, BackwardEngine())
    for number in range(3):
        article_path(folder.site, "en", f"berita-{number}").unlink()
    first = next(standing for standing in standings(folder) if standing.total)
    assert (first.done, first.total) == (9, 12), "the sentences with markup are not in the memory"
    assert first.speed is None


def left(folder: SiteFolder, slug: str, engine: BackwardEngine) -> int:
    original, translation = (load_article(article_path(folder.site, lang, slug), lang) for lang in ("id", "en"))
    return sentences_left(Pair(original, translation), engine)


def test_another_model_has_all_but_the_corrected_sentences_left(folder: SiteFolder) -> None:
    translate_site(folder.site, BackwardEngine())
    path = article_path(folder.site, "en", "berita-0")
    path.write_text(path.read_text(encoding="utf-8").replace("UTAS TAMILAK.", "One sentence."), encoding="utf-8")
    assert left(folder, "berita-0", BackwardEngine()) == 0
    assert left(folder, "berita-0", BackwardEngine(version="2")) == 3
    path.write_text(path.read_text(encoding="utf-8").replace("machine", "reviewed"), encoding="utf-8")
    assert left(folder, "berita-0", BackwardEngine(version="2")) == 0


def test_speed_is_of_the_engine_and_the_time_left_of_everything() -> None:
    seconds = itertools.count(step=10)
    found: list[TranslationProgress] = []
    meter = Meter(BackwardEngine(), 1, found.append, clock=lambda: next(seconds))
    meter.add(60)
    meter.know(20)
    meter.begin(20)  # at 0 s
    meter.done(10)  # at 10 s
    meter.end(20)
    assert (found[-2].done, found[-2].total, found[-2].speed) == (30, 60, 1.0)
    assert meter.speed == 20 / meter.seconds
    assert found[-1].done == 40
    assert found[-1].left == pytest.approx(20 * 40 / 40)


def test_more_sentences_than_texts_are_not_counted_twice() -> None:
    found: list[TranslationProgress] = []
    meter = Meter(BackwardEngine(), 1, found.append)
    meter.add(2)
    meter.begin(2)
    meter.done(5)
    meter.end(2)
    assert [standing.done for standing in found] == [2, 2]


def test_the_speed_of_batches_that_are_translated_side_by_side_counts_the_time_once() -> None:
    seconds = itertools.count(step=10)
    meter = Meter(BackwardEngine(), 1, None, clock=lambda: next(seconds))
    meter.begin(20)  # at 0 s
    meter.begin(20)
    meter.end(20)  # at 10 s
    meter.end(20)  # at 20 s
    assert (meter.translated, meter.seconds, meter.speed) == (40, 20, 2.0)


def test_the_bar_says_sentences_speed_and_time_left() -> None:
    standing = TranslationProgress(9, 9, done=1200, total=5000, speed=85.31, left=44.6)
    assert figures(standing) == "1,200/5,000 sentences, 85.3 per second, 0:00:45 left"
    assert figures(TranslationProgress(3, 4000)) == "3/4,000 articles"
    assert "Translating" in shown(standing)
    assert figures(standing) in shown(standing)
    assert "Reading" in shown(TranslationProgress(3, 4000))


def shown(standing: TranslationProgress) -> str:
    """What the bar writes on a terminal."""
    console = terminal()
    with translation_bar(console) as show:
        assert show
        show(standing)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_a_run_shows_its_end_on_a_terminal_and_leaves_nothing_there(folder: SiteFolder) -> None:
    console = terminal()
    with translation_bar(console) as show:
        translate_site(folder.site, BackwardEngine(), show)
        console.print("after")
    output: str = console.file.getvalue()  # type: ignore[attr-defined]
    assert "24/24 sentences" in output
    assert re.search(r"[\d,.]+ per second", output)
    assert output.endswith("\x1b[?25h\r\x1b[1A\x1b[2K")


def test_nobody_looks_at_a_pipe() -> None:
    with translation_bar(Console(file=io.StringIO())) as show:
        assert show is None


def test_the_run_knows_its_speed_only_if_the_engine_was_needed(folder: SiteFolder) -> None:
    speed = translate_site(folder.site, BackwardEngine()).speed
    assert speed
    assert speed > 0
    assert translate_site(folder.site, BackwardEngine()).speed is None
