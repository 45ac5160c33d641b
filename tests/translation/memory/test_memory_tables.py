"""Translation memories as tables: what a spreadsheet opens, what comes back from it, and what is refused."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sitegen.errors import SitegenError
from sitegen.translation.memory.exchange import FORMATS, Imported, export_file, import_file
from sitegen.translation.memory.store import Memory
from sitegen.translation.memory.table import read_table, write_table
from sitegen.translation.memory.units import Model, TranslationUnit

LANGUAGES = ("id", "en")
MODEL = Model("argos", "translate-id_en", "0.1", "beam 4")
TEXT = st.text(st.characters(codec="utf-8"), min_size=1)
STARTS = st.sampled_from(["", "=", "+", "-", "@", "'", "'=", "''-", "＝", '"', ";", "\ufeff"])
SENTENCE = st.builds(str.__add__, STARTS, TEXT).map(lambda text: re.sub(r"[\r\n]+", " ", text).strip()).filter(bool)
NAME = st.builds(str.__add__, STARTS, st.text("abc .,;\"'=\t1", min_size=1))
PEOPLE = st.builds(TranslationUnit, SENTENCE, SENTENCE, article=st.just("") | NAME, date=st.just("") | NAME)
MACHINE = st.builds(
    TranslationUnit,
    SENTENCE,
    SENTENCE,
    st.builds(Model, NAME, NAME, NAME, st.just("") | NAME),
    st.none() | st.floats(allow_nan=False),
    st.none() | st.lists(st.text(st.characters(codec="utf-8"))),
)
EXAMPLES = count()


def table(separator: str, *units: TranslationUnit) -> bytes:
    file = io.BytesIO()
    assert write_table(file, units, separator) == len(units)
    return file.getvalue()


def cells(data: bytes, separator: str) -> list[dict[str, str]]:
    """The rows as another program reads them."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator))


def read(folder: Path, text: str | bytes, name: str = "memory.csv") -> list[TranslationUnit | None]:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read_table(path, LANGUAGES))


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PEOPLE | MACHINE), st.sampled_from(",\t"))
@example([TranslationUnit("'=1", "''-1"), TranslationUnit("a,b;c\td", '"')], ",")
def test_what_is_written_is_read_the_same(tmp_path: Path, units: list[TranslationUnit], separator: str) -> None:
    assert read(tmp_path, table(separator, *units)) == units


@settings(deadline=None)
@given(st.lists(PEOPLE | MACHINE), st.sampled_from(",\t"))
def test_no_cell_is_a_formula_that_a_spreadsheet_would_run(units: list[TranslationUnit], separator: str) -> None:
    for row in cells(table(separator, *units), separator):
        score = row.pop("score")
        assert not score or isinstance(float(score), float)
        assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "＝", "\t", "\r"))]


@pytest.mark.slow
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PEOPLE | MACHINE), st.sampled_from(sorted(FORMATS.keys() - {".tmx"})))
def test_a_memory_comes_back_from_its_export(tmp_path: Path, units: list[TranslationUnit], ending: str) -> None:
    folder = tmp_path / str(next(EXAMPLES))
    file, again = folder / f"a{ending}", folder / f"b{ending}"
    with Memory(folder / "one", LANGUAGES) as one, Memory(folder / "two", LANGUAGES) as two:
        one.put(units)
        number = export_file(one, file)
        imported = import_file(two, file)
        assert imported.people + imported.machine == number
        assert list(two.units()) == list(one.units())
        export_file(two, again)
    assert again.read_bytes() == file.read_bytes()


def test_a_row_says_who_translated_it_and_where() -> None:
    by_person = TranslationUnit("Ya.", "Yes.", article="gempa", date="2022-01-03")
    by_machine = TranslationUnit("Tidak.", "No.", MODEL, -0.25, ["numbers"], confidence=0.5)
    nothing = dict.fromkeys(
        ("article", "date", "engine", "package", "version", "settings", "flags", "score", "confidence"), ""
    )
    assert cells(table(",", by_person, by_machine), ",") == [
        {**nothing, "source": "Ya.", "target": "Yes.", "origin": "human", "article": "gempa", "date": "2022-01-03"},
        {
            **nothing, "source": "Tidak.", "target": "No.", "origin": "machine", "engine": "argos",
            "package": "translate-id_en", "version": "0.1", "settings": "beam 4", "score": "-0.25",
            "flags": '["numbers"]', "confidence": "0.5",
        },
    ]  # fmt: skip


