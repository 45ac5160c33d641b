"""The Argos engine with the starter model. See test_batches.py, test_packages.py and test_models.py for more of it."""

from __future__ import annotations

import re

import pytest
from sites import write_site

from sitegen.content.body.inline import Inline
from sitegen.content.body.inline_reader import parse_plain
from sitegen.languages.registry import language_pair
from sitegen.translation.engines.argos import ArgosEngine, token_spans
from sitegen.translation.engines.engine import Decoding
from sitegen.translation.sentences.translator import translate_texts
from sitegen.translation.texts import Segment

pytestmark = pytest.mark.slow

SENTENCES = [
    "Presiden berbicara dengan para menteri di Jakarta.",
    "Harga beras naik.",
    "Pemerintah akan menambah pasokan beras ke pasar pada bulan depan.",
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> ArgosEngine:
    return ArgosEngine.for_site(write_site(tmp_path_factory.mktemp("engine") / "site").site)


def best(engine: ArgosEngine, sentence: str) -> str:
    ((output, *_),) = engine.translate([sentence])
    return output.text


def translated(engine: ArgosEngine, text: str) -> Inline:
    (result,) = translate_texts([Segment(0, 0, parse_plain(text))], engine, language_pair("id", "en"))
    return result.inline


def test_translations_come_in_the_order_of_their_sources(engine: ArgosEngine) -> None:
    texts = [outputs[0].text for outputs in engine.translate(SENTENCES)]
    assert re.search("(?i)president.*Jakarta", texts[0])
    assert re.search("(?i)rice", texts[1])
    assert re.search("(?i)government.*rice", texts[2])


def test_a_sentence_is_translated_the_same_way_with_and_without_links(engine: ArgosEngine) -> None:
    with_links = engine.translate(SENTENCES, align=True)
    assert [outputs[0].text for outputs in with_links] == [outputs[0].text for outputs in engine.translate(SENTENCES)]


def test_progress_counts_every_sentence_once(engine: ArgosEngine) -> None:
    done: list[int] = []
    engine.translate(SENTENCES, done=done.append)
    assert sum(done) == len(SENTENCES)


def test_more_hypotheses_are_different_and_the_best_comes_first(engine: ArgosEngine) -> None:
    (outputs,) = engine.translate(SENTENCES[:1], Decoding(hypotheses=4))
    assert 1 < len({output.text for output in outputs}) == len(outputs) <= 4
    assert max(outputs, key=lambda output: output.score) == outputs[0]


@pytest.mark.parametrize(
    "sentence", [*SENTENCES, "“Ya”, kata Budi – 5%.", "a_b  c", "⟦1⟧ tiba", "Ñandú 🙂 \u200dx", "１２３ ﬁ"]
)
def test_links_are_between_characters_of_both_texts(engine: ArgosEngine, sentence: str) -> None:
    ((output, *_),) = engine.translate([sentence], align=True)
    for link in output.links:
        assert 0 <= link.source[0] < link.source[1] <= len(sentence)
        assert 0 <= link.target[0] < link.target[1] <= len(output.text)
        assert 0 < link.weight <= 1.001


def test_most_links_of_names_are_to_themselves(engine: ArgosEngine) -> None:
    sentence = "Menteri Luar Negeri Antony Blinken bertemu dengan Joe Biden di Washington."
    ((output, *_),) = engine.translate([sentence], align=True)
    right = 0
    for name in ("Washington", "Joe", "Biden"):
        start, place = sentence.index(name), output.text.index(name)
        links = [link for link in output.links if place <= link.target[0] < place + len(name)]
        inside = sum(link.weight for link in links if start <= link.source[0] < start + len(name))
        right += inside > sum(link.weight for link in links) / 3
    assert right >= 2


@pytest.mark.parametrize(
    "sentence", ["", " ", ".", "-", "?!", "123", "5.000", "🙂", "\u200b", "。", "\x02", "a" * 3000]
)
def test_no_text_is_too_strange_to_be_given_to_the_model(engine: ArgosEngine, sentence: str) -> None:
    ((output, *_),) = engine.translate([sentence], align=True)
    assert isinstance(output.text, str)
    assert output.text == output.text.strip()


def test_a_placeholder_is_copied(engine: ArgosEngine) -> None:
    assert best(engine, "Jalankan perintah ⟦1⟧ di komputer Anda.").count("⟦1⟧") == 1


def test_underscores_survive(engine: ArgosEngine) -> None:
    assert "file_name" in best(engine, "Buka file_name sekarang.") or "_" in best(engine, "Buka file_name sekarang.")
    assert "a_b" in translated(engine, "Ketik a_b di komputer.").text


@pytest.mark.parametrize("text", ["5.000", "2022", "!!!", "🙂 🙂", "—", "***", "12:30"])
def test_what_has_no_word_is_left_alone_or_copied(engine: ArgosEngine, text: str) -> None:
    digits = re.findall(r"\d+", text)
    result = translated(engine, text).text
    assert re.findall(r"\d+", result) == digits
    assert result == text or digits


def test_a_sentence_of_5000_words_is_translated_to_its_end(engine: ArgosEngine) -> None:
    text = "harga beras naik di pasar kota, " * 830 + "dan Presiden tiba di Surabaya."
    result = translated(engine, text).text
    assert "Surabaya" in result[-100:]
    assert len(result) > len(text) / 2


def test_a_long_sentence_without_clauses_is_translated_to_its_end(engine: ArgosEngine) -> None:
    assert len(translated(engine, "harga beras " * 300).text) > 1500
    assert translated(engine, "1234567890" * 500).text


@pytest.mark.parametrize(
    ("tokens", "text", "words"),
    [
        (["▁Satu", "▁du", "a", "."], "Satu dua.", ["Satu", "du", "a", "."]),
        (["Sa@@", "tu", "dua"], "Satu dua", ["Sa", "tu", "dua"]),
        (["▁", "Satu"], "Satu", ["", "Satu"]),
        (["▁xyz", "▁dua"], "Satu dua", ["", "dua"]),
        (["▁dua", "▁dua"], "dua dua", ["dua", "dua"]),
        (["▁R", "&amp;", "D"], "R&D", ["R", "&", "D"]),
    ],
)
def test_tokens_are_found_in_their_text(tokens: list[str], text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in token_spans(tokens, text)] == words
