"""Word documents as seeds."""

from __future__ import annotations

import datetime
import io
import sys
import tempfile
import zipfile
from collections import Counter
from importlib.metadata import version
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Opened
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from table_sites import TableSite

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf500f00"
    "0385018080b47b0a0000000049454e44ae426082"
)


@pytest.fixture
def site(tmp_path: Path) -> TableSite:
    return TableSite(tmp_path / "site")


def document() -> Opened:
    """An empty document, which was not saved on the day on which it was made."""
    made = Document()
    made.core_properties.author = "python-docx"
    made.core_properties.modified = datetime.datetime(2025, 6, 9)  # noqa: DTZ001 - as the file has it
    return made


def saved(made: Opened) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def paragraph(made: Opened, xml: str) -> str:
    """Add a paragraph of this XML, and return what python-docx gives of its text."""
    made.element.body.insert(len(made.element.body) - 1, parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"))
    return made.paragraphs[-1].text


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_a_document_becomes_a_story_with_its_headings_lists_and_tables(site: TableSite) -> None:
    made = document()
    made.add_paragraph("BANJIR")
    made.add_heading("Banjir Jakarta Meluas", level=1)
    made.add_paragraph("Penulis: Budi Santoso")
    made.add_paragraph("Jumat, 6 Juni 2025 21.02 WIB")
    made.add_paragraph("Warga melintasi banjir. (Foto: Antara)", style="Caption")
    lead = made.add_paragraph("JAKARTA, Contoh.com – Air ")
    lead.add_run("naik").bold = True
    lead.add_run(" di Jakarta. Warga mengungsi.")
    made.add_heading("Yang perlu dibawa", level=2)
    made.add_paragraph("Air minum. Dua botol.", style="List Bullet")
    made.add_paragraph("Obat #1 | pribadi", style="List Bullet")
    made.add_paragraph("Matikan listrik", style="List Number")
    made.add_paragraph("Kunci pintu", style="List Number")
    table = made.add_table(rows=2, cols=2)
    for place, words in enumerate(["Kecamatan", "Pengungsi", "Gambir", "1.200 orang"]):
        table.cell(place // 2, place % 2).text = words
    made.add_paragraph("Air surut malam hari.")
    site.seed("a.docx", saved(made))
    assert site.said() == []
    article = site.article()
    assert article.title == "Banjir Jakarta Meluas"
    assert (article.date, article.time and article.time.hour) == (datetime.date(2025, 6, 6), 21)
    assert (article.authors, article.caption, article.credit) == (
        ("Budi Santoso",),
        "Warga melintasi banjir.",
        "Antara",
    )
    assert article.body == (
        "BANJIR",
        "",
        "Air naik di Jakarta.",
        "Warga mengungsi.",
        "",
        "## Yang perlu dibawa",
        "",
        "- Air minum.",
        "  Dua botol.",
        "- Obat #1 \\| pribadi",
        "",
        "1. Matikan listrik",
        "2. Kunci pintu",
        "",
        "| Kecamatan | Pengungsi |",
        "|---|---|",
        "| Gambir | 1.200 orang |",
        "",
        "Air surut malam hari.",
    )
    assert site.run().unchanged == (article.path,)


def test_text_in_controls_insertions_fields_and_tags_is_there(site: TableSite) -> None:
    """python-docx 1.2.0 leaves out all of these."""
    made = document()
    made.add_heading("Banjir Jakarta", level=1)
    given = paragraph(
        made,
        run("Air naik di ")
        + f"<w:sdt><w:sdtContent>{run('Gambir')}</w:sdtContent></w:sdt>"
        + f"<w:ins w:id='1' w:author='A'>{run(', Menteng')}</w:ins>"
        + f"<w:moveTo w:id='2' w:author='A'>{run(', Senen')}</w:moveTo>"
        + f"<w:fldSimple w:instr='DATE'>{run(', Johar')}</w:fldSimple>"
        + f"<w:smartTag w:element='a'>{run(', Tanah Abang')}</w:smartTag>"
        + f"<w:customXml w:element='a'>{run(' dan Cempaka')}</w:customXml>"
        + run(" sejak pagi."),
    )
    assert given == "Air naik di  sejak pagi.", version("python-docx")
    made.element.body.insert(
        2,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p>{run('Warga mengungsi.')}</w:p></w:sdtContent></w:sdt>",
        ),
    )
    assert "Warga mengungsi." not in [line.text for line in made.paragraphs], version("python-docx")
    site.seed("a.docx", saved(made))
    assert site.said() == []
    assert site.article().body == (
        "Air naik di Gambir, Menteng, Senen, Johar, Tanah Abang dan Cempaka sejak pagi.",
        "",
        "Warga mengungsi.",
    )


WRAPPED = (
    "{}",
    "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "<w:ins w:id='1' w:author='A'>{}</w:ins>",
    "<w:hyperlink w:anchor='a'>{}</w:hyperlink>",
    "<w:customXml w:element='a'>{}</w:customXml>",
    "<w:unheardOf>{}</w:unheardOf>",
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.text("abc XYZ.,|#*-_19éß", min_size=1, max_size=30),
            st.lists(st.sampled_from(WRAPPED), max_size=3),
            st.sampled_from(["Normal", "Heading 1", "Heading 2", "List Bullet", "List Number", "Title", "table"]),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_no_letter_of_a_document_is_lost(parts: list[tuple[str, list[str], str]]) -> None:
    made = document()
    for text, wrappers, style in parts:
        xml = run(text)
        for wrapper in wrappers:
            xml = wrapper.format(xml)
        xml = f"<w:p {nsdecls('w')}><w:pPr><w:pStyle w:val='{style.replace(' ', '')}'/></w:pPr>{xml}</w:p>"
        if style == "table":
            xml = f"<w:tbl {nsdecls('w')}><w:tr>{f'<w:tc>{xml}</w:tc>' * 2}</w:tr></w:tbl>"
        made.element.body.insert(len(made.element.body) - 1, parse_xml(xml))
    made.add_paragraph("Air naik.")
    with tempfile.TemporaryDirectory() as folder:
        site = TableSite(Path(folder) / "site")
        site.seed("a.docx", saved(made))
        site.run()
        written = site.article().path.read_text(encoding="utf-8").partition("imported:")
    kept = Counter(filter(str.isalnum, written[0] + written[2]))
    lost = Counter(filter(str.isalnum, "".join(text for text, _, _ in parts))) - kept
    assert not lost


def test_what_was_deleted_moved_away_or_only_asks_for_text_is_not_there(site: TableSite) -> None:
    made = document()
    made.add_heading("Banjir Jakarta", level=1)
    paragraph(
        made,
        run("Air naik")
        + "<w:del w:id='1' w:author='A'><w:r><w:delText> dan surut</w:delText></w:r></w:del>"
        + f"<w:moveFrom w:id='2' w:author='A'>{run(' kemarin')}</w:moveFrom>"
        + "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        + "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
        + f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Ketik di sini')}</w:sdtContent></w:sdt>"
        + run(" di Jakarta."),
    )
    site.seed("a.docx", saved(made))
    assert site.said() == []
    assert site.article().body == ("Air naik di Jakarta.",)


def test_hidden_text_is_left_out_and_that_is_said(site: TableSite) -> None:
    made = document()
    made.add_heading("Banjir Jakarta", level=1)
    line = made.add_paragraph("Air naik.")
    line.add_run(" Jangan dimuat.").font.hidden = True
    site.seed("a.docx", saved(made))
    assert site.said() == [
        "seeds/a.docx: has hidden text, which was left out: Jangan dimuat.; make it visible if it belongs to the story"
    ]
    assert site.article().body == ("Air naik.",)


def test_breaks_of_pages_and_columns_are_blanks(site: TableSite) -> None:
    """python-docx 1.2.0 joins the words around them."""
    made = document()
    made.add_heading("Banjir Jakarta", level=1)
    line = made.add_paragraph("Air")
    line.add_run().add_break(WD_BREAK.PAGE)
    line.add_run("naik di")
    line.add_run().add_break(WD_BREAK.COLUMN)
    line.add_run("Jakarta\tPusat.")
    assert line.text == "Airnaik diJakarta\tPusat.", version("python-docx")
    site.seed("a.docx", saved(made))
    assert site.said() == []
    assert site.article().body == ("Air naik di Jakarta Pusat.",)


def test_a_cell_over_two_columns_comes_once(site: TableSite) -> None:
    """python-docx 1.2.0 gives it twice."""
    made = document()
    made.add_heading("Banjir Jakarta", level=1)
    made.add_paragraph("Air naik.")
    table = made.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Kecamatan Gambir"
    table.cell(1, 0).text, table.cell(1, 1).text = "Pengungsi", "12"
    assert [cell.text for cell in table.rows[0].cells] == ["Kecamatan Gambir"] * 2, version("python-docx")
    site.seed("a.docx", saved(made))
    assert site.said() == []
    assert site.article().body[2:] == ("| Kecamatan Gambir |  |", "|---|---|", "| Pengungsi | 12 |")


def test_a_table_that_only_sets_paragraphs_side_by_side_is_none(site: TableSite) -> None:
    made = document()
    made.add_heading("Banjir Jakarta", level=1)
    cell = made.add_table(rows=1, cols=2).cell(0, 0)
    cell.text = "Air naik."
    cell.add_paragraph("Warga mengungsi.")
    site.seed("a.docx", saved(made))
    assert site.said() == []
    assert site.article().body == ("Air naik.", "", "Warga mengungsi.")


def test_a_heading_of_a_style_that_is_based_on_another_is_one(site: TableSite) -> None:
    made = document()
    style = made.styles.add_style("Judul Berita", 1)
    style.base_style = made.styles["Heading 1"]
    made.add_paragraph("Air naik di Jakarta.")
    made.add_paragraph("Banjir Jakarta", style="Judul Berita")
    site.seed("a.docx", saved(made))
    assert site.said() == []
    assert (site.article().title, site.article().body) == ("Banjir Jakarta", ("Air naik di Jakarta.",))


@pytest.mark.parametrize(
    ("first", "headline", "body"),
    [
        ("Air naik di Jakarta.", "Banjir Jakarta", ("Air naik di Jakarta.", "", "Warga mengungsi.")),
        ("Air Naik di Jakarta", "Air Naik di Jakarta", ("Warga mengungsi.",)),
    ],
    ids=["a sentence", "a headline"],
)
def test_the_title_in_the_properties_is_the_headline_where_the_text_has_none(
    site: TableSite, first: str, headline: str, body: tuple[str, ...]
) -> None:
    made = document()
    made.core_properties.title = "Banjir Jakarta"
    made.add_paragraph(first)
    made.add_paragraph("Warga mengungsi.")
    site.seed("a.docx", saved(made))
    assert site.said() == []
    assert (site.article().title, site.article().body) == (headline, body)


@pytest.mark.parametrize(
    ("author", "byline", "authors"),
    [
        ("Ani Wijaya", "", ("Ani Wijaya",)),
        ("Ani Wijaya", "Penulis: Budi Santoso", ("Budi Santoso",)),
        ("Microsoft Office User", "", ()),
        ("asus", "", ()),
    ],
)
def test_the_author_in_the_properties_counts_where_it_is_a_person_and_no_line_names_one(
    site: TableSite, author: str, byline: str, authors: tuple[str, ...]
) -> None:
    made = document()
    made.core_properties.author = author
    made.add_heading("Banjir Jakarta", level=1)
    for text in filter(None, (byline, "Air naik.")):
        made.add_paragraph(text)
    site.seed("a.docx", saved(made))
    assert site.said() == []
    assert site.article().authors == authors


@pytest.mark.parametrize(
    ("modified", "text", "date", "is_inferred"),
    [
        ("2025-06-06T14:00", "Air naik.", datetime.date(2025, 6, 6), True),
        ("2025-06-07T14:00", "Air naik.", None, False),
        ("2025-06-06T14:00", "Diperbarui 18 Jun 2025, 14:05 WIB", datetime.date(2025, 6, 18), False),
    ],
    ids=["on one day", "on two days", "a date in the text"],
)
def test_the_day_on_which_a_file_was_made_and_saved_is_its_date_where_the_text_states_none(
    site: TableSite, modified: str, text: str, date: datetime.date | None, is_inferred: bool
) -> None:
    made = document()
    made.core_properties.created = datetime.datetime.fromisoformat("2025-06-06T02:00")
    made.core_properties.modified = datetime.datetime.fromisoformat(modified)
    made.add_heading("Banjir Jakarta", level=1)
    made.add_paragraph(text)
    made.add_paragraph("Warga mengungsi.")
    site.seed("a.docx", saved(made))
    assert site.said() == []
    assert (site.article().date, site.article().date_inferred) == (date, is_inferred)


def test_notes_and_text_boxes_are_not_lost(site: TableSite) -> None:
    made = document()
    made.add_heading("Banjir Jakarta", level=1)
    box = f"<w:txbxContent><w:p>{run('Kotak teks.')}</w:p></w:txbxContent>"
    vml = "xmlns:v='urn:schemas-microsoft-com:vml'"
    paragraph(made, f"<w:r><w:pict><v:textbox {vml}>{box}</v:textbox></w:pict></w:r>" + run("Air naik."))
    data = with_footnote(saved(made), "Menurut BPBD.")
    site.seed("a.docx", data)
    assert site.said() == []
    assert site.article().body == ("Air naik.", "", "Kotak teks.", "", "Menurut BPBD.")


def with_footnote(data: bytes, text: str) -> bytes:
    """The same document with a note."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    notes = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:type='separator' w:id='0'><w:p>{run('garis')}</w:p></w:footnote>"
        f"<w:footnote w:id='2'><w:p>{run(text)}</w:p></w:footnote></w:footnotes>"
    )
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(changed, "w") as copy:
        for name in archive.namelist():
            part = archive.read(name).decode("latin-1")
            if name == "word/_rels/document.xml.rels":
                part = part.replace("</Rel", f'<Relationship Id="rIdN" Type="{kind}" Target="footnotes.xml"/></Rel')
            copy.writestr(name, part.encode("latin-1"))
        copy.writestr("word/footnotes.xml", notes)
    return changed.getvalue()


def test_pictures_stay_in_the_document_and_that_is_said_once(site: TableSite) -> None:
    made = document()
    made.add_heading("Banjir Jakarta", level=1)
    made.add_paragraph("Air naik.")
    made.add_picture(io.BytesIO(PICTURE))
    site.seed("a.docx", saved(made))
    (line,) = site.said()
    assert line.startswith("seeds/a.docx: has a picture, which stays in it; put")
    assert site.said() == []


def test_an_item_of_two_sentences_is_one_item_on_the_page(site: TableSite) -> None:
    made = document()
    made.add_heading("Banjir Jakarta", level=1)
    made.add_paragraph("Air naik.")
    made.add_paragraph("Air minum. # Dua botol.", style="List Bullet")
    made.add_paragraph("Obat.", style="List Bullet")
    site.seed("a.docx", saved(made))
    assert site.said() == []
    assert site.article().body[2:] == ("- Air minum.", "  \\# Dua botol.", "- Obat.")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is not a Word document that can be read (File is not a zip file); save it again as .docx, or its text"),
        (b"Banjir\n\nAir naik.", "is not a Word document that can be read (File is not a zip file)"),
        (saved(document())[:3000], "is not a Word document that can be read (File is not a zip file)"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "has a password or is in the format of Office 97; save it again as .docx"),
        (saved(document()), "has no text; write the story in it, or remove the file"),
    ],
    ids=["empty", "text", "cut off", "with a password", "without text"],
)
def test_a_file_that_is_no_document_is_said_in_a_line(site: TableSite, data: bytes, said: str) -> None:
    site.seed("a.docx", data)
    site.seed("b.txt", "Gempa\n\nTanah guncang.")
    (line,) = site.said()
    assert line.startswith(f"seeds/a.docx: {said}")
    assert site.article().title == "Gempa"


def test_a_document_whose_text_is_damaged_or_missing_is_said_in_a_line(site: TableSite) -> None:
    whole = saved(document())
    for name, left_out in (("a.docx", "word/document.xml"), ("b.docx", "[Content_Types].xml")):
        changed = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(whole)) as archive, zipfile.ZipFile(changed, "w") as copy:
            for part in archive.namelist():
                copy.writestr(part, b"<w:document" if part == left_out else archive.read(part))
        site.seed(name, changed.getvalue())
    assert [line.partition(" (")[0] for line in site.said()] == [
        f"seeds/{name}.docx: is not a Word document that can be read" for name in "ab"
    ]


@pytest.mark.slow
def test_a_document_that_unpacks_to_too_much_is_never_opened(site: TableSite) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(300):
            part.write(bytes(1 << 20))
    assert len(file.getvalue()) < 1 << 20
    site.seed("a.docx", file.getvalue())
    (line,) = site.said()
    assert line.startswith("seeds/a.docx: unpacks to 300 MB, which is too much; save it as .docx")


def test_what_word_and_libreoffice_leave_beside_a_document_is_no_seed(site: TableSite) -> None:
    for name in ("~$rita.docx", ".~lock.berita.docx#", ".~lock.berita.docx"):
        site.seed(name, b"Budi Santoso")
    assert site.said() == []


def test_without_python_docx_it_is_said_how_to_install_it(site: TableSite, monkeypatch: pytest.MonkeyPatch) -> None:
    site.seed("a.docx", saved(document()))
    monkeypatch.setitem(sys.modules, "docx", None)
    monkeypatch.delitem(sys.modules, "sitegen.seeds.formats.word", raising=False)
    (line,) = site.said()
    assert line.startswith("seeds/a.docx: python-docx is not installed here; install it with: python -m pip install ")
