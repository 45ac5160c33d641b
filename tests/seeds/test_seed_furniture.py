"""Furniture of the page in a seed is kept in the Markdown file, and is neither published nor translated."""

from __future__ import annotations

from pathlib import Path

import pytest
from fake_engine import BackwardEngine
from hypothesis import given
from hypothesis import strategies as st
from seed_stories import read_story
from sites import MakeSite, SiteFolder

from sitegen.articles import Article
from sitegen.content.body.body import read_body
from sitegen.content.body.lines import Kind
from sitegen.content.store import load_article
from sitegen.seeds.conversion import make_article
from sitegen.seeds.importing import import_seeds
from sitegen.seeds.news_format import Furniture, NewsText, Paragraph, Related, parse_news
from sitegen.settings.house_styles import HouseStyles, house_styles
from sitegen.translation.run import translate_site

SCRAPED = Path(__file__).parents[1] / "data" / "seeds" / "scraped"
STYLES = house_styles({})


def parse(*paragraphs: str, **styles: list[str]) -> NewsText:
    return parse_news("\n\n".join(["Judul", *paragraphs]), house_styles(styles))


def article_of(text: str) -> Article:
    return make_article(read_story(text.encode(), Path("a.txt"), STYLES), "a", "id", "seeds/a.txt")


@pytest.mark.parametrize(
    "line",
    [
        "ADVERTISEMENT",
        "Advertisement",
        "SCROLL TO CONTINUE WITH CONTENT",
        "ADVERTISEMENT SCROLL TO CONTINUE WITH CONTENT",
        "[Gambas:Video 20detik]",
        "[Gambas: Instagram]",
        "Halaman selanjutnya",
        "Halaman selanjutnya >>",
        "Halaman Selanjutnya: Harga Bawang",
        "Simak Video",
        "Simak Video 'Harga Cabai Meroket':",
        "Simak juga Video: Harga cabai yang meroket",
        'Tonton juga video "Harga cabai meroket" di sini:',
        "Lihat juga Video: Kucing Penunggu Stasiun",
        "Saksikan LiveDetikpagi:",
        'Artikel ini telah tayang di Kompas.com dengan judul "Harga Cabai". Klik: https://kompas.com/1',
        "Artikel ini telah tayang diCNN Indonesia.",
        "Ikuti kami di Google News",
        "Ikuti berita terkini Kompas.com di Google News",
        "Dapatkan update berita pilihan setiap hari dari Kompas.com.",
        "Bagikan: Facebook Twitter WhatsApp",
        "Bagikan artikel ini",
        "WhatsApp",
        "Baca selengkapnya di halaman berikutnya....",
        "Tags: cabai, pasar",
        "BACA JUGA:",
        "Lihat Juga",
    ],
)
def test_a_line_of_the_page_is_furniture(line: str) -> None:
    news = parse("Isi satu.", line, "Isi dua.")
    assert news.parts == (Paragraph("Isi satu."), Furniture(line), Paragraph("Isi dua."))


@pytest.mark.parametrize(
    "text",
    [
        "Iklan rokok dilarang di kota itu.",
        "Advertisement atau iklan diatur undang-undang.",
        "Simak penjelasan berikut ini.",
        "Simak selengkapnya di bawah ini.",
        "Video itu menuai kecaman.",
        "Video: warga menuntut keadilan di depan istana.",
        "Ikuti langkah berikut.",
        "Ikuti kami sampai akhir, kata dia.",
        "Bagikan beras itu kepada warga.",
        "Unduh aplikasi Cek Bansos di Play Store.",
        "Halaman selanjutnya dari buku itu hilang.",
        "Facebook menutup kantor.",
        "Komentar itu menuai kecaman.",
        "Artikel ini tidak benar.",
    ],
)
def test_ordinary_text_is_no_furniture(text: str) -> None:
    assert parse("Isi.", text, "Akhir.").parts[1] == Paragraph(text)


def test_furniture_within_a_paragraph_is_taken_out_between_sentences() -> None:
    news = parse('"Saya kaget," kata dia. ADVERTISEMENT SCROLL TO CONTINUE WITH CONTENT Ia pergi.', "Akhir.")
    assert news.parts == (
        Paragraph('"Saya kaget," kata dia.'),
        Furniture("ADVERTISEMENT SCROLL TO CONTINUE WITH CONTENT"),
        Paragraph("Ia pergi."),
        Paragraph("Akhir."),
    )
    assert parse("Papan itu bertulis ADVERTISEMENT dan roboh.").parts == (
        Paragraph("Papan itu bertulis ADVERTISEMENT dan roboh."),
    )


