"""Translation memories as TMX: what is written, what is read of other programs' files, and what is refused."""

from __future__ import annotations

import html
import io
import tracemalloc
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from string import Template

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from translate.storage.tmx import tmxfile

from sitegen.content.body.escaping import escape_line
from sitegen.content.body.inline_reader import parse_inline
from sitegen.errors import SitegenError
from sitegen.translation.memory.exchange import Imported, export_file, import_file
from sitegen.translation.memory.store import Memory
from sitegen.translation.memory.tmx import write_tmx
from sitegen.translation.memory.tmx_reader import read_tmx
from sitegen.translation.memory.units import Model, TranslationUnit, unit_text

LANGUAGES = ("id", "en")
MODEL = Model("argos", "translate-id_en", "0.1", "beam 4")
EXAMPLES = count()

# The parts of the TMX 1.4b document type that we write (https://www.gala-global.org/tmx-14b).
DTD = """
<!ELEMENT tmx (header, body)> <!ATTLIST tmx version CDATA #FIXED "1.4">
<!ELEMENT header (note|prop|ude)*>
<!ATTLIST header creationtool CDATA #REQUIRED creationtoolversion CDATA #REQUIRED
  segtype (block|paragraph|sentence|phrase) #REQUIRED o-tmf CDATA #REQUIRED adminlang CDATA #REQUIRED
  srclang CDATA #REQUIRED datatype CDATA #REQUIRED creationdate CDATA #IMPLIED>
<!ELEMENT ude EMPTY> <!ELEMENT note (#PCDATA)>
<!ELEMENT prop (#PCDATA)> <!ATTLIST prop type CDATA #REQUIRED>
<!ELEMENT body (tu)*> <!ELEMENT tu ((note|prop)*, tuv+)>
<!ELEMENT tuv ((note|prop)*, seg)> <!ATTLIST tuv xml:lang CDATA #REQUIRED changedate CDATA #IMPLIED>
<!ELEMENT seg (#PCDATA)>
"""

FOREIGN = Template("""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
  <header creationtool="OmegaT" creationtoolversion="6.0" segtype="sentence" o-tmf="OmegaT TMX" adminlang="EN-US"
    srclang="id" datatype="plaintext"/>
  <body>
$units
  </body>
</tmx>
""")


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory(tmp_path / "memory.sqlite3", LANGUAGES) as memory:
        yield memory


def document(*units: TranslationUnit, created: str = "") -> bytes:
    file = io.BytesIO()
    write_tmx(file, units, LANGUAGES, created)
    return file.getvalue()


def written(path: Path, *units: TranslationUnit) -> Path:
    path.write_bytes(document(*units))
    return path


def foreign(path: Path, units: str, encoding: str = "utf-8") -> Path:
    text = FOREIGN.substitute(units=units).replace('encoding="UTF-8"', f'encoding="{encoding}"')
    path.write_text(text, encoding=encoding)
    return path


def unit(source: str, target: str, *, source_lang: str = "id", target_lang: str = "en", inside: str = "") -> str:
    return (
        f'<tu>{inside}<tuv xml:lang="{source_lang}"><seg>{source}</seg></tuv>\n'
        f'<tuv xml:lang="{target_lang}"><seg>{target}</seg></tuv></tu>'
    )


def read(path: Path) -> list[TranslationUnit | None]:
    return list(read_tmx(path, LANGUAGES))


# Writing


def test_the_document_is_valid_tmx() -> None:
    tree = etree.fromstring(
        document(
            TranslationUnit("Ya.", "Yes."),
            TranslationUnit("Tidak.", "No.", MODEL, -0.5, []),
            created="20220103T000000Z",
        )
    )
    dtd = etree.DTD(io.StringIO(DTD))
    assert dtd.validate(tree), dtd.error_log
    assert dict(tree[0].attrib) == {
        "creationtool": "sitegen",
        "creationtoolversion": tree[0].get("creationtoolversion"),
        "segtype": "sentence",
        "o-tmf": "sitegen",
        "adminlang": "en",
        "srclang": "id",
        "datatype": "plaintext",
        "creationdate": "20220103T000000Z",
    }


def test_translate_toolkit_reads_what_is_written() -> None:
    units = [
        TranslationUnit('Ia berkata, "Tidak < 5 & > 3".', "She said, ‘Not < 5 & > 3’."),
        TranslationUnit(
            "Presiden *Joko* [Widodo](https://a.id/?a=1&b=2).", "President *Joko* [Widodo](https://a.id/?a=1&b=2)."
        ),
        TranslationUnit("Ya — 𝛑…", "Yes — 𝛑…", MODEL),
    ]
    store = tmxfile(io.BytesIO(document(*units)), "id", "en")
    assert [(unit.source, unit.target) for unit in store.units] == [(unit.source, unit.target) for unit in units]


