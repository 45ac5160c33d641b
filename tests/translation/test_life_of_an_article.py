"""What a person wrote stays, whatever happens to the original, the memory and the model."""

from __future__ import annotations

import dataclasses
import random
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from fake_engine import BackwardEngine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sites import MakeSite, SiteFolder, write_site

from sitegen.articles import Article
from sitegen.content.body.body import read_body
from sitegen.content.body.lines import Kind
from sitegen.content.front_matter.sentence_records import FIELDS, texts
from sitegen.content.pairing import aligned_entries
from sitegen.content.reviewing import review, take_back, write
from sitegen.content.states import SegmentStatus, states
from sitegen.content.store import article_path, load_article, save_article
from sitegen.languages.registry import language_pair
from sitegen.translation import run
from sitegen.translation.run import translate_site

pytestmark = pytest.mark.slow

TITLE, CAPTION = 0, 1
BODY = (
    "Polisi tiba di pasar.",
    "Dua orang ditahan.",
    "Mereka dibawa ke kantor.",
    "",
    "Warga merasa lega.",
    "Pasar dibuka lagi.",
    "",
    "BACA JUGA: Pasar lama terbakar",
    "",
    "- beras naik",
    "- gula turun",
    "",
    "| Barang | Harga |",
    "|---|---|",
    "| beras | mahal |",
    "| gula | murah |",
    "",
    "Laporan selesai.",
)


@dataclass
class Life:
    """An article with both its files, and all that a person has written, each with the source it was written for."""

    folder: SiteFolder
    version: str = "1"
    written: dict[str, str] = field(default_factory=dict)

    @property
    def original(self) -> Article:
        return load_article(article_path(self.folder.site, "id", "uji"), "id")

    @property
    def translation(self) -> Article:
        return load_article(article_path(self.folder.site, "en", "uji"), "en")

    def build(self) -> None:
        translate_site(self.folder.site, BackwardEngine(version=self.version))
        self.nothing_is_lost()

    def nothing_is_lost(self) -> None:
        original, translation = self.original, self.translation
        assert len(original.body) == len(translation.body)
        assert aligned_entries(original, translation)
        assert translation.translation is not None
        sources, targets = texts(original), texts(translation)
        everything = "\n".join([*targets, *translation.translation.removed])
        for text, source in self.written.items():
            assert text in everything
            if source and source in sources:
                places = [number for number, other in enumerate(sources) if other == source]
                assert any(text in targets[number] for number in places), (text, source, targets)

    def correct(self, unit: int, text: str) -> None:
        """A person writes another translation of a unit (title, caption, lines), instead of what stands there."""
        article = self.translation
        assert aligned_entries(self.original, article)
        before = texts(article)[unit]
        for known in [known for known in self.written if known in before]:
            del self.written[known]
        self.written[text] = texts(self.original)[unit]
        save_article(article.path, _with(article, unit, text))

    def correct_line(self, source: str, text: str) -> None:
        self.correct(texts(self.original).index(source), text)

    def add_to_both(self, at: int, source: str, text: str) -> None:
        """A person puts a sentence and its translation into both files."""
        for article, line in ((self.original, source), (self.translation, text)):
            body = (*article.body[:at], line, *article.body[at:])
            save_article(article.path, dataclasses.replace(article, body=body))
        self.written[text] = source

    def remove_from_both(self, at: int) -> None:
        """A person takes a line out of both files, and with it what was corrected there."""
        removed = self.translation.body[at]
        for article in (self.original, self.translation):
            save_article(article.path, dataclasses.replace(article, body=(*article.body[:at], *article.body[at + 1 :])))
        for known in [known for known in self.written if known in removed]:
            del self.written[known]

    def rewrite(self, change: Callable[[list[str]], list[str]]) -> None:
        """A person changes the lines of the original."""
        article = self.original
        save_article(article.path, dataclasses.replace(article, body=tuple(change(list(article.body)))))

    def replace(self, old: str, *new: str) -> None:
        """A person writes ``new`` lines instead of one or more (with a line break between them) in the original."""
        body = "\n".join(self.original.body)
        assert body.count(old) == 1
        self.rewrite(lambda _: body.replace(old, "\n".join(new)).split("\n"))

    def forget(self) -> None:
        shutil.rmtree(self.folder.root / ".sitegen", ignore_errors=True)

    def at(self, source: str) -> str:
        return texts(self.translation)[texts(self.original).index(source)]

    def state(self, source: str) -> SegmentStatus:
        return states(self.original, self.translation)[texts(self.original).index(source)]

    @property
    def removed(self) -> tuple[str, ...]:
        record = self.translation.translation
        assert record is not None
        return record.removed


def _with(article: Article, unit: int, text: str) -> Article:
    if unit < FIELDS:
        return dataclasses.replace(article, title=text) if unit == TITLE else dataclasses.replace(article, caption=text)
    body = list(article.body)
    body[unit - FIELDS] = text
    return dataclasses.replace(article, body=tuple(body))


