"""The translation memory: look-ups, whose translation wins, and what it survives."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count, permutations
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from sitegen.errors import SitegenError
from sitegen.storage.database import Database, UnreadableRowError
from sitegen.translation.memory.store import Memory
from sitegen.translation.memory.units import Model, TranslationUnit

ROOT = Path(__file__).parents[3]
LANGUAGES = ("id", "en")
EXAMPLES = count()
OLD_X = TranslationUnit("x", "old", date="2020-01-01")
MODEL = Model("argos", "translate-id_en", "0.1", "beam 4")
OTHER_MODEL = Model("argos", "translate-id_en", "1.9", "beam 4")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".sitegen" / "memory.sqlite3"


@pytest.fixture
def memory(path: Path) -> Iterator[Memory]:
    with Memory(path, LANGUAGES) as memory:
        yield memory


def targets(memory: Memory, *sources: str, model: Model = MODEL) -> dict[str, str]:
    return {source: unit.target for source, unit in memory.get_many(sources, model).items()}


def seeded(number: int) -> Random:
    return Random(number)  # noqa: S311  # nothing secret


def integrity(path: Path) -> str:
    connection = sqlite3.connect(path)
    result: str = connection.execute("PRAGMA integrity_check").fetchone()[0]
    connection.close()
    return result


# Look-ups


def test_a_unit_comes_back_as_it_was_put(memory: Memory) -> None:
    flags: JsonValue = [{"check": "numbers", "detail": "7 is missing"}]
    unit = TranslationUnit("Ibu pergi.", "Mother left.", MODEL, -0.25, flags, confidence=0.5)
    memory.put([unit, TranslationUnit("Ya.", "Yes.", MODEL)])
    assert memory.get_many(["Ibu pergi.", "Ya.", "Tidak."], MODEL) == {
        "Ibu pergi.": unit,
        "Ya.": TranslationUnit("Ya.", "Yes.", MODEL),
    }


def test_an_empty_list_of_flags_is_not_the_same_as_unknown_flags(memory: Memory) -> None:
    memory.put([TranslationUnit("a", "b", MODEL, flags=[]), TranslationUnit("c", "d", MODEL)])
    found = memory.get_many(["a", "c"], MODEL)
    assert (found["a"].flags, found["c"].flags) == ([], None)


def test_white_space_around_a_sentence_makes_no_difference(memory: Memory) -> None:
    memory.put([TranslationUnit(" Ya. ", "Yes.\n", MODEL)])
    assert targets(memory, "\tYa.", "Ya.") == {"\tYa.": "Yes.", "Ya.": "Yes."}


def test_a_machine_unit_belongs_to_one_model_and_its_settings(memory: Memory) -> None:
    memory.put([TranslationUnit("Ya.", "Yes.", MODEL)])
    for model in (OTHER_MODEL, Model("argos", "translate-id_en", "0.1", "beam 1"), Model("x", "y", "z")):
        assert targets(memory, "Ya.", model=model) == {}


def test_memories_of_other_languages_share_the_file_and_nothing_else(path: Path) -> None:
    with Memory(path, LANGUAGES) as there, Memory(path, ("id", "ms")) as other:
        there.put([TranslationUnit("Ya.", "Yes."), TranslationUnit("Tidak.", "No.", MODEL)])
        assert targets(other, "Ya.", "Tidak.") == {}
        assert list(other.units()) == []
        assert other.stats().machine == ()


@pytest.mark.slow
def test_more_sentences_can_be_asked_for_than_a_query_has_variables(memory: Memory) -> None:
    sentences = [f"Kalimat {number}." for number in range(300_000)]
    memory.put(TranslationUnit(sentence, sentence.upper(), MODEL) for sentence in sentences[::100])
    assert targets(memory, *sentences) == {sentence: sentence.upper() for sentence in sentences[::100]}


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.text().filter(str.strip), st.text().filter(str.strip)))
def test_any_text_can_be_remembered(memory: Memory, texts: dict[str, str]) -> None:
    model = Model("argos", "translate-id_en", "0.1", f"example {next(EXAMPLES)}")
    expected = {source.strip(): target.strip() for source, target in reversed(texts.items())}
    memory.put(TranslationUnit(source, target, model) for source, target in texts.items())
    assert targets(memory, *expected, model=model) == expected


def test_a_unit_with_an_empty_text_is_left_out(memory: Memory) -> None:
    memory.put([TranslationUnit("Ya.", " ", MODEL), TranslationUnit("", "Yes.", MODEL), TranslationUnit("Ya.", "")])
    assert list(memory.units()) == []


def test_a_machine_unit_that_is_there_stays(memory: Memory) -> None:
    memory.put([TranslationUnit("Ya.", "Yes.", MODEL, -0.1)])
    memory.put([TranslationUnit("Ya.", "Yeah.", MODEL, -0.2)])
    assert memory.get_many(["Ya."], MODEL)["Ya."] == TranslationUnit("Ya.", "Yes.", MODEL, -0.1)


def test_a_batch_that_fails_leaves_nothing_behind(memory: Memory) -> None:
    def units() -> Iterator[TranslationUnit]:
        yield TranslationUnit("Ya.", "Yes.", MODEL)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        memory.put(units())
    assert targets(memory, "Ya.") == {}
    memory.put([TranslationUnit("Ya.", "Yes.", MODEL)])
    assert targets(memory, "Ya.") == {"Ya.": "Yes."}


# People


def test_a_person_wins_over_every_machine(memory: Memory) -> None:
    memory.put([TranslationUnit("Ya.", "Yes.", MODEL), TranslationUnit("Ya.", "Yea.", OTHER_MODEL)])
    memory.replace_articles({"berita": [TranslationUnit("Ya.", "Aye.", date="2022-01-03")]})
    for model in (MODEL, OTHER_MODEL, Model("new", "", "")):
        assert memory.get_many(["Ya."], model) == {
            "Ya.": TranslationUnit("Ya.", "Aye.", article="berita", date="2022-01-03")
        }


def test_of_several_people_the_most_frequent_wins_then_the_newest_then_the_first_by_code_point(memory: Memory) -> None:
    memory.replace_articles({
        "a": [OLD_X, TranslationUnit("y", "old", date="2020-01-01"), TranslationUnit("z", "B")],
        "b": [OLD_X, TranslationUnit("y", "new", date="2021-01-01"), TranslationUnit("z", "A")],
        "c": [TranslationUnit("x", "new", date="2021-01-01")],
    })  # fmt: skip
    assert targets(memory, "x", "y", "z") == {"x": "old", "y": "new", "z": "A"}


def test_the_order_in_which_articles_come_makes_no_difference(memory: Memory) -> None:
    for order in permutations(range(4)):
        for number in order:
            memory.replace_articles(
                {f"artikel-{number}": [TranslationUnit("x", f"t{number % 2}", date=f"202{number}-01-01")]}
            )
        assert targets(memory, "x") == {"x": "t1"}
        memory.forget_articles()
        assert targets(memory, "x") == {}


def test_an_article_wins_over_an_imported_file_and_a_later_import_over_an_earlier(memory: Memory) -> None:
    memory.put([TranslationUnit("Ya.", "first import", date="2023-01-01"), TranslationUnit("Tidak.", "No.")])
    memory.put([TranslationUnit("Ya.", "second import", date="2021-01-01")])
    assert targets(memory, "Ya.", "Tidak.") == {"Ya.": "second import", "Tidak.": "No."}
    memory.replace_articles({"berita": [TranslationUnit("Ya.", "in the article", date="2001-01-01")]})
    assert targets(memory, "Ya.") == {"Ya.": "in the article"}
    memory.replace_articles({"berita": []})
    assert targets(memory, "Ya.") == {"Ya.": "second import"}


def test_what_an_article_says_now_replaces_what_it_said(memory: Memory) -> None:
    memory.replace_articles(
        {"a": [TranslationUnit("x", "one"), TranslationUnit("y", "two")], "b": [TranslationUnit("y", "three")]}
    )
    memory.replace_articles({"a": [TranslationUnit("x", "uno")]})
    assert targets(memory, "x", "y") == {"x": "uno", "y": "three"}


def test_an_article_that_says_the_same_is_not_written_again(memory: Memory, path: Path) -> None:
    articles = {"a": [TranslationUnit("x", "one"), TranslationUnit("", "none"), TranslationUnit("x", "two")]}
    memory.replace_articles(articles)
    other = sqlite3.connect(path, timeout=0, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")  # nobody else can write now
    memory.replace_articles(articles)
    other.close()


def test_an_article_without_a_slug_is_a_mistake_of_the_caller(memory: Memory) -> None:
    with pytest.raises(ValueError, match="slug"):
        memory.replace_articles({"": [TranslationUnit("x", "y")]})


# Everything


def test_units_come_in_the_same_order_whatever_order_they_were_put_in(tmp_path: Path) -> None:
    units = [TranslationUnit(source, f"{source}!", model) for source in "öazÅ" for model in (MODEL, OTHER_MODEL)]
    units += [TranslationUnit(source, f"{source}?") for source in "zöb"]
    seen = []
    for number in range(3):
        seeded(number).shuffle(units)
        with Memory(tmp_path / str(number), LANGUAGES) as memory:
            memory.put(units)
            seen.append(list(memory.units()))
    assert seen[0] == seen[1] == seen[2]
    assert [unit.source for unit in seen[0]] == [*"bzö", *"aazzÅÅöö"]
    assert [unit.model for unit in seen[0]] == [None] * 3 + [MODEL, OTHER_MODEL] * 4


def test_only_the_translation_that_is_used_is_among_the_units(memory: Memory) -> None:
    memory.put([TranslationUnit("x", "imported")])
    memory.replace_articles(
        {"a": [TranslationUnit("x", "one")], "b": [TranslationUnit("x", "two")], "c": [TranslationUnit("x", "two")]}
    )
    assert [unit.target for unit in memory.units()] == ["two"]


def test_the_machine_s_sources_on_both_sides_of_a_text_are_given(memory: Memory, path: Path) -> None:
    memory.put(TranslationUnit(source, "x", MODEL) for source in "abdef")
    memory.put([TranslationUnit("c", "by a person")])
    assert sorted(memory.machine_sources_near("c", 2)) == ["a", "b", "d", "e"]
    assert sorted(memory.machine_sources_near("b", 1)) == ["a", "b"]
    with Memory(path, ("en", "id")) as other:
        assert other.machine_sources_near("c", 2) == []


def test_stats_count_sentences(memory: Memory, path: Path) -> None:
    memory.put(
        [
            TranslationUnit("x", "1", OTHER_MODEL),
            TranslationUnit("y", "2", MODEL),
            TranslationUnit("z", "3", MODEL),
            TranslationUnit("x", "imported"),
        ]
    )
    memory.replace_articles(
        {"a": [TranslationUnit("x", "one"), TranslationUnit("z", "one")], "b": [TranslationUnit("x", "two")]}
    )
    stats = memory.stats()
    assert (stats.corrected, stats.imported, stats.machine) == (2, 1, ((MODEL, 2), (OTHER_MODEL, 1)))
    memory.close()
    with Memory(path, LANGUAGES) as again:
        assert again.stats().size == path.stat().st_size


# What it survives


def test_a_closed_memory_is_one_file_and_a_note_and_opens_again(memory: Memory, path: Path) -> None:
    memory.put([TranslationUnit("Ya.", "Yes.", MODEL)])
    memory.close()
    memory.close()
    assert {file.name for file in path.parent.iterdir()} == {path.name, f"{path.name}-closed"}
    with Memory(path, LANGUAGES) as again:
        assert targets(again, "Ya.") == {"Ya.": "Yes."}
        assert again.problems == ()


def _random_bytes(path: Path) -> None:
    path.write_bytes(seeded(1).randbytes(20_000))


def _no_database(path: Path) -> None:
    path.write_text("Ini bukan basis data.\n" * 500, encoding="utf-8")


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5000])


def _overwritten(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[8192:-4096] = seeded(2).randbytes(len(data) - 8192 - 4096)
    path.write_bytes(data)


def _older(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version=0")
    connection.close()


def _newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("ALTER TABLE machine ADD COLUMN checked TEXT")
    connection.close()


def _of_another_program(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()


@pytest.mark.parametrize(
    "harm", [_random_bytes, _no_database, _empty, _truncated, _overwritten, _older, _newer, _of_another_program]
)
def test_a_file_that_cannot_be_used_is_set_aside_and_a_new_one_made(path: Path, harm: Callable[[Path], None]) -> None:
    for number in (1, 2):
        with Memory(path, LANGUAGES) as memory:
            memory.put(TranslationUnit(f"Kalimat {n} yang panjang.", f"Long sentence {n}.", MODEL) for n in range(500))
            memory.mark_rebuilt()
        harm(path)
        harmed = path.read_bytes()
        with Memory(path, LANGUAGES) as memory:
            assert memory.needs_rebuild
            assert list(memory.units()) == []
            memory.put([TranslationUnit("Ya.", "Yes.", MODEL)])
            assert targets(memory, "Ya.") == {"Ya.": "Yes."}
            (problem,) = memory.problems
        aside = path.with_name(f"{path.name}.set-aside-{number}")
        assert aside.read_bytes() == harmed
        assert problem.severity == "warning"
        assert str(problem).startswith(f"{path}: is ")
        assert f"it is now {aside.name}" in str(problem)
        assert integrity(path) == "ok"


def test_a_leftover_log_of_a_deleted_file_does_no_harm(memory: Memory, path: Path) -> None:
    memory.put([TranslationUnit("Ya.", "Yes.", MODEL)])
    log = Path(f"{path}-wal").read_bytes()
    memory.close()
    path.unlink()
    Path(f"{path}-wal").write_bytes(log)
    with Memory(path, LANGUAGES) as again:
        again.put([TranslationUnit("Tidak.", "No.", MODEL)])
        assert targets(again, "Ya.", "Tidak.") == {"Tidak.": "No."}
    assert integrity(path) == "ok"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE machine SET target = CAST(x'ff41' AS TEXT)",
        "UPDATE machine SET flags = '{'",
    ],
)
def test_a_damaged_row_ends_the_run_and_the_next_begins_anew(memory: Memory, path: Path, change: str) -> None:
    memory.put([TranslationUnit("Ya.", "Yes.", MODEL)])
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(change)
    connection.close()
    with pytest.raises(
        SitegenError, match=r"was damaged; it is now memory\.sqlite3\.set-aside-1; run the command again"
    ):
        memory.get_many(["Ya."], MODEL)
    with Memory(path, LANGUAGES) as again:
        assert targets(again, "Ya.") == {}


def test_a_file_that_another_run_has_already_replaced_is_left_alone(path: Path) -> None:
    schema = ("CREATE TABLE word (text TEXT)",)
    first = Database(path, schema, 1, remedy="")
    path.rename(path.with_name("elsewhere"))
    second = Database(path, schema, 1, remedy="")
    with pytest.raises(SitegenError, match="another run has set it aside"), first.reading():
        raise UnreadableRowError
    with second.writing() as connection:
        connection.execute("INSERT INTO word VALUES ('utuh')")
    second.close()
    with Database(path, schema, 1, remedy="") as again, again.reading() as connection:
        assert connection.execute("SELECT text FROM word").fetchall() == [("utuh",)]


def test_a_file_that_stays_locked_is_one_clear_line(memory: Memory, path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Memory(path, LANGUAGES, patience=0.01) as waiting:
        assert targets(waiting, "Ya.") == {}
        with pytest.raises(SitegenError, match="is in use by another run of sitegen; wait"):
            waiting.put([TranslationUnit("Ya.", "Yes.", MODEL)])
    other.execute("ROLLBACK")
    other.close()
    memory.put([TranslationUnit("Ya.", "Yes.", MODEL)])


def test_a_folder_in_the_place_of_the_file_is_one_clear_line(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(SitegenError, match="cannot be opened; make sure that it is a file"):
        Memory(path, LANGUAGES)


def test_a_file_in_the_place_of_the_folder_is_one_clear_line(path: Path) -> None:
    path.parent.touch()
    with pytest.raises(SitegenError, match=r"\.sitegen: cannot be made"):
        Memory(path, LANGUAGES)


@pytest.mark.parametrize(
    ("limit", "message"),
    [
        ("PRAGMA query_only=ON", "cannot be written; allow"),
        ("PRAGMA max_page_count=1", "cannot grow because the disk is full; make room"),
    ],
)
def test_a_file_that_cannot_be_written_is_one_clear_line_and_loses_nothing(
    memory: Memory, path: Path, limit: str, message: str
) -> None:
    memory.put([TranslationUnit("Ya.", "Yes.", MODEL)])
    with memory._database.reading() as connection:
        connection.execute(limit)
    with pytest.raises(SitegenError, match=message):
        memory.put(TranslationUnit(f"Kalimat {number}.", "panjang " * 50, MODEL) for number in range(1000))
    memory.close()
    with Memory(path, LANGUAGES) as again:
        assert targets(again, "Ya.", "Kalimat 1.") == {"Ya.": "Yes."}


def test_a_file_without_a_write_ahead_log_is_written_with_more_care(memory: Memory, path: Path) -> None:
    memory.close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    with Memory(path, LANGUAGES) as changed:
        changed.put([TranslationUnit("Ya.", "Yes.", MODEL)])
        with changed._database.reading() as reading:
            assert reading.execute("PRAGMA synchronous").fetchone() == (2,)
    with Memory(path.with_name("new"), LANGUAGES) as new, new._database.reading() as reading:
        assert reading.execute("PRAGMA synchronous").fetchone() == (1,)
        assert reading.execute("PRAGMA journal_mode").fetchone() == ("wal",)


_WRITER = """
import sys
from pathlib import Path
from sitegen.translation.memory.store import Memory  # noqa: E402
from sitegen.translation.memory.units import Model, TranslationUnit  # noqa: E402
path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
model = Model("argos", "translate-id_en", "0.1", "beam 4")
with Memory(path, ("id", "en")) as memory:
    for batch in range(count):
        several = [(f"{name} {batch} {number}", f"{name}: {batch}: {number}") for number in range(50)]
        memory.put(TranslationUnit(*texts, model) for texts in several)
        memory.replace_articles({f"{name}-{batch}": [TranslationUnit(f"{name} {batch}", f"{name}: {batch}")]})
        print(batch, flush=True)
    print([str(problem) for problem in memory.problems], flush=True)