def test_what_translate_toolkit_writes_is_read(tmp_path: Path) -> None:
    store = tmxfile()
    store.addtranslation("Harga *naik*.", "id", "Prices *rose*.", "en", comment="dari penerjemah")
    store.addtranslation("Ya & tidak.", "id", "Yes & no.", "en-GB")
    path = tmp_path / "toolkit.tmx"
    path.write_bytes(bytes(store))
    assert read(path) == [
        TranslationUnit(r"Harga \*naik\*.", r"Prices \*rose\*."),
        TranslationUnit("Ya & tidak.", "Yes & no."),
    ]


def test_each_unit_says_whether_a_person_wrote_it_or_which_model() -> None:
    people, machine = etree.fromstring(
        document(TranslationUnit("a", "b"), TranslationUnit("c", "d", MODEL, -0.25, ["numbers"]))
    )[1]
    assert [(prop.get("type"), prop.text) for prop in people.iter("prop")] == [("x-sitegen-origin", "human")]
    assert [(prop.get("type"), prop.text) for prop in machine.iter("prop")] == [
        ("x-sitegen-origin", "machine"),
        ("x-sitegen-engine", "argos"),
        ("x-sitegen-package", "translate-id_en"),
        ("x-sitegen-version", "0.1"),
        ("x-sitegen-settings", "beam 4"),
        ("x-sitegen-score", "-0.25"),
        ("x-sitegen-flags", '["numbers"]'),
    ]


def test_characters_that_xml_cannot_hold_are_dropped_and_no_others(tmp_path: Path) -> None:
    path = written(
        tmp_path / "site.tmx",
        TranslationUnit("a\0b\x0bc\ufffed\ud800e", "tab\tend\u0085\u2028\ufffd\U0010ffff."),
        TranslationUnit("\x01", "nothing is left of the source"),
    )
    assert read(path) == [TranslationUnit("abcde", "tab\tend\u0085\u2028\ufffd\U0010ffff.")]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.builds(
            TranslationUnit,
            *[
                st.text(
                    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"), min_size=1
                )
            ]
            * 2,
            st.none()
            | st.builds(Model, *[st.text("abc <&>_.\"'é", min_size=1).map(str.strip).filter(bool)] * 3, st.text()),
        ).filter(lambda unit: bool(unit.source.strip() and unit.target.strip()))
    )
)
def test_any_text_comes_back_from_a_file(tmp_path: Path, units: list[TranslationUnit]) -> None:
    kept = read(written(tmp_path / "site.tmx", *units))
    assert [(unit and unit.source, unit and unit.target) for unit in kept] == [
        (unit.source.strip(), unit.target.strip()) for unit in units
    ]
    assert [unit and unit.model and unit.model.package for unit in kept] == [
        unit.model and unit.model.package for unit in units
    ]


# From memory to memory


def test_a_memory_comes_back_from_its_export(memory: Memory, tmp_path: Path) -> None:
    memory.put([
        TranslationUnit("Ya.", "Yes.", MODEL, -0.1, [{"check": "length"}]),
        TranslationUnit("Ya.", "Yeah.", Model("argos", "translate-id_en", "1.9", "beam 4"), 0.0),
        TranslationUnit("2022\\. Tahun.", "Year 2022.", date="2022-01-03T10:11:12Z"),
    ])  # fmt: skip
    memory.replace_articles(
        {
            "a": [TranslationUnit("Ya.", "one")],
            "b": [TranslationUnit("Ya.", "two")],
            "c": [TranslationUnit("Ya.", "two")],
        }
    )
    assert export_file(memory, tmp_path / "all.tmx") == 4
    with Memory(tmp_path / "other", LANGUAGES) as other:
        assert import_file(other, tmp_path / "all.tmx") == Imported(people=2, machine=2, skipped=0)
        assert other.get_many(["Ya.", "2022\\. Tahun."], MODEL) == {
            "Ya.": TranslationUnit("Ya.", "two"),
            "2022\\. Tahun.": TranslationUnit("2022\\. Tahun.", "Year 2022.", date="2022-01-03T10:11:12Z"),
        }
        export_file(other, tmp_path / "again.tmx")
    assert (tmp_path / "again.tmx").read_bytes() == (tmp_path / "all.tmx").read_bytes()


