"""``memory stats|import|export``: sentences that were translated before, in and out."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import lines, run, trouble
from sites import TRANSLATED, MakeSite, SiteFolder
from translate.storage.tmx import tmxfile

from sitegen.content.front_matter.sentence_records import short_digest
from sitegen.translation.memory.store import MEMORY, open_memory
from sitegen.translation.memory.units import Model, TranslationUnit

TMX = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="other" creationtoolversion="1" segtype="sentence" o-tmf="other"
adminlang="en" srclang="id" datatype="plaintext"/><body>
<tu><tuv xml:lang="id"><seg>Tiga.</seg></tuv><tuv xml:lang="en"><seg>Three.</seg></tuv></tu>
<tu><tuv xml:lang="id"><seg>Empat.</seg></tuv><tuv xml:lang="fr"><seg>Quatre.</seg></tuv></tu>
</body></tmx>
"""


@pytest.fixture
def site(make_site: MakeSite) -> SiteFolder:
    """A site with an article of which a machine wrote the first sentence and a person the second."""
    site = make_site()
    site.write("id", "gempa", "Gempa", "Satu.\nDua.")
    pairs = (("Gempa", "Quake"), ("Satu.", "One."), ("Dua.", "Tow."))
    title, *body = [f"{short_digest(source)}:{short_digest(output)}" for source, output in pairs]
    record = {**TRANSLATED, "sentences": " ".join([title, "-", *body])}
    site.write("en", "gempa", "Quake", "One.\nTwo.", translation=record)
    return site


def figures(said: list[str]) -> dict[str, int]:
    """The counts in what ``memory stats`` prints."""
    return {
        title.strip(): int(number) for title, number in (line.rsplit(maxsplit=1) for line in said if line[0] == " ")
    }


def units(path: Path) -> list[tuple[str, str]]:
    """The sentences of a TMX file, as another program reads them."""
    with path.open("rb") as file:
        return [(unit.source, unit.target) for unit in tmxfile(file, "id", "en").units]


def test_the_memory_is_filled_from_content_first_and_then_counted(site: SiteFolder) -> None:
    said = lines(site.root, "memory", "stats")
    assert said[0] == "Rebuilt     the memory from content/"
    assert said[1] == "Sentences with a translation from 'id' to 'en':"
    assert figures(said) == {"by people, in articles": 1, "by people, imported": 0, "by translate-id_en 0.1": 1}
    again = lines(site.root, "memory", "stats")
    assert again[:-2] == said[1:-2], "it is rebuilt once"


def test_a_site_without_articles_has_an_empty_memory(make_site: MakeSite) -> None:
    said = lines(make_site().root, "memory", "stats")
    assert figures(said) == {"by people, in articles": 0, "by people, imported": 0}


def test_sentences_are_exported_for_other_programs(site: SiteFolder) -> None:
    assert lines(site.root, "memory", "export", "all.tmx")[-1] == "Exported    2 sentences to all.tmx"
    assert units(site.root / "all.tmx") == [("Dua.", "Two."), ("Satu.", "One.")]


def test_only_people_s_sentences_are_exported_when_asked(site: SiteFolder) -> None:
    said = lines(site.root, "memory", "export", "people.tmx", "--people-only")
    assert said[-1] == "Exported    1 sentence to people.tmx"
    assert units(site.root / "people.tmx") == [("Dua.", "Two.")]


def test_sentences_are_imported_from_other_programs(site: SiteFolder) -> None:
    (site.root / "other.tmx").write_text(TMX, encoding="utf-8")
    said = lines(site.root, "memory", "import", "other.tmx")
    assert said[1] == "Imported    1 sentence by people and 0 by a machine from other.tmx"
    assert said[2] == "Left out    1: another program's machine wrote them, or a language is missing"
    assert figures(lines(site.root, "memory", "stats"))["by people, imported"] == 1
    lines(site.root, "memory", "export", "all.tmx")
    assert ("Tiga.", "Three.") in units(site.root / "all.tmx")


def test_what_one_site_exports_another_imports(site: SiteFolder, make_site: MakeSite) -> None:
    lines(site.root, "memory", "export", "all.tmx")
    other = make_site("other")
    said = lines(other.root, "memory", "import", str(site.root / "all.tmx"))
    assert said[-1].startswith("Imported    1 sentence by people and 1 by a machine from ")


def test_a_broken_file_is_named_with_its_line_and_changes_nothing(site: SiteFolder) -> None:
    (site.root / "cut.tmx").write_text(TMX[:-40], encoding="utf-8")
    message = trouble(site.root, "memory", "import", "cut.tmx")
    assert message.startswith("cut.tmx:")
    assert "is not well-formed XML" in message
    assert "cannot be read" in trouble(site.root, "memory", "import", "none.tmx")
    assert figures(lines(site.root, "memory", "stats"))["by people, imported"] == 0


def test_a_file_that_cannot_be_written_is_named(site: SiteFolder) -> None:
    (site.root / "file").write_text("", encoding="utf-8")
    assert "cannot be written" in trouble(site.root, "memory", "export", "file/all.tmx")


def test_a_damaged_memory_is_set_aside_and_comes_back_from_content(site: SiteFolder) -> None:
    before = lines(site.root, "memory", "stats")
    (site.site.state / MEMORY).write_bytes(b"no database")
    result = run(site.root, "memory", "stats")
    assert result.exit_code == 0
    assert "set-aside" in result.stderr
    assert figures(result.stdout.splitlines()) == figures(before)


def test_what_a_person_wrote_since_is_known_at_once(site: SiteFolder) -> None:
    lines(site.root, "memory", "stats")
    path = site.root / "content" / "en" / "gempa.md"
    path.write_text(path.read_text(encoding="utf-8").replace("One.", "Just one."), encoding="utf-8")
    assert figures(lines(site.root, "memory", "stats"))["by people, in articles"] == 2
    lines(site.root, "memory", "export", "people.tmx", "--people-only")
    assert ("Satu.", "Just one.") in units(site.root / "people.tmx")


def test_a_model_is_counted_once_whatever_its_settings(site: SiteFolder) -> None:
    lines(site.root, "memory", "stats")
    with open_memory(site.site) as memory:
        memory.put([TranslationUnit("Lima.", "Five.", Model("argos", "translate-id_en", "0.1", "others"))])
    assert figures(lines(site.root, "memory", "stats"))["by translate-id_en 0.1"] == 2


@pytest.mark.parametrize("name", ["all.csv", "all.tsv"])
def test_a_spreadsheet_opens_what_is_exported_and_gives_it_to_another_site(
    site: SiteFolder, make_site: MakeSite, name: str
) -> None:
    assert lines(site.root, "memory", "export", name)[-1] == f"Exported    2 sentences to {name}"
    said = lines(make_site("other").root, "memory", "import", str(site.root / name))
    assert said[-1].startswith("Imported    1 sentence by people and 1 by a machine from ")


def test_a_file_of_another_kind_is_refused_and_the_kinds_are_named(site: SiteFolder) -> None:
    for command in ("import", "export"):
        message = trouble(site.root, "memory", command, "all.xlsx")
        assert message.startswith("all.xlsx: '.xlsx' is no format that sentences are exchanged in; end the name in one")
    assert not (site.root / "all.xlsx").exists()