def test_furniture_at_the_end_of_a_paragraph_is_taken_out() -> None:
    assert parse("Ia pergi. [Gambas:Video 20detik]", "Akhir.").parts[:2] == (
        Paragraph("Ia pergi."), Furniture("[Gambas:Video 20detik]"),
    )  # fmt: skip
    assert parse("Ia pergi. Artikel ini telah tayang di Kompas.com dengan judul Ia Pergi.").parts == (
        Paragraph("Ia pergi."), Furniture("Artikel ini telah tayang di Kompas.com dengan judul Ia Pergi."),
    )  # fmt: skip


def test_furniture_that_runs_together_with_the_text_is_taken_out() -> None:
    news = parse(
        "Ia pergi.ADVERTISEMENTSCROLL TO CONTINUE WITH CONTENTTerkait hal ini, ia diam.Ikuti kami di Google News"
    )
    assert news.parts == (
        Paragraph("Ia pergi."),
        Furniture("ADVERTISEMENTSCROLL TO CONTINUE WITH CONTENT"),
        Paragraph("Terkait hal ini, ia diam."),
        Furniture("Ikuti kami di Google News"),
    )
    assert parse("Isi.", "Ia pergi. ADVERTISEMENTS itu mahal.").parts[1] == Paragraph(
        "Ia pergi. ADVERTISEMENTS itu mahal."
    )


def test_furniture_above_the_headline_is_not_the_headline() -> None:
    news = parse_news("ADVERTISEMENT\n\nJudul\n\nIsi.", STYLES)
    assert (news.headline, news.parts) == ("Judul", (Furniture("ADVERTISEMENT"), Paragraph("Isi.")))


def test_furniture_does_not_hide_a_dateline_a_caption_or_initials() -> None:
    news = parse("ADVERTISEMENT", "Petani. (Foto: Ani)", "IKLAN", "JAKARTA - Isi berita. (abc)", "Bagikan", "Tweet")
    assert (news.caption, news.dateline, news.byline) == ("Petani.", "JAKARTA", "abc")


def test_a_site_adds_its_own_furniture() -> None:
    news = parse("Isi.", "Kabar Nusa hadir di Play Store", "Akhir.", furniture=["Kabar Nusa hadir di {TEXT}"])
    assert news.parts[1] == Furniture("Kabar Nusa hadir di Play Store")


def test_house_styles_without_furniture_find_none() -> None:
    text = "Judul\n\nIsi. ADVERTISEMENT\n\nHalaman selanjutnya"
    assert parse_news(text, HouseStyles()).parts == (Paragraph("Isi. ADVERTISEMENT"), Paragraph("Halaman selanjutnya"))


def test_a_comment_in_a_seed_stays_a_comment() -> None:
    assert parse("Isi.", "<!-- catatan redaksi -->", "Akhir.").parts[1] == Furniture("catatan redaksi")


@pytest.fixture
def scraped(make_site: MakeSite) -> SiteFolder:
    site = make_site(base_url="https://example.org/")
    (site.root / "seeds").mkdir()
    (site.root / "seeds" / "a.txt").write_bytes((SCRAPED / "furniture.txt").read_bytes())
    assert import_seeds(site.site).problems == ()
    return site


SLUG = "harga-cabai-naik-di-pasar-induk"