def test_importing_a_file_twice_is_importing_it_once(memory: Memory, tmp_path: Path) -> None:
    path = written(tmp_path / "site.tmx", TranslationUnit("Ya.", "Yes."), TranslationUnit("Ya.", "Yea.", MODEL))
    import_file(memory, path)
    before = list(memory.units())
    import_file(memory, path)
    assert list(memory.units()) == before


def test_only_peoples_sentences_are_exported_when_that_is_asked(memory: Memory, tmp_path: Path) -> None:
    memory.put([TranslationUnit("Ya.", "Yes."), TranslationUnit("Tidak.", "No.", MODEL)])
    assert export_file(memory, tmp_path / "people.tmx", people_only=True) == 1
    assert read(tmp_path / "people.tmx") == [TranslationUnit("Ya.", "Yes.")]
    memory.put([TranslationUnit("Baik.", "Good.")])  # the memory is free again


def test_an_empty_memory_is_a_file_too(memory: Memory, tmp_path: Path) -> None:
    assert export_file(memory, tmp_path / "none.tmx") == 0
    assert import_file(memory, tmp_path / "none.tmx") == Imported(0, 0, 0)


def test_an_export_has_a_date_only_from_the_environment(
    memory: Memory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.replace_articles({"a": [TranslationUnit("Ya.", "Yes.", date="2022-01-03")]})
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    export_file(memory, tmp_path / "site.tmx")
    assert b"date" not in (tmp_path / "site.tmx").read_bytes().replace(b"datatype", b"")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1641168000")
    export_file(memory, tmp_path / "site.tmx")
    assert b'creationdate="20220103T000000Z"' in (tmp_path / "site.tmx").read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "kemarin")
    with pytest.raises(SitegenError, match="SOURCE_DATE_EPOCH is 'kemarin'; set it to a number of seconds"):
        export_file(memory, tmp_path / "site.tmx")


def test_an_export_that_fails_leaves_the_old_file(
    memory: Memory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def units(_: Memory) -> Iterator[TranslationUnit]:
        yield TranslationUnit("Ya.", "Yes.")
        raise SitegenError("was damaged")

    path = tmp_path / "site.tmx"
    path.write_text("old", encoding="utf-8")
    monkeypatch.setattr(Memory, "units", units)
    with pytest.raises(SitegenError, match="was damaged"):
        export_file(memory, path)
    assert path.read_text(encoding="utf-8") == "old"
    assert not list(tmp_path.glob(".site.tmx*"))


def test_an_export_to_a_place_that_cannot_be_written_is_one_clear_line(memory: Memory, tmp_path: Path) -> None:
    (tmp_path / "site.tmx").mkdir()
    with pytest.raises(SitegenError, match=r"site\.tmx: cannot be written: "):
        export_file(memory, tmp_path / "site.tmx")


# Other programs' files


def test_another_programs_units_are_peoples_and_their_text_is_no_markdown(memory: Memory, tmp_path: Path) -> None:
    path = foreign(tmp_path / "omegat.tmx", unit("Harga  *naik*\n5 [persen].", "Prices *rose* 5 [per cent]."))
    assert import_file(memory, path) == Imported(people=1, machine=0, skipped=0)
    assert list(memory.units()) == [
        TranslationUnit(r"Harga \*naik\* 5 \[persen\].", r"Prices \*rose\* 5 \[per cent\].")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2022. Tahun *macan* [1].",
        "- Ya & tidak; a < b, R&amp;D.",
        "Lihat https://a.id/_b_?c=1&d=2 dan snake_case.",
        "# 1|2",
    ],
)
def test_a_sentence_of_another_program_is_found_by_the_same_sentence_of_an_article(tmp_path: Path, text: str) -> None:
    (found,) = read(foreign(tmp_path / "a.tmx", unit(html.escape(text), "x")))
    assert found
    assert found.source == unit_text(parse_inline(escape_line(text)))


def test_our_units_are_markdown_in_a_file_that_another_program_saved(tmp_path: Path) -> None:
    ours = unit("**Ya**", "*Yes*", inside='<prop type="x-sitegen-origin">human</prop>')
    assert read(foreign(tmp_path / "a.tmx", ours)) == [TranslationUnit("**Ya**", "*Yes*")]


def test_a_line_break_in_our_file_is_a_space_because_a_sentence_is_one_line(tmp_path: Path) -> None:
    path = written(tmp_path / "site.tmx", TranslationUnit("Ya\nya.", "Yes\r\nyes."))
    assert read(path) == [TranslationUnit("Ya ya.", "Yes yes.")]


