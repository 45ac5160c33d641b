"""Measuring translations against references."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from sitegen.errors import SitegenError
from sitegen.languages.id_en.glossary.entries import load_glossary
from sitegen.languages.id_en.glossary.term_checks import missing_terms
from sitegen.languages.id_en.glossary.terms import find_terms
from sitegen.translation.evaluation import ReferencePair, evaluate, read_pairs

FILE = Path(__file__).parents[1] / "data" / "evaluation.tsv"
PAIRS = [
    ReferencePair("Polisi menangkap tiga orang di Jakarta.", "Police arrested three people in Jakarta.", 1),
    ReferencePair("Harga beras naik lima persen bulan ini.", "The price of rice rose five percent this month.", 2),
    ReferencePair("Presiden tidak hadir dalam rapat itu.", "The president did not attend the meeting.", 3),
    ReferencePair("Banjir merendam ratusan rumah.", "Floods inundated hundreds of houses.", 4),
]


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """The time in seconds."""
        return self.now


def references(sources: Sequence[str]) -> list[str]:
    """Translate without a fault."""
    return [pair.reference for source in sources for pair in PAIRS if pair.source == source]


def write(tmp_path: Path, text: str) -> Path:
    """Write a file of pairs."""
    path = tmp_path / "pairs.tsv"
    path.write_bytes(text.encode())
    return path


def test_the_file_of_the_project_exercises_news() -> None:
    pairs = read_pairs(FILE)
    assert len(pairs) > 100
    assert len({pair.source for pair in pairs}) == len(pairs)
    sources = "\n".join(pair.source for pair in pairs)
    for part in (
        "Senin (21/11)",
        "Rp 419,3 triliun",
        "13.21",
        "3-0",
        '"Tidak,"',
        "2,29 persen",
        "2.043",
        "$3,45 miliar",
    ):
        assert part in sources
    headlines = [pair for pair in pairs if pair.source[-1] not in '.?!"']
    assert len(headlines) >= 10
    assert sum(len(pair.source.split()) > 30 for pair in pairs) >= 5


def test_the_references_of_the_project_use_the_words_of_its_glossary() -> None:
    glossary = load_glossary()
    missing = [
        (pair.line, pair.source[term.start : term.end])
        for pair in read_pairs(FILE)
        for term in missing_terms(find_terms(pair.source, glossary), pair.reference)
    ]
    assert missing == []


def test_pairs_are_read_with_their_lines(tmp_path: Path) -> None:
    path = write(tmp_path, '\ufeffSource\tReference\r\nSatu.\tOne.\r\n\r\n Dua "dua". \tTwo.\r\n')
    assert read_pairs(path) == [ReferencePair("Satu.", "One.", 2), ReferencePair('Dua "dua".', "Two.", 4)]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("Satu.\tOne.\nDua.\n", 2, "has 1 cells"),
        ("Satu.\tOne.\tEins.\n", 1, "has 3 cells"),
        ("Satu.\t\n", 1, "is empty"),
        ("\tOne.\n", 1, "is empty"),
        ("", None, "has no sentences"),
        ("source\treference\n\n", None, "has no sentences"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, text: str, line: int | None, words: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(SitegenError, match=words) as caught:
        read_pairs(path)
    assert (caught.value.problem.path, caught.value.problem.line) == (path, line)


def test_a_perfect_translation_scores_a_hundred() -> None:
    result = evaluate(references, PAIRS)
    assert result.bleu.value == pytest.approx(100)
    assert result.chrf.value == pytest.approx(100)
    assert result.translations == tuple(pair.reference for pair in PAIRS)
    assert result.flags == ()


def test_a_worse_translation_scores_less_and_an_empty_one_nothing() -> None:
    worse = evaluate(lambda sources: [text.replace("three", "four") for text in references(sources)], PAIRS)
    assert 50 < worse.bleu.value < 100
    assert 50 < worse.chrf.value < 100
    nothing = evaluate(lambda sources: [""] * len(sources), PAIRS)
    assert (nothing.bleu.value, nothing.chrf.value) == (0, 0)


def test_the_figures_are_those_of_sacrebleu_with_its_signatures() -> None:
    import sacrebleu

    translations = ["Police arrested four people.", "Rice price rose five percent.", "President not there.", "Floods."]
    result = evaluate(lambda _: translations, PAIRS)
    expected = [[pair.reference for pair in PAIRS]]
    assert result.bleu.value == sacrebleu.corpus_bleu(translations, expected).score
    assert result.chrf.value == sacrebleu.corpus_chrf(translations, expected).score
    assert "tok:13a" in result.bleu.signature
    assert "nc:6" in result.chrf.signature
    assert f"version:{sacrebleu.__version__}" in result.chrf.signature


def test_the_given_clock_measures_the_translation_only() -> None:
    clock = Clock()

    def translate(sources: Sequence[str]) -> list[str]:
        clock.now += 0.5
        return references(sources)

    def check(_source: str, _translation: str) -> list[str]:
        clock.now += 1000
        return []

    result = evaluate(translate, PAIRS, clock=clock, check=check)
    assert (result.seconds, result.sentences_per_second) == (0.5, 8)


def test_a_clock_that_does_not_move_gives_no_speed() -> None:
    assert evaluate(references, PAIRS, clock=Clock()).sentences_per_second == 0


def test_flags_are_counted_once_a_sentence_and_the_most_frequent_is_first() -> None:
    def check(source: str, translation: str) -> list[str]:
        assert translation in {pair.reference for pair in PAIRS}
        kinds = ["number", "number"] if "orang" in source or "persen" in source else []
        return [*kinds, "name"] if "Jakarta" in source else kinds

    assert evaluate(references, PAIRS, check=check).flags == (("number", 0.5), ("name", 0.25))


def test_without_sacrebleu_the_error_tells_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sacrebleu", None)
    with pytest.raises(SitegenError, match=r"python -m pip install .*'sacrebleu<"):
        evaluate(references, PAIRS)


def test_nothing_is_translated_before_sacrebleu_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sacrebleu", None)

    def translate(_sources: Sequence[str]) -> list[str]:
        pytest.fail("translated in vain")

    with pytest.raises(SitegenError):
        evaluate(translate, PAIRS)
