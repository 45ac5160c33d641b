"""Words that lost the space between them are found, and words of Indonesian are not taken for such."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from table_sites import TableSite

from sitegen.languages.id_en.joined_words import joined_words

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "word",
    ["teknologiblockchain", "pemerintahmengatakan", "tersebutkhawatir", "ekonominasional", "sekolahsekolah"],
)
def test_words_that_were_joined_are_found(word: str) -> None:
    assert joined_words(f"Kata {word} itu.") == (word,)


@pytest.mark.parametrize(
    "word",
    [
        *("dipertanggungjawabkan", "ketidakpastian", "pertanggungjawaban", "menyebarluaskan", "ketidaktertarikannya"),
        *("internasional", "antarpemerintah", "pascapandemi", "keanekaragaman", "kewarganegaraan", "matahari"),
        *("kriptografi", "cryptocurrency", "administrasikan", "teknologi-blockchain", "Teknologiblockchain"),
    ],
)
def test_long_words_of_indonesian_and_names_are_not(word: str) -> None:
    assert joined_words(f"Kata {word} itu.") == ()


def test_texts_that_are_in_order_have_none() -> None:
    files = [*(ROOT / "seeds").glob("*.txt"), *(ROOT / "tests" / "data").rglob("*.t*")]
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in files]
    assert len(re.findall(r"\w+", " ".join(texts))) > 10_000
    assert [word for text in texts for word in joined_words(text)] == []


def test_an_import_says_which_words_may_have_been_joined_and_changes_nothing(tmp_path: Path) -> None:
    site = TableSite(tmp_path / "site")
    site.seed("a.csv", "judul,isi\nKripto,Kemajuan teknologiblockchain pesat.\n")
    assert site.said() == [
        "seeds/a.csv: row 2: has what may be words without a space between them (teknologiblockchain); "
        "part them if they are"
    ]
    assert site.article().body == ("Kemajuan teknologiblockchain pesat.",)
    assert site.said() == []


def test_of_a_site_in_another_language_nothing_is_said(tmp_path: Path) -> None:
    site = TableSite(tmp_path / "site")
    settings = 'languages = ["de", "en"]\n[title]\nde = "Kurier"\nen = "News"\n'
    (site.root / "site.toml").write_text(settings, encoding="utf-8")
    site.seed("a.csv", "title,text\nKrypto,Kemajuan teknologiblockchain pesat.\n")
    assert site.said() == []
    assert [path.stem for path in (site.root / "content" / "de").iterdir()] == ["krypto"]