def test_excel_is_told_that_the_file_is_utf_8() -> None:
    assert table(",", TranslationUnit("é", "è")).startswith(b"\xef\xbb\xbfsource,target,origin,")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("titles", [("source", "target"), ("id", "en"), (" Source", "TARGET ")])
def test_a_table_of_one_s_own_needs_two_columns_and_is_no_markdown(
    tmp_path: Path, separator: str, titles: tuple[str, str]
) -> None:
    lines = [("note", *titles), ("1", "Harga *naik*.", "'-an rose."), ("", "", ""), ("2", "Kosong.", "")]
    text = "\n".join(separator.join(line) for line in lines)
    assert read(tmp_path, text) == [TranslationUnit(r"Harga \*naik\*.", "'-an rose."), None]


def test_a_sentence_that_a_person_has_corrected_in_a_spreadsheet_is_that_person_s(tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    with Memory(tmp_path / "memory", LANGUAGES) as memory:
        memory.put([TranslationUnit("*Ya*.", "*Yeah*.", MODEL)])
        export_file(memory, path)
        text = path.read_text(encoding="utf-8-sig").replace("Yeah", "Yes").replace("machine", "human")
        path.write_text(text, encoding="utf-8")
        assert import_file(memory, path) == Imported(people=1, machine=0, skipped=0)
        assert memory.get_many(["*Ya*."], MODEL)["*Ya*."] == TranslationUnit("*Ya*.", "*Yes*.")


def test_what_a_spreadsheet_of_another_language_saves_is_read(tmp_path: Path) -> None:
    unit = TranslationUnit("Satu; dua, tiga.", "One; two, three.", MODEL, -0.25)
    rows = list(csv.reader(io.StringIO(table(",", unit).decode("utf-8-sig"), newline="")))
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows([[cell.replace("-0.25", "-0,25") for cell in row] for row in rows])
    assert read(tmp_path, text.getvalue()) == [unit]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", ":1: has no columns 'source'"),
        ("Ya.,Yes.\n", ":1: has no columns 'source'; its first line names the columns: 'source' and 'target', with a"),
        ("source,en,target\na,b,c\n", ":1: has 2 columns 'target'"),
        ("source,target\na,b\nSatu, dua.,One, two.\n", ":3: has more cells than columns"),
        ("source,target,origin\na,b,mt\n", ":2: has the origin 'mt'; write 'human', 'machine' or nothing"),
        ('source,target\n"a,b\n', "is no table that can be read"),
        (
            "source,target,origin,engine,package,version,score\na,b,machine,e,p,v,high\n",
            ":2: has a score, flags or confidence that are damaged",
        ),
        ("source,target\nCaf\u00e9,b\n".encode("cp1252"), "is not UTF-8; save it again as 'CSV UTF-8'"),
    ],
)
def test_what_is_no_such_table_is_refused_with_its_line(tmp_path: Path, text: str | bytes, says: str) -> None:
    with pytest.raises(SitegenError, match=re.escape(says)):
        read(tmp_path, text)


def test_a_machine_s_row_that_does_not_name_its_model_is_left_out(tmp_path: Path) -> None:
    assert read(tmp_path, "source,target,origin\na,b,machine\nc,d,human\n") == [None, TranslationUnit("c", "d")]


def test_a_broken_table_changes_nothing(tmp_path: Path) -> None:
    data = table(",", *(replace(TranslationUnit("x", "y"), source=str(number)) for number in range(3000)))
    (tmp_path / "cut.csv").write_bytes(data + b'"')
    with Memory(tmp_path / "memory", LANGUAGES) as memory:
        with pytest.raises(SitegenError, match=r"cut\.csv:3002: is no table"):
            import_file(memory, tmp_path / "cut.csv")
        assert not list(memory.units())


@pytest.mark.parametrize("name", ["all.xlsx", "all", "all.csv.bak"])
def test_an_unknown_ending_is_refused_with_the_known_ones(tmp_path: Path, name: str) -> None:
    with Memory(tmp_path / "memory", LANGUAGES) as memory:
        for action in (export_file, import_file):
            with pytest.raises(SitegenError, match=r"end the name in one of \.tmx \(TMX\), \.csv \(a table\), \.tsv"):
                action(memory, tmp_path / name)
    assert not (tmp_path / name).exists()


def test_an_ending_may_be_in_capitals(tmp_path: Path) -> None:
    with Memory(tmp_path / "memory", LANGUAGES) as memory:
        memory.put([TranslationUnit("Ya.", "Yes.")])
        export_file(memory, tmp_path / "ALL.CSV")
    assert (tmp_path / "ALL.CSV").read_bytes().startswith(b"\xef\xbb\xbfsource,")
