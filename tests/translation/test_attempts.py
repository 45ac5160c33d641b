"""The model speaks first; it is asked again only about what a check has proved wrong."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from fake_engine import ScriptedEngine
from hostile_sentences import hostile_sentences
from sites import write_site

from sitegen.content.body.inline_reader import parse_plain
from sitegen.languages.registry import language_pair, site_pair
from sitegen.translation.engines.registry import site_engine
from sitegen.translation.sentences.translator import Translated, translate_texts
from sitegen.translation.texts import Segment

pytestmark = pytest.mark.slow

PAIR = language_pair("id", "en")


def translated(engine: ScriptedEngine, text: str, *, headline: bool = False) -> Translated:
    (result,) = translate_texts([Segment(0, 0, parse_plain(text), headline)], engine, PAIR)
    return result


def outcome(
    script: Mapping[str, tuple[str, ...]], text: str, **options: bool
) -> tuple[str, tuple[str, ...], list[str]]:
    """The translation, its flags, and all that the engine was given to read."""
    engine = ScriptedEngine(script=script)
    result = translated(engine, text, **options)
    return result.text, tuple(map(str, result.flags)), engine.given


def test_a_sentence_goes_to_the_model_as_it_stands_and_only_once_if_nothing_is_wrong() -> None:
    source = "Presiden tiba di Jakarta pada Senin (3/1) dengan 1.000 orang."
    english = "The president arrived in Jakarta on Monday (Jan. 3) with 1,000 people."
    assert outcome({source: (english,)}, source) == (english, (), [source])


def test_typography_is_made_plain_for_the_model() -> None:
    assert outcome({}, "“Ya”, kata Budi – lalu …")[2][0] == '"Ya", kata Budi - lalu ...'


def test_the_first_candidate_that_passes_is_taken() -> None:
    source = "Ada 15 warga di sana."
    script = {source: ("There are 50 residents there.", "There are 15 residents there.")}
    assert outcome(script, source) == ("There are 15 residents there.", (), [source])


def test_a_date_that_the_model_copied_is_put_into_english_where_it_stands() -> None:
    source = "Ia tiba Senin (19/11)."
    assert outcome({source: ("He arrived Monday (19/11).",)}, source) == ("He arrived Monday (Nov. 19).", (), [source])


def test_a_name_that_was_misspelt_is_put_back() -> None:
    source = "Kata warga Pasarjumaat menolak."
    english = "They say Marketjumaat residents refuse."
    assert outcome({source: (english,)}, source) == ("They say Pasarjumaat residents refuse.", (), [source])


def test_a_number_that_was_lost_is_hidden_in_a_second_attempt() -> None:
    source = "Harga beras naik 15 persen di pasar itu."
    script = {
        source: ("The price of rice rose in the market.",),
        "Harga beras naik ⟦1⟧ di pasar itu.": ("The price of rice rose ⟦1⟧ in the market.",),
    }
    assert outcome(script, source)[:2] == ("The price of rice rose 15 percent in the market.", ())


def test_a_name_that_was_lost_is_hidden_in_a_second_attempt_and_the_rest_is_not() -> None:
    source = "Pada 5 Mei 2021, Antony Blinken tiba."
    script = {
        source: ("On May 5, 2021, he arrived.",),
        "Pada 5 Mei 2021, ⟦1⟧ tiba.": ("On May 5, 2021, ⟦1⟧ arrived.",),
    }
    assert outcome(script, source)[:2] == ("On May 5, 2021, Antony Blinken arrived.", ())


def test_a_common_noun_of_the_glossary_is_shown_to_the_model_in_english() -> None:
    source = "Ia bekerja sebagai pekerja migran di sana."
    script = {
        source: ("He works as a traveller there.",),
        "Ia bekerja sebagai migrant worker di sana.": ("He works as a migrant worker there.",),
    }
    assert outcome(script, source)[:2] == ("He works as a migrant worker there.", ())


def test_a_term_that_the_model_said_in_another_accepted_form_is_left_as_it_is() -> None:
    source = "Ia kembali ke AS."
    assert outcome({source: ("He returned to the United States.",)}, source)[2] == [source]


def test_a_placeholder_that_does_not_come_back_is_tried_in_other_ways() -> None:
    source = "Warga membuka www.contoh.co.id kemarin."
    script = {
        "Warga membuka ⟦1⟧ kemarin.": ("Residents opened it yesterday.",),
        source: ("Residents opened www.contoh.co.id yesterday.",),
    }
    text, flags, given = outcome(script, source)
    assert (text, flags) == ("Residents opened www.contoh.co.id yesterday.", ())
    assert given[0] == "Warga membuka ⟦1⟧ kemarin."


def test_what_must_be_copied_and_is_not_is_flagged() -> None:
    source = "Warga membuka www.contoh.co.id kemarin."
    script = {
        "Warga membuka ⟦1⟧ kemarin.": ("Residents opened it yesterday.",),
        source: ("Residents opened a site yesterday.",),
    }
    text, flags, _ = outcome(script, source)
    assert "www.contoh.co.id" in text or "altered" in flags
    assert flags


def test_english_that_was_changed_is_hidden_in_a_second_attempt() -> None:
    source = 'Biden berkata, "We will defend every inch of it."'
    script = {
        source: ('Biden said, "We defend each inch."',),
        'Biden berkata, "⟦1⟧."': ('Biden said, "⟦1⟧."',),
    }
    assert outcome(script, source)[:2] == ('Biden said, "We will defend every inch of it."', ())


@pytest.mark.parametrize(
    ("english", "expected"),
    [("He said ⟦1⟧.", "He said at 7:30 p.m."), ('"He said ⟦1⟧."', '"He said at 7:30 p.m."')],
)
def test_an_abbreviation_at_the_end_has_one_full_stop(english: str, expected: str) -> None:
    source = "Ia berkata pukul 19.30." if english[0] != '"' else '"Ia berkata pukul 19.30."'
    masked = source.replace("pukul 19.30", "⟦1⟧")
    assert outcome({source: (english.replace(" ⟦1⟧", ""),), masked: (english,)}, source)[0] == expected


def test_a_fragment_gets_no_full_stop_of_the_models() -> None:
    assert outcome({"beras dan gula": ("rice and sugar.",)}, "beras dan gula")[0] == "rice and sugar"


def test_a_sentence_begins_with_a_capital() -> None:
    assert outcome({"Ia pergi.": ("he left.",)}, "Ia pergi.")[0] == "He left."


def test_a_headline_is_read_as_a_sentence_with_full_verbs() -> None:
    script = {"Gempa mengguncang Cianjur.": ("A quake hits Cianjur.",)}
    assert outcome(script, "Gempa guncang Cianjur", headline=True) == ("A quake hits Cianjur", (), list(script))


def test_a_headline_whose_full_form_fails_is_read_as_it_stands() -> None:
    script = {"Gempa mengguncang Cianjur.": ("A quake hits.",), "Gempa guncang Cianjur.": ("A quake in Cianjur.",)}
    assert outcome(script, "Gempa guncang Cianjur", headline=True)[:2] == ("A quake in Cianjur", ())


def test_of_hostile_sentences_all_that_must_be_copied_is_copied_or_flagged(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    site = write_site(tmp_path_factory.mktemp("hostile") / "site").site
    hostile = list(hostile_sentences(2000))
    texts = [Segment(0, 0, parse_plain(item.sentence)) for item in hostile]
    results = translate_texts(texts, site_engine(site), site_pair(site))
    lost = [
        (item, result.text)
        for item, result in zip(hostile, results, strict=True)
        if item.copied not in result.text and not result.flags
    ]
    assert lost == []