@pytest.mark.parametrize(
    ("source_lang", "target_lang"),
    [("ID", "EN-GB"), ("id-ID", "en_US"), ("in", "en"), ("IND", "eng"), ("in-ID", "en-Latn")],
)
def test_languages_match_by_their_first_part_also_in_outdated_codes(
    tmp_path: Path, source_lang: str, target_lang: str
) -> None:
    path = foreign(tmp_path / "a.tmx", unit("Ya.", "Yes.", source_lang=source_lang, target_lang=target_lang))
    assert read(path) == [TranslationUnit("Ya.", "Yes.")]


def test_of_several_variants_the_one_in_just_our_language_is_taken_else_the_first(tmp_path: Path) -> None:
    variants = "".join(
        f'<tuv xml:lang="{lang}"><seg>{text}</seg></tuv>'
        for lang, text in [("en-US", "Color."), ("fr", "Couleur."), ("en-GB", "Colour."), ("id", "Warna."), ("in", "x")]
    )
    path = foreign(tmp_path / "a.tmx", f"<tu>{variants}</tu>")
    assert read(path) == [TranslationUnit("Warna.", "Color.")]
    assert list(read_tmx(path, ("id", "en-GB"))) == [TranslationUnit("Warna.", "Colour.")]
    assert list(read_tmx(path, ("en-GB", "en-US"))) == [TranslationUnit("Colour.", "Color.")]


def test_units_without_one_of_the_languages_or_without_text_are_counted_and_left_out(
    memory: Memory, tmp_path: Path
) -> None:
    units = [unit("Ya.", "Oui.", target_lang="fr"), unit("", "Yes."), unit("Ya.", " "), unit("Baik.", "Good."), "<tu/>"]
    path = foreign(tmp_path / "a.tmx", "".join(units))
    assert import_file(memory, path) == Imported(people=1, machine=0, skipped=4)
    assert list(memory.units()) == [TranslationUnit("Baik.", "Good.")]


@pytest.mark.parametrize(
    "mark",
    [
        '<prop type="x-origin">MT</prop>',
        '<prop type="Origin">Machine Translation</prop>',
        '<prop type="x-sitegen-origin">machine</prop>',
    ],
)
def test_a_machines_unit_without_its_model_is_left_out(tmp_path: Path, mark: str) -> None:
    assert read(foreign(tmp_path / "a.tmx", unit("Ya.", "Yes.", inside=mark))) == [None]


def test_a_creation_id_can_say_that_a_machine_translated(tmp_path: Path) -> None:
    marked = unit("Ya.", "Yes.").replace('"en"', '"en" creationid="MT!"')
    person = unit("Ya.", "Yes.").replace('"en"', '"en" creationid="Mita"')
    assert read(foreign(tmp_path / "a.tmx", marked + person)) == [None, TranslationUnit("Ya.", "Yes.")]


def test_codes_of_another_program_are_left_out_and_words_in_them_kept(tmp_path: Path) -> None:
    source = (
        '<bpt i="1">&lt;b></bpt>Pre<hi>siden</hi><ept i="1">&lt;/b></ept> '
        '<it pos="begin">{\\i</it>pergi<ph x="1">&lt;br/></ph>lagi.'
    )
    target = (
        'The <ut>{\\b</ut>presi<bpt i="1">&lt;i title="<sub>no</sub>"></bpt>dent<ept i="1"/> '
        'left<ph/>, <hi type="x">again</hi>.'
    )
    assert read(foreign(tmp_path / "a.tmx", unit(source, target))) == [
        TranslationUnit("Presiden pergi lagi.", "The president left, again.")
    ]


def test_the_latest_date_of_a_unit_is_kept(tmp_path: Path, memory: Memory) -> None:
    dated = unit("Ya.", "Yes.").replace('"en"', '"en" creationdate="20200101T000000Z" changedate="20220103T101112Z"')
    odd = unit("Tidak.", "No.").replace("<tu>", '<tu creationdate="kemarin">')
    old = unit("Baik.", "Good.").replace("<tu>", '<tu creationdate="20190101T000000Z">')
    import_file(memory, foreign(tmp_path / "a.tmx", dated + odd + old))
    found = memory.get_many(["Ya.", "Tidak.", "Baik."], MODEL)
    assert {source: unit.date for source, unit in found.items()} == {
        "Ya.": "2022-01-03T10:11:12Z",
        "Tidak.": "",
        "Baik.": "2019-01-01T00:00:00Z",
    }
    export_file(memory, tmp_path / "out.tmx")
    assert b'changedate="20220103T101112Z"' in (tmp_path / "out.tmx").read_bytes()


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "windows-1252"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    assert read(foreign(tmp_path / "a.tmx", unit("Café.", "Café."), encoding)) == [TranslationUnit("Café.", "Café.")]