def begin(folder: SiteFolder) -> Life:
    folder.write("id", "uji", "Pasar kembali ramai", "\n".join(BODY), caption="Suasana pasar")
    life = Life(folder)
    life.build()
    return life


@pytest.fixture
def life(make_site: MakeSite) -> Life:
    return begin(make_site())


def test_the_life_of_an_article(life: Life) -> None:  # noqa: PLR0915  # it is a long one
    site = life.folder.site
    life.correct_line("Dua orang ditahan.", "Two people were detained.")
    life.build()
    life.correct(TITLE, "Market Is Busy Again")
    life.correct(CAPTION, "At the market")
    life.build()
    life.forget()
    life.build()
    life.replace("Polisi tiba di pasar.", "Pagi masih gelap.", "Polisi tiba di pasar.")
    life.build()
    life.correct_line("Warga merasa lega.", "Residents are relieved.")
    life.correct_line("Pasar dibuka lagi.", "The market has reopened.")
    life.correct_line("BACA JUGA: Pasar lama terbakar", "READ ALSO: Old Market Burns")
    life.correct_line("- gula turun", "- sugar is down")
    life.correct_line("| beras | mahal |", "| rice | dear |")
    life.build()
    life.version = "2"
    life.build()
    assert life.at("Laporan selesai.") == "NAROPAL IASELES."
    assert life.at("| beras | mahal |") == "| rice | dear |"

    # Paragraphs change places, and the corrections go with them.
    life.rewrite(lambda body: [*body[5:8], *body[:5], *body[8:]])
    life.build()
    life.rewrite(lambda body: [*body[-2:], "", *body[:-2]])
    life.build()
    assert life.at("Warga merasa lega.") == "Residents are relieved."

    # A changed sentence keeps its correction, and keeps it where it stands when more is changed around it.
    life.replace("Dua orang ditahan.", "Tiga orang ditahan.")
    life.build()
    assert life.state("Tiga orang ditahan.") == SegmentStatus(person=True, stale=True)
    life.replace("Tiga orang ditahan.", "Mereka melawan.", "Tiga orang ditahan.")
    life.build()
    assert life.at("Tiga orang ditahan.") == "Two people were detained."
    assert life.at("Mereka melawan.") == "AKEREM NAWALEM."

    write(review(site, "uji"))
    life.build()
    assert life.state("Tiga orang ditahan.") == SegmentStatus(person=True)
    life.forget()
    life.version = "3"
    life.build()
    write(take_back(site, "uji"))
    life.build()

    # Merged: both corrections stand in the one line. Split: it stands at the first.
    life.replace("Warga merasa lega.\nPasar dibuka lagi.", "Warga lega karena pasar dibuka lagi.")
    life.build()
    assert life.at("Warga lega karena pasar dibuka lagi.") == "Residents are relieved. The market has reopened."
    assert life.state("Warga lega karena pasar dibuka lagi.").stale
    life.forget()
    life.build()
    life.replace("Tiga orang ditahan.", "Tiga orang.", "Semua ditahan.")
    life.build()
    assert life.at("Tiga orang.") == "Two people were detained."

    # Deleted, it is kept in the front matter, through everything, and comes back with its source.
    life.replace("- gula turun\n", "")
    life.build()
    assert life.removed == ("- sugar is down",)
    life.forget()
    life.version = "4"
    life.build()
    life.replace("- beras naik", "- beras naik", "- gula turun")
    life.build()
    assert life.at("- gula turun") == "- sugar is down"
    assert not life.removed

    life.correct_line("Tiga orang.", "Three people.")
    life.correct(TITLE, "The Market Is Busy Again")
    life.build()
    life.replace("BACA JUGA: Pasar lama terbakar", "BACA JUGA: Pasar lama habis terbakar")
    life.replace("| beras | mahal |", "| beras | murah |")
    life.build()
    write(review(site, "uji"))
    life.forget()
    life.build()
    life.rewrite(lambda body: body[:4])
    life.build()
    life.rewrite(lambda _: ["Semuanya baru."])
    life.version = "5"
    life.build()
    life.forget()
    life.build()
    assert "READ ALSO: Old Market Burns" in life.removed
    assert (life.translation.title, life.translation.caption) == ("The Market Is Busy Again", "At the market")


def test_what_a_person_wrote_where_the_original_has_nothing_is_kept(life: Life) -> None:
    life.correct(FIELDS + 3, "A note between the paragraphs.")
    life.build()
    assert life.removed == ("A note between the paragraphs.",)
    life.build()
    assert life.removed == ("A note between the paragraphs.",)


def test_a_corrected_sentence_is_never_put_where_code_stands(life: Life) -> None:
    life.correct_line("Laporan selesai.", "The report is done.")
    life.replace("Laporan selesai.", "```", "kode", "```")
    life.build()
    assert life.translation.body[-3:] == ("```", "kode", "```")
    assert life.removed == ("The report is done.",)