def test_a_scraped_page_is_taken_apart(scraped: SiteFolder) -> None:
    found = load_article(scraped.root / "content" / "id" / f"{SLUG}.md", "id")
    assert found.body == (
        "<!-- ADVERTISEMENT -->",
        "",
        "Harga cabai naik menjadi Rp 90.000 per kilogram.",
        "",
        "<!-- SCROLL TO CONTINUE WITH CONTENT -->",
        "",
        '"Saya kaget," kata pedagang.',
        "",
        "<!-- ADVERTISEMENT SCROLL TO CONTINUE WITH CONTENT -->",
        "",
        "Ia sudah berjualan sejak 1998.",
        "",
        "<!-- [Gambas:Video 20detik] -->",
        "",
        "<!-- Simak Video 'Harga Cabai Meroket': -->",
        "",
        "Baca juga: Stok Bawang Aman",
        "",
        "Pemerintah menyiapkan operasi pasar.",
        "",
        "<!-- Dapatkan update berita pilihan setiap hari dari Kompas.com. Mari bergabung di Grup Telegram "
        '"Kompas.com News Update". -->',
        "",
        "<!-- Bagikan: Facebook Twitter WhatsApp -->",
        "",
        "<!-- Halaman selanjutnya -->",
        "",
        '<!-- Artikel ini telah tayang di Kompas.com dengan judul "Harga Cabai Naik". '
        "Klik untuk baca: https://kompas.com/read/1 -->",
        "",
        "<!-- Ikuti kami di Google News -->",
    )
    assert (str(found.date), found.date_inferred, found.dateline) == ("2022-05-08", False, "TEMPO.CO,Jakarta")
    assert (found.authors, found.editors, found.byline) == (("Budi Santoso",), ("Sari",), "ant/abc")


@pytest.mark.slow
def test_furniture_is_neither_published_nor_translated(scraped: SiteFolder) -> None:
    engine = BackwardEngine()
    translate_site(scraped.site, engine)
    english = load_article(scraped.root / "content" / "en" / f"{SLUG}.md", "en")
    original = load_article(scraped.root / "content" / "id" / f"{SLUG}.md", "id")
    comments = [line for line in original.body if line.startswith("<!--")]
    assert [line for line in english.body if line.startswith("<!--")] == comments
    assert english.authors == original.authors
    assert scraped.render().problems == ()
    published = b"\n".join(data for path, data in scraped.files().items() if not path.endswith(".pf_meta"))
    for word in (
        b"ADVERTISEMENT",
        b"SCROLL",
        b"Gambas",
        b"Meroket",
        b"Dapatkan",
        b"Bagikan:",
        b"Ikuti kami",
        b"tayang",
    ):
        assert word not in published
    assert b"operasi pasar" in published


def written(form: str) -> str:
    """A line in a form of furniture, with what could end a comment or begin markup where the form allows any text."""
    anything = "Video 20detik" if form.startswith("[") else "satu -- dua --> `tiga` <b> [x](y)"
    return form.replace("{TEXT}", anything).replace("{HEADLINE}", "Harga Cabai Naik").replace("{OUTLET}", "Kompas.com")


FURNITURE = st.sampled_from([written(form) for form in STYLES.furniture])
TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Co"]), max_size=60).map(
    lambda text: " ".join(text.split())
)
BLOCKS = st.lists(st.one_of(FURNITURE, TEXT, st.just("Harga naik. Warga mengeluh.")), min_size=1, max_size=8)


@given(BLOCKS, st.sampled_from(["\n\n", "\n", " "]))
def test_no_letter_of_text_with_furniture_is_lost(blocks: list[str], joint: str) -> None:
    text = "Judul\n\n" + joint.join(blocks)
    news = parse_news(text, STYLES)
    fields = [news.headline, news.caption, news.credit, news.credit_label, news.dateline, news.date_line]
    fields += [news.byline, news.byline_line]
    fields += [part.label + part.headline if isinstance(part, Related) else part.text for part in news.parts]
    assert sorted(filter(str.isalnum, text)) == sorted(filter(str.isalnum, "".join(fields)))


@given(FURNITURE)
def test_every_shipped_form_is_recognised_and_is_no_text_of_the_article(line: str) -> None:
    assert isinstance(parse("Isi.", line, "Akhir.").parts[1], Furniture)
    found = article_of(f"Judul\n\nIsi.\n\n{line}\n\nAkhir.")
    assert [parsed.kind for parsed in read_body(found.body).lines] == [
        Kind.TEXT, Kind.BLANK, Kind.MARKUP, Kind.BLANK, Kind.TEXT,
    ]  # fmt: skip


@given(st.lists(st.one_of(FURNITURE, TEXT), min_size=1, max_size=5))
def test_any_text_in_a_comment_is_no_text_of_the_article(pieces: list[str]) -> None:
    article = article_of("Judul\n\nIsi.\n\n<!-- " + " ".join(pieces).replace("-->", "->") + " -->\n\nAkhir.")
    kinds = [parsed.kind for parsed in read_body(article.body).lines]
    assert kinds[0] == kinds[-1] == Kind.TEXT
    assert Kind.TEXT not in kinds[1:-1]