"""


def _writer(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path), name, str(count)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


@pytest.mark.slow
def test_all_that_was_committed_is_there_after_a_kill_at_any_moment(path: Path) -> None:
    generator = seeded(4)
    for kill in range(6):
        writer = _writer(path, f"penulis {kill}", 10**6)
        assert writer.stdout
        lines = [writer.stdout.readline() for _ in range(generator.randrange(1, 40))]
        # The next batch is now somewhere between its beginning and its end.
        writer.kill()
        lines += writer.stdout.readlines()
        writer.wait()
        writer.stdout.close()
        batches = [int(line) for line in lines if line.endswith("\n")]
        expected = {
            f"penulis {kill} {batch} {number}": f"penulis {kill}: {batch}: {number}"
            for batch in batches
            for number in range(50)
        }
        expected |= {f"penulis {kill} {batch}": f"penulis {kill}: {batch}" for batch in batches}
        with Memory(path, LANGUAGES) as memory:
            assert memory.problems == ()
            assert targets(memory, *expected) == expected
            # Of the batch that was cut off, all is there or nothing.
            following = [f"penulis {kill} {len(batches)} {number}" for number in range(50)]
            assert len(targets(memory, *following)) in {0, 50}
        assert integrity(path) == "ok"


@pytest.mark.slow
def test_several_processes_can_begin_and_write_one_memory_at_once(path: Path) -> None:
    writers = [_writer(path, f"penulis{number}", 20) for number in range(4)]
    outputs = [writer.communicate()[0] for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * 4
    assert [output.splitlines()[-1] for output in outputs] == ["[]"] * 4
    with Memory(path, LANGUAGES) as memory:
        stats = memory.stats()
        assert (stats.corrected, stats.machine) == (80, ((MODEL, 4000),))
    assert integrity(path) == "ok"