def test_what_a_person_took_out_of_the_removed_sentences_stays_out(life: Life) -> None:
    life.correct_line("Laporan selesai.", "The report is done.")
    life.replace("\n\nLaporan selesai.", "")
    life.build()
    article = life.translation
    assert article.translation is not None
    record = dataclasses.replace(article.translation, removed=())
    save_article(article.path, dataclasses.replace(article, translation=record))
    life.written.clear()
    life.replace("| gula | murah |", "| gula | murah |", "", "Laporan selesai.")
    life.build()
    assert life.at("Laporan selesai.") == "NAROPAL IASELES."


def test_a_stale_sentence_that_was_removed_comes_back_stale(life: Life) -> None:
    life.correct_line("Dua orang ditahan.", "Two people were detained.")
    life.replace("Dua orang ditahan.", "Tiga orang ditahan.")
    life.build()
    life.replace("Tiga orang ditahan.\n", "")
    life.build()
    life.replace("Warga merasa lega.", "Warga merasa lega.", "Tiga orang ditahan.")
    life.build()
    assert life.at("Tiga orang ditahan.") == "Two people were detained."
    assert life.state("Tiga orang ditahan.") == SegmentStatus(person=True, stale=True)
    assert not life.removed


def test_a_table_row_is_not_joined_with_another(life: Life) -> None:
    life.correct_line("| beras | mahal |", "| rice | dear |")
    life.correct_line("| gula | murah |", "| sugar | cheap |")
    life.replace("| beras | mahal |\n| gula | murah |", "| beras dan gula | naik |")
    life.build()
    assert life.at("| beras dan gula | naik |") == "| rice | dear |"
    assert life.removed == ("| sugar | cheap |",)


def test_a_joined_sentence_is_stale_though_one_of_its_sources_comes_back(life: Life) -> None:
    life.correct_line("Warga merasa lega.", "Residents are relieved.")
    life.correct_line("Pasar dibuka lagi.", "The market has reopened.")
    life.replace("Warga merasa lega.\nPasar dibuka lagi.", "Warga lega karena pasar dibuka lagi.")
    life.build()
    life.written.clear()  # joined, they have no source of their own
    life.replace("Warga lega karena pasar dibuka lagi.", "Warga merasa lega.")
    life.build()
    assert life.state("Warga merasa lega.") == SegmentStatus(person=True, stale=True)


WORDS = ("pasar", "polisi", "warga", "beras", "gula", "kantor", "jalan", "hujan")


def _sentence(chance: random.Random, number: int) -> str:
    return f"{chance.choice(WORDS).capitalize()} {chance.choice(WORDS)} nomor{'abcdefghij'[number % 10]}{number}."


def _step(life: Life, chance: random.Random, number: int) -> None:  # noqa: PLR0912  # a case for each thing
    """One thing that happens to an article, chosen at random."""
    body = list(life.original.body)
    lines = read_body(body, life.folder.site.house_styles.related_labels).lines
    plain = [at for at, line in enumerate(lines) if line.kind is Kind.TEXT]
    at = chance.choice(plain) if plain else 0
    new = _sentence(chance, number)
    match chance.choice(
        (
            "correct",
            "correct",
            "correct",
            "add to both",
            "remove from both",
            "insert",
            "delete",
            "merge",
            "split",
            "move",
            "change",
            "undo",
            "forget",
            "upgrade",
            "review",
            "back",
        )
    ):
        case "correct" if plain:
            life.build()
            life.correct(at + FIELDS, f"Person's sentence {number}x.")
        case "add to both":
            life.build()
            life.add_to_both(at, new, f"Person's sentence {number}x.")
            life.build()  # before the next edit, after which nobody could tell what stands beside what
            body = list(life.original.body)
        case "remove from both" if len(plain) > 1:
            life.build()
            life.remove_from_both(at)
            life.build()
            body = list(life.original.body)
        case "insert":
            body.insert(at, new)
        case "delete" if len(plain) > 1:
            del body[at]
        case "merge" if at + 1 in plain:
            body[at : at + 2] = [f"{body[at].rstrip('.')} dan {body[at + 1].lower()}"]
        case "split" if plain:
            body[at : at + 1] = [new, f"Lalu {body[at].lower()}"]
        case "move":
            first, last = sorted(chance.choices(range(len(body) + 1), k=2))
            body = body[last:] + body[first:last] + body[:first]
        case "change" if plain:
            body[at] = new
        case "undo":
            body = list(BODY)
        case "forget":
            life.forget()
        case "upgrade":
            life.version = str(number)
        case "review":
            life.build()
            write(review(life.folder.site, "uji"))
        case "back":
            write(take_back(life.folder.site, "uji"))
    life.rewrite(lambda _: body)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False), st.lists(st.booleans(), min_size=1, max_size=8))
def test_nothing_that_a_person_wrote_is_lost_in_any_life(chance: random.Random, builds: list[bool]) -> None:
    languages = language_pair("id", "en")
    with tempfile.TemporaryDirectory() as root, pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "site_pair", lambda _: languages)
        life = begin(write_site(Path(root) / "site"))
        for number, build in enumerate(builds):
            _step(life, chance, number)
            if build:
                life.build()
        life.build()
        before = life.translation
        life.build()
        assert life.translation == before
