"""Two people work on one article in two branches; Git puts both together, and nothing of either is lost."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from fake_engine import BackwardEngine
from hypothesis import given, settings
from hypothesis import strategies as st
from sites import SiteFolder, write_site

from sitegen.articles import Article
from sitegen.content.front_matter.sentence_records import FIELDS, is_reviewed
from sitegen.content.pairing import aligned_entries
from sitegen.content.reviewing import review, write
from sitegen.content.states import SegmentStatus, states
from sitegen.content.store import article_path, load_article
from sitegen.translation.run import translate_site

pytestmark = pytest.mark.slow

BODY = "\n\n".join(
    f"Alinea {name} pertama.\nAlinea {name} kedua." for name in ("pasar", "kantor", "gedung", "jalan", "taman")
)

PERSON = SegmentStatus(person=True)


@pytest.fixture(autouse=True)
def _a_machine_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings of the person who runs the tests."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in [name for name in os.environ if name.startswith(("GIT_", "XDG_CONFIG"))]:
        monkeypatch.delenv(name)


class Repository:
    """A site in Git with one article, ``uji``, that is translated."""

    def __init__(self, root: Path) -> None:
        self.folder = write_site(root)
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("config", "user.name", "Rina")
        self.git("config", "user.email", "rina@example.org")
        (root / ".gitignore").write_text("public/\n.sitegen/\n", encoding="utf-8")
        self.folder.write("id", "uji", "Sebuah judul", BODY, caption="Sebuah foto")
        self.translate()
        self.commit()

    def git(self, *arguments: str) -> str:
        command = ["git", *arguments]
        done = subprocess.run(command, cwd=self.folder.root, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "Berita")

    def branch(self, name: str, *changes: Callable[[], object]) -> None:
        """Make changes in a branch of its own that begins where main is."""
        self.git("checkout", "--quiet", "-B", name, "main")
        for change in changes:
            change()
        self.commit()
        self.git("checkout", "--quiet", "main")

    def merge(self, *branches: str) -> None:
        """Merge branches, which must be possible without a conflict."""
        for name in branches:
            self.git("merge", "--quiet", "--no-edit", name)

    def translate(self) -> list[str]:
        """Translate; return what the engine was asked."""
        engine = BackwardEngine()
        self.problems = [problem.message for problem in translate_site(self.folder.site, engine).problems]
        return engine.seen

    def path(self, lang: str) -> Path:
        return article_path(self.folder.site, lang, "uji")

    def article(self, lang: str) -> Article:
        return load_article(self.path(lang), lang)

    def replace(self, lang: str, *pairs: tuple[str, str]) -> None:
        text = self.path(lang).read_text(encoding="utf-8")
        for old, new in pairs:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        self.path(lang).write_text(text, encoding="utf-8")

    def states(self) -> dict[str, SegmentStatus]:
        """What is known of each line of the English text."""
        english = self.article("en")
        return dict(zip(english.body, states(self.article("id"), english)[FIELDS:], strict=True))


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "site")


def test_two_branches_that_correct_and_translate_the_same_article_merge_and_the_result_builds(
    repository: Repository,
) -> None:
    def rina() -> None:
        repository.replace("id", ("Alinea kantor pertama.", "Alinea kantor yang baru."))
        repository.replace("id", ("title: Sebuah judul", "title: Judul baru"))
        repository.replace("en", ("AENILA RASAP AUDEK.", "The second of one."))

    def budi() -> None:
        repository.replace("id", ("Alinea jalan kedua.", "Alinea jalan kedua.\n\nSebuah alinea tambahan."))
        repository.replace("id", ("caption: Sebuah foto", "caption: Foto lain"))
        repository.replace("en", ("AENILA GNUDEG AMATREP.", "The first of three."))

    repository.branch("rina", rina, repository.translate)
    repository.branch("budi", budi, repository.translate)
    repository.merge("rina", "budi")

    english = repository.article("en")
    assert (english.title, english.caption) == ("LUDUJ URAB", "OTOF NIAL")
    known = repository.states()
    assert {text for text, state in known.items() if state == PERSON} == {"The second of one.", "The first of three."}
    assert not known["AENILA ROTNAK GNAY URAB."].person
    assert not known["HAUBES AENILA NAHABMAT."].person
    before = repository.path("en").read_bytes()
    assert repository.translate() == [], "both branches had translated all of it"
    assert repository.problems == []
    assert repository.path("en").read_bytes() == before
    result = repository.folder.render()
    assert result.published
    assert result.problems == ()
    assert "The second of one." in repository.folder.page("en/uji/")


def test_a_review_in_one_branch_does_not_cover_what_another_has_translated(repository: Repository) -> None:
    repository.branch("rina", lambda: write(review(repository.folder.site, "uji")))
    change = ("Alinea jalan kedua.", "Alinea jalan yang baru.")
    repository.branch("budi", lambda: repository.replace("id", change), repository.translate)
    repository.merge("rina", "budi")
    english = repository.article("en")
    assert english.translation
    assert english.translation.status == "reviewed"
    assert not is_reviewed(english.translation)
    assert repository.folder.render().problems == ()
    assert 'content="noindex' in repository.folder.page("en/uji/")
    assert repository.translate() == []
    assert repository.problems == [
        "was reviewed, and other sentences have been merged into it since; read it and review it again"
    ]
    assert repository.article("en").translation.status == "machine"  # type: ignore[union-attr]


def test_a_review_and_a_correction_of_another_branch_stay_a_review(repository: Repository) -> None:
    repository.branch("rina", lambda: write(review(repository.folder.site, "uji")))
    repository.branch("budi", lambda: repository.replace("en", ("AENILA ROTNAK AUDEK.", "The second of two.")))
    repository.merge("rina", "budi")
    assert is_reviewed(repository.article("en").translation)
    assert repository.states()["The second of two."] == PERSON


def test_both_branches_take_the_review_away_in_the_same_way(repository: Repository) -> None:
    write(review(repository.folder.site, "uji"))
    repository.translate()
    repository.commit()
    for name in ("pasar", "taman"):
        change = (f"Alinea {name} kedua.", f"Alinea {name} yang baru.")
        repository.branch(name, lambda change=change: repository.replace("id", change), repository.translate)  # type: ignore[misc]
    repository.merge("pasar", "taman")
    assert {text for text, state in repository.states().items() if state.stale} == {
        "AENILA RASAP AUDEK.",
        "AENILA NAMAT AUDEK.",
    }
    assert repository.article("en").translation.status == "machine"  # type: ignore[union-attr]


class Copies:
    """What `git merge-file` makes of two copies of a file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def merged(self, ours: str, base: str, theirs: str) -> str | None:
        """Return the merged text, None where there is a conflict."""
        names = ("ours", "base", "theirs")
        for name, text in zip(names, (ours, base, theirs), strict=True):
            (self._folder / name).write_text(text, encoding="utf-8")
        command = ["git", "merge-file", "--stdout", *names]
        done = subprocess.run(command, cwd=self._folder, capture_output=True, check=False)
        return done.stdout.decode() if done.returncode == 0 else None