def test_an_old_file_names_its_languages_without_a_prefix(tmp_path: Path) -> None:
    assert read(foreign(tmp_path / "a.tmx", unit("Ya.", "Yes.").replace("xml:lang", "lang"))) == [
        TranslationUnit("Ya.", "Yes.")
    ]


# What is refused


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r":1: is not well-formed XML \(no element found\); export it again"),
        ("bukan xml", r":1: is not well-formed XML \(syntax error\)"),
        ("<html><body/></html>", r":1: is not a TMX file: it begins with <html>, not <tmx>"),
        ("<tmx>\n<body>\n<tu>\n</body></tmx>", r":4: is not well-formed XML \(mismatched tag\)"),
        ("<tmx>\n<body><tu><seg>\x01", r":2: is not well-formed XML \(not well-formed \(invalid token\)\)"),
        ('<!DOCTYPE tmx [\n<!ENTITY a "b">]><tmx/>', r":2: has the entity '&a;', which TMX does not know; write the"),
        ('<!DOCTYPE tmx [\n<!ENTITY a SYSTEM "/etc/passwd">]><tmx/>', r":2: has the entity '&a;'"),
        ('<!DOCTYPE tmx [\n<!ENTITY % a SYSTEM "a.dtd"> %a;]><tmx/>', r":2: has the entity '&a;'"),
        ('<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx><body><tu>\n&nbsp;', r":3: has the entity '&nbsp;'"),
        ("<tmx><body><tu>\n&nbsp;", r":2: is not well-formed XML \(undefined entity\)"),
        ('<?xml version="1.0" encoding="klingon"?><tmx/>', r":1: is in an encoding that cannot be read \(.*UTF-8"),
        ('<?xml version="1.0" encoding="shift_jis"?><tmx/>', r":1: is in an encoding that cannot be read \(.*UTF-8"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_safe_tmx_is_one_clear_line(memory: Memory, tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SitegenError, match=r"a\.tmx" + message) as caught:
        import_file(memory, path)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_one_clear_line(memory: Memory, tmp_path: Path) -> None:
    with pytest.raises(SitegenError, match=r"none\.tmx: cannot be read: No such file"):
        import_file(memory, tmp_path / "none.tmx")


def test_nothing_of_a_broken_file_is_imported(memory: Memory, tmp_path: Path) -> None:
    path = written(tmp_path / "a.tmx", *(TranslationUnit(f"Kalimat {number}.", "x") for number in range(5000)))
    path.write_bytes(path.read_bytes().removesuffix(b"</body>\n</tmx>\n"))
    with pytest.raises(SitegenError, match=r"a\.tmx:25005: is not well-formed XML \(no element found\)"):
        import_file(memory, path)
    assert list(memory.units()) == []


@pytest.mark.parametrize("change", [("-0.5", "low"), ("[]", "[")])
def test_a_damaged_property_of_ours_is_named_with_its_line(tmp_path: Path, change: tuple[str, str]) -> None:
    path = written(tmp_path / "a.tmx", TranslationUnit("Ya.", "Yes.", MODEL, -0.5, []))
    path.write_text(path.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(SitegenError, match=r"a\.tmx:5: has a unit whose score, flags or confidence are damaged"):
        read(path)


def test_a_huge_unit_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = foreign(tmp_path / "a.tmx", "\n" + unit("Ya. " * 500_000, "Yes."))
    with pytest.raises(SitegenError, match=r"a\.tmx:8: has a unit of more than 1,000,000 characters; take it out"):
        read(path)


@pytest.mark.slow
def test_a_long_file_is_read_and_written_piece_by_piece(tmp_path: Path) -> None:
    path = tmp_path / "long.tmx"
    tracemalloc.start()
    with path.open("wb") as file:
        write_tmx(
            file, (TranslationUnit(f"Nomor {number} " + "panjang " * 5000, "Long.") for number in range(500)), LANGUAGES
        )
    assert sum(unit is not None for unit in read_tmx(path, LANGUAGES)) == 500
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert path.stat().st_size > 20_000_000
    assert peak < 5_000_000
