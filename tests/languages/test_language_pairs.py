"""What belongs to a pair of languages: Indonesian to English, and any other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from fake_engine import ScriptedEngine
from html_pages import parse, text
from hypothesis import given
from hypothesis import strategies as st
from sites import MakeSite

from sitegen.errors import SitegenError
from sitegen.languages import fingerprints, indonesian
from sitegen.languages.id_en.checks.checking import check
from sitegen.languages.id_en.checks.indonesian_quantities import read_indonesian
from sitegen.languages.id_en.figures.finding import find_figures
from sitegen.languages.issues import ISSUE_TYPES, IssueKind, weight
from sitegen.languages.pair import LanguagePair
from sitegen.languages.registry import PAIRS, language_pair
from sitegen.languages.words import split_words
from sitegen.translation.cluster.recipes import Program
from sitegen.translation.recall import memory_settings
from sitegen.translation.run import translate_site
from sitegen.translation.sentences.segments import straight

PROJECT = Path(__file__).parents[2]
MALAY = language_pair("id", "ms")
_NOT_WORDS = re.compile(r"""<(script|style)\b.*?</\1>|https?://[^\s<"]+""", re.DOTALL)
ARTICLE = """\
JAKARTA (VOA) — Presiden tiba pada Senin (3/1) pukul 19.30 WIB dengan 1.000 orang dan Rp13,95 triliun.
KPK dan Kemenlu menolak, kata Gubernur Ali, dua pertiga dari selusin pejabat.

BACA JUGA: Gempa Guncang Cianjur

"Kami menolak," katanya di www.contoh.co.id.
"""


@pytest.mark.parametrize("codes", [("id", "en"), ("id", "en-GB"), ("id-ID", "en")])
def test_a_pair_is_known_by_its_languages_whatever_their_regions(codes: tuple[str, str]) -> None:
    pair = language_pair(*codes)
    assert (pair.source, pair.target) == codes
    assert pair.related_label == "READ ALSO: "


@pytest.mark.parametrize("codes", [*(("id", other) for other in ("ms", "ja")), ("en", "id"), ("jv", "en")])
def test_of_any_other_pair_nothing_is_known(codes: tuple[str, str]) -> None:
    pair = language_pair(*codes)
    assert codes not in PAIRS
    assert pair.related_label is None
    assert pair.term("KPK") is None
    assert pair.sentence_case("Gempa Guncang Cianjur", "", len, headline=True, own=True) == "Gempa Guncang Cianjur"
    source = pair.analyse("Presiden tiba Senin (3/1), kata KPK.")
    assert source.always == source.full_headline() == ()
    assert source.corrections("Monday (3/1)") == ()


def test_a_site_in_malay_has_no_english_word_on_any_page(make_site: MakeSite) -> None:
    site = make_site(languages=["id", "ms"], title={"id": "Berita", "ms": "Berita"})
    indonesian_words = PROJECT / "themes/dasar/locales/id/LC_MESSAGES/messages.po"
    catalogue = site.root / "themes/harian/locales/ms/LC_MESSAGES/messages.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_bytes(indonesian_words.read_bytes())
    site.write("id", "gempa", "Gempa Guncang Cianjur", ARTICLE, date="2022-01-03", tags=["KPK", "gempa bumi"])

    translate_site(site.site, ScriptedEngine(package="translate-id_ms"))
    assert site.render().published

    article = (site.root / "content/ms/gempa.md").read_text(encoding="utf-8")
    assert straight(ARTICLE.strip()) in article
    assert "Gempa Guncang Cianjur" in article
    with indonesian_words.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    words = re.compile(r"[^\W\d_]{3,}")
    shown = {word for message in messages for word in words.findall(str(message.string).lower())}
    english = {word for message in messages for word in words.findall(str(message.id).lower())} - shown
    english |= {"monday", "january", "jan", "read", "also", "trillion", "governor", "earthquake", "dozen"}
    pages = sorted(site.public.glob("ms/**/*.html"))
    assert len(pages) > 5
    for page in pages:
        html = _NOT_WORDS.sub("", page.read_text(encoding="utf-8"))
        found = set(words.findall(text(parse(html)).lower()))
        assert found & english == set(), page


def test_a_glossary_that_no_pair_reads_is_said(make_site: MakeSite) -> None:
    site = make_site(languages=["id", "ms"], title={"id": "Berita", "ms": "Berita"})
    site.write("id", "gempa", "Gempa", "Satu kalimat.")
    (site.root / "glossary.csv").write_text("indonesian,english\nKPK,KPK\n", encoding="utf-8")
    (problem,) = translate_site(site.site, ScriptedEngine(package="translate-id_ms")).problems
    assert str(problem).endswith("glossary.csv: is not used: no glossary is read for id → ms; remove it")