def edit(chance: random.Random, original: list[str], translation: list[str], number: int) -> None:
    """Change a sentence of the original or of the translation, or add or remove a paragraph of both."""
    at = chance.choice([place for place, line in enumerate(original) if line])
    match chance.choice(("original", "translation", "translation", "add", "remove")):
        case "original":
            original[at] = f"Kalimat baru {number}."
        case "translation":
            translation[at] = f"Corrected {number}."
        case "add" if not original[at - 1]:
            original[at:at] = [f"Alinea baru {number}.", ""]
            translation[at:at] = [f"New paragraph {number}.", ""]
        case "remove" if len(original) > 6:
            del original[at - at % 3 : at - at % 3 + 3], translation[at - at % 3 : at - at % 3 + 3]


@given(st.randoms(use_true_random=False), st.integers(1, 3), st.integers(1, 3))
@settings(max_examples=10)
def test_the_record_merges_wherever_the_texts_do(chance: random.Random, ours: int, theirs: int) -> None:
    """The merged record pairs every sentence with its own entry, so that none changes hands."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        site = write_site(root / "site")
        site.write("id", "uji", "Sebuah judul", BODY)
        translate(site)
        base = files(site)
        versions = []
        for first, edits in ((0, ours), (10, theirs)):
            restore(site, base)
            bodies = [text.partition("\n---\n\n")[2].splitlines() for text in base]
            for number in range(edits):
                edit(chance, bodies[0], bodies[1], first + number)
            fronts = [text.partition("\n---\n\n")[0] for text in base]
            restore(
                site, [f"{front}\n---\n\n{chr(10).join(body)}\n" for front, body in zip(fronts, bodies, strict=True)]
            )
            translate(site)
            versions.append(files(site))
        copies = Copies(root)
        bodies_merge = all(
            copies.merged(*(version[number].partition("\n---\n\n")[2] for version in (versions[0], base, versions[1])))
            is not None
            for number in (0, 1)
        )
        merged = [copies.merged(versions[0][number], base[number], versions[1][number]) for number in (0, 1)]
        if not bodies_merge:
            return
        assert None not in merged
        restore(site, [text or "" for text in merged])
        original, english = (load_article(article_path(site.site, lang, "uji"), lang) for lang in ("id", "en"))
        assert aligned_entries(original, english) is not None
        people = {text for text in english.body if text.startswith(("Corrected", "New paragraph"))}
        known = dict(zip(english.body, states(original, english)[FIELDS:], strict=True))
        assert {text for text, state in known.items() if state.person} == people


def translate(site: SiteFolder) -> None:
    shutil.rmtree(site.site.state, ignore_errors=True)
    translate_site(site.site, BackwardEngine())


def files(site: SiteFolder) -> list[str]:
    return [article_path(site.site, lang, "uji").read_text(encoding="utf-8") for lang in ("id", "en")]


def restore(site: SiteFolder, texts: list[str]) -> None:
    for lang, text in zip(("id", "en"), texts, strict=True):
        article_path(site.site, lang, "uji").write_text(text, encoding="utf-8")