@pytest.mark.parametrize(
    ("source", "translation", "kinds"),
    [
        ("Satu kalimat.", "", ["empty"]),
        ("Satu kalimat.", "Satu ayat.", []),
        ("Ia tiba 3/1 dengan 1.000 orang.", "Dia tiba 1 Mac dengan 5 orang.", []),
        ('Ia berkata, "Ya."', 'Dia berkata, "Ya.', ["quotes_and_brackets"]),
        ("Buka www.contoh.co.id sekarang.", "Buka laman itu sekarang.", ["altered"]),
        ("Ia pergi ke pasar.", "Dia pergi ke pasar ke pasar ke pasar ke pasar.", ["repetition"]),
        ("Vous partez.", "Vous vous levez.", []),
        ("Presiden tiba di Jakarta hari ini.", "大統領は今日ジャカルタに到着した。", []),
        ('Ia berkata, "Saya menolak tawaran itu."', "彼は「断る」と言った。", []),
    ],
)
def test_of_languages_that_are_not_known_only_the_form_is_checked(
    source: str, translation: str, kinds: list[str]
) -> None:
    assert [issue.kind for issue in MALAY.analyse(source).check(translation)] == kinds


@given(st.text())
def test_a_text_that_is_copied_has_no_issue_that_it_had_not(any_text: str) -> None:
    assert {issue.kind for issue in MALAY.analyse(any_text).check(any_text)} <= {"quotes_and_brackets"}


# Fingerprints


def test_a_fingerprint_changes_with_the_glossary_and_the_pair(tmp_path: Path) -> None:
    glossary = tmp_path / "glossary.csv"
    glossary.write_text("indonesian,english\nlurah,village head\n", encoding="utf-8")
    pairs: list[LanguagePair] = [language_pair("id", "en"), language_pair("id", "en", glossary), MALAY]
    assert len({pair.fingerprint for pair in pairs}) == 3
    assert language_pair("id", "en", glossary).fingerprint == pairs[1].fingerprint


def test_all_code_that_decides_about_a_translation_counts_for_what_is_kept_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folders: list[str] = []

    def noted(folder: Path) -> str:
        folders.append(folder.name)
        return ""

    monkeypatch.setattr(fingerprints, "_files", noted)
    memory_settings("beam 4", MALAY)
    assert {"translation", "engines", "sentences"} <= {*folders}
    folders.clear()
    Program.here()
    assert {"translation", "engines", "sentences", "cluster"} <= {*folders}


def test_a_mistake_in_a_glossary_names_file_and_line(tmp_path: Path) -> None:
    glossary = tmp_path / "glossary.csv"
    glossary.write_text("indonesian,english\nlurah,\n", encoding="utf-8")
    with pytest.raises(SitegenError, match=r"glossary\.csv:2: has no English words"):
        language_pair("id", "en", glossary)


# One vocabulary


MEASURES = ["orang", "hari"]
SPELLINGS = sorted(word for word in indonesian.SCALES if len(word) > 2)


@given(st.integers(2, 999), st.sampled_from(SPELLINGS), st.sampled_from(["", "Rp"]), st.booleans())
def test_every_spelling_of_a_scale_that_figures_understand_checks_understand(
    number: int, scale: str, currency: str, capital: bool
) -> None:
    written = f"{currency}{number} {scale.capitalize() if capital else scale}"
    (figure,) = find_figures(f"Nilainya {written} kemarin.")
    assert check(f"Nilainya {written} kemarin.", f"It is worth {figure.english} yesterday.") == ()
    (quantity,) = read_indonesian(split_words(f"Nilainya {written} kemarin.")).quantities
    assert quantity.values == (number * indonesian.SCALES[scale],)


@given(
    st.integers(1, 28),
    st.sampled_from(sorted({*indonesian.MONTHS, *indonesian.SHORT_MONTHS})),
    st.integers(1990, 2030),
)
def test_every_spelling_of_a_month_that_figures_understand_checks_understand(day: int, month: str, year: int) -> None:
    source = f"Ia tiba pada {day} {month.capitalize()} {year} di sana."
    (figure,) = find_figures(source)
    assert check(source, f"He arrived {figure.english} there.") == ()
    number = (indonesian.MONTHS | indonesian.SHORT_MONTHS)[month]
    assert read_indonesian(split_words(source)).days == {(day, number)}


# Issues


def test_all_is_said_of_every_kind_of_issue() -> None:
    assert set(ISSUE_TYPES) == set(IssueKind)
    for known in ISSUE_TYPES.values():
        assert known.for_editors
        assert known.for_readers
        assert known.weight > 0


def test_nothing_is_worse_than_no_translation() -> None:
    others = sum(known.weight for kind, known in ISSUE_TYPES.items() if kind is not IssueKind.EMPTY)
    assert ISSUE_TYPES[IssueKind.EMPTY].weight > others - 1
    assert weight([]) == 0
