"""Seeds become Markdown files; nothing is lost, and what a person edited is never overwritten."""

from __future__ import annotations

import codecs
import dataclasses
import datetime
import hashlib
import html
import os
import re
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from seed_stories import decode_seed

from sitegen.articles import Article, Source
from sitegen.content.body.escaping import unescape_line
from sitegen.content.store import load_article
from sitegen.errors import SitegenError
from sitegen.seeds.importing import ImportResult, import_seeds
from sitegen.settings.house_styles import house_styles
from sitegen.settings.site import Site
from sitegen.slugs import LIMIT, free_slug, slugify

ROOT = Path(__file__).parents[2]
SEEDS = Path(__file__).parents[1] / "data" / "seeds"
STORY = "Judul Berita\n\nKalimat satu. Kalimat dua.\n\nBaca juga: Berita Lain\n\nAkhir. (abc)\n"


TITLES = {"id": "Uji", "en": "Test"}
STYLES = house_styles({})


def site_in(root: Path) -> Site:
    (root / "seeds").mkdir(parents=True)
    return Site(root=root, title=TITLES, house_styles=STYLES)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return site_in(tmp_path / "site")


def seed(site: Site, name: str, text: str = STORY) -> Path:
    path = site.seeds / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def markdown(site: Site) -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(site.content("id").glob("*"))}


def article(site: Site, slug: str = "judul-berita") -> Article:
    return load_article(site.content("id") / f"{slug}.md", "id")


def load(path: Path) -> Article:
    return load_article(path, "id")


def edit(site: Site, old: str, new: str, slug: str = "judul-berita") -> Path:
    path = site.content("id") / f"{slug}.md"
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new).encode())
    return path


def names(result: ImportResult) -> dict[str, list[str]]:
    """What was done, without what was not."""
    done = {name: [path.stem for path in getattr(result, name)] for name in ("written", "updated", "unchanged", "kept")}
    return {name: slugs for name, slugs in done.items() if slugs}


# One seed


def test_the_real_seed_becomes_the_article(site: Site) -> None:
    (path,) = (ROOT / "seeds").glob("000_*.txt")
    (site.seeds / path.name).write_bytes(path.read_bytes())
    result = import_seeds(site)
    assert result.problems == ()
    (written,) = result.written
    found = load_article(written, "id")
    assert found.slug == "blinken-serukan-nato-berada-dalam-satu-suara-soal-penumpukan-pasukan-rusia-dekat"
    assert (found.date, found.date_inferred) == (datetime.date(2022, 1, 3), True)
    assert (found.credit, found.credit_label, found.byline) == ("Evelyn Hockstein/Pool via AP", "Foto", "mg/rs")
    assert found.body[4] == "BACA JUGA: Jerman Ingin Tata Ulang Hubungannya dengan Rusia"
    assert found.body[12] == (
        "BACA JUGA: Biden kepada Ukraina: AS, Sekutu Akan 'Merespon dengan Tegas Jika Rusia Terus Invasi Ukraina'"
    )
    assert len(found.body) == 17
    assert found.source is not None
    assert found.source.file == f"seeds/{path.name}"
    assert found.source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    check_that_nothing_is_lost(path.read_bytes(), found)


def test_the_body_has_one_sentence_a_line_and_one_empty_line_between_paragraphs(site: Site) -> None:
    seed(site, "a.txt")
    import_seeds(site)
    assert article(site).body == (
        "Kalimat satu.",
        "Kalimat dua.",
        "",
        "Baca juga: Berita Lain",
        "",
        "Akhir.",
    )


def test_text_that_looks_like_markup_is_written_as_text(site: Site) -> None:
    seed(site, "a.txt", "Judul Berita\n\n# Bukan judul. 2022. Itu tahun.\n\n- Bukan *daftar*, <bukan> `kode`.\n")
    import_seeds(site)
    body = article(site).body
    assert body[0].startswith("\\# Bukan judul.")
    assert [unescape_line(line) for line in body if line][-1] == "- Bukan *daftar*, <bukan> `kode`."


@pytest.mark.parametrize(
    "line",
    ["2022. Tahun itu banjir datang.", "#tagar ramai dibicarakan.", "[Jakarta]: banjir datang.", "+ Harga naik."],
)
def test_a_paragraph_that_markdown_would_take_otherwise_is_shown_as_it_is(site: Site, line: str) -> None:
    seed(site, "a.txt", f"Judul Berita\n\n{line}\n\nAkhir.\n")
    import_seeds(site)
    shown = html.unescape(Markdown().convert("\n".join(article(site).body)))
    assert " ".join(shown.split()) == f"<p>{line}</p> <p>Akhir.</p>"


def test_scraped_texts_are_mended_and_dated(site: Site) -> None:
    for path in sorted((SEEDS / "scraped").glob("*.txt")):
        (site.seeds / path.name).write_bytes(path.read_bytes())
    result = import_seeds(site)
    said = [(problem.path.name, problem.severity) for problem in result.problems if problem.path]
    assert said == [("entities.txt", "warning"), ("entities.txt", "warning"), ("lost_quotes.txt", "warning")]
    found = {
        str(article.source.file).rpartition("/")[2]: article for article in map(load, result.written) if article.source
    }
    entities, quotes = found["entities.txt"], found["lost_quotes.txt"]
    assert entities.title == "Kemendag & Bulog Jamin Stok Beras"
    assert entities.body == ("Menteri “yakin” stok aman di R&D. Harga turun 5%.", "", "Warga senang.")
    assert found["dateline.txt"].date == datetime.date(2022, 1, 8)
    assert found["published.txt"].date == datetime.date(2022, 1, 6)
    assert found["published.txt"].extra == {"date_line": "Dipublikasikan: 2022-01-06T08:00:00+07:00"}
    assert (quotes.date, quotes.dateline) == (datetime.date(2025, 10, 21), "BANDUNG, Selasa (21/10/2025)")
    assert quotes.body == (
        "“Kantor dinas itu rusak sejak Jum’at,” kata Bupati.",
        "“Apa sebabnya?” tanya warga.",
        "",
        "Ia bersikap “tegas” soal itu.",
    )
    for path in result.written:
        article_source = load(path).source
        assert article_source
        check_that_nothing_is_lost((site.root / article_source.file).read_bytes(), load(path))


def test_a_line_that_states_the_date_is_kept_in_the_front_matter(site: Site) -> None:
    seed(site, "a.txt", "Judul Berita\n\nSenin, 3 Januari 2022 | 10:30 WIB\n\nIsi.\n")
    import_seeds(site)
    found = article(site)
    assert found.date == datetime.date(2022, 1, 3)
    assert not found.date_inferred
    assert found.extra == {"date_line": "Senin, 3 Januari 2022 | 10:30 WIB"}


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_nothing_of_the_outlets_texts_is_lost(site: Site, path: Path, line_end: str, encoding: str) -> None:
    data = path.read_text(encoding="utf-8").replace("\n", line_end).encode(encoding)
    (site.seeds / path.name).write_bytes(data)
    result = import_seeds(site)
    assert result.problems == ()
    check_that_nothing_is_lost(data, load_article(result.written[0], "id"))


@pytest.mark.slow
def test_a_paragraph_of_a_megabyte_is_imported(site: Site) -> None:
    data = "Judul Berita\n\n" + "Presiden berkata, “Kita harus maju (bersama).” Senin (3/1), Jakarta - " * 14_000
    assert len(data.encode()) > 1_000_000
    seed(site, "a.txt", data)
    assert names(import_seeds(site)) == {"written": ["judul-berita"]}
    check_that_nothing_is_lost(data.encode(), article(site))


# Many seeds


def test_seeds_are_found_in_folders_in_order_and_others_files_are_not_read(site: Site) -> None:
    seed(site, "b/dua.txt", "Dua\n\nIsi.")
    seed(site, "a/satu.TXT", "Satu\n\nIsi.")
    seed(site, "catatan.md", "Bukan\n\nIsi.")
    seed(site, ".tersembunyi.txt", "Bukan\n\nIsi.")
    seed(site, ".git/x.txt", "Bukan\n\nIsi.")
    (site.seeds / "folder.txt").mkdir()
    assert names(import_seeds(site)) == {"written": ["satu", "dua"]}


def test_a_site_without_seeds_is_fine(site: Site) -> None:
    site.seeds.rmdir()
    assert import_seeds(site) == ImportResult()


def test_one_bad_seed_does_not_stop_the_others(site: Site) -> None:
    seed(site, "a.txt", "")
    seed(site, "b.txt")
    (site.seeds / "c.txt").write_bytes(b"%PDF-1.4")
    (site.seeds / "d.txt").symlink_to(site.seeds / "nowhere")
    result = import_seeds(site)
    assert names(result) == {"written": ["judul-berita"]}
    assert [(problem.path, problem.severity) for problem in result.problems] == [
        (site.seeds / "d.txt", "error"),
        (site.seeds / "a.txt", "error"),
        (site.seeds / "c.txt", "error"),
    ]


def test_a_link_out_of_the_seeds_is_not_followed(site: Site) -> None:
    (site.root / "secret.txt").write_text("Rahasia\n\nIsi.", encoding="utf-8")
    (site.seeds / "a.txt").symlink_to("../secret.txt")
    result = import_seeds(site)
    assert names(result) == {}
    assert "is a link to a file outside of the seeds" in str(result.problems[0])


def test_a_file_name_that_is_not_utf_8_is_an_error_for_people(site: Site) -> None:
    Path(os.fsdecode(os.fsencode(site.seeds) + b"/\xff.txt")).write_text(STORY, encoding="utf-8")
    result = import_seeds(site)
    assert names(result) == {}
    assert "rename it" in result.problems[0].message


def test_the_same_headline_gets_numbers_in_the_order_of_the_seeds(site: Site) -> None:
    for name in ("c", "a", "b"):
        seed(site, f"{name}.txt", f"Judul Berita\n\nIsi {name}.")
    assert names(import_seeds(site)) == {"written": ["judul-berita", "judul-berita-2", "judul-berita-3"]}
    slugs = ["judul-berita", "judul-berita-2", "judul-berita-3"]
    assert [article(site, slug).body for slug in slugs] == [("Isi a.",), ("Isi b.",), ("Isi c.",)]


def test_the_same_seeds_make_the_same_bytes(site: Site, tmp_path: Path) -> None:
    other = site_in(tmp_path / "other")
    for path in sorted(SEEDS.glob("*.txt")):
        (site.seeds / path.name).write_bytes(path.read_bytes())
    for path in sorted(SEEDS.glob("*.txt"), reverse=True):
        (other.seeds / path.name).write_bytes(path.read_bytes())
    import_seeds(site)
    import_seeds(other)
    assert markdown(site) == markdown(other)


def test_two_seeds_of_the_same_bytes_make_one_article(site: Site) -> None:
    seed(site, "a.txt")
    seed(site, "b.txt")
    result = import_seeds(site)
    assert names(result) == {"written": ["judul-berita"]}
    (problem,) = result.problems
    assert str(problem) == f"{site.seeds / 'b.txt'}: is the same as seeds/a.txt and was left out; remove one of them"
    assert problem.severity == "warning"
    assert names(import_seeds(site)) == {"unchanged": ["judul-berita"]}


# Importing again


def test_an_unchanged_seed_touches_nothing(site: Site) -> None:
    seed(site, "a.txt")
    import_seeds(site)
    path = site.content("id") / "judul-berita.md"
    os.utime(path, ns=(1, 1))
    result = import_seeds(site)
    assert names(result) == {"unchanged": ["judul-berita"]}
    assert path.stat().st_mtime_ns == 1
    assert not site.state.exists()


def test_an_unchanged_seed_leaves_an_edited_file_alone(site: Site) -> None:
    seed(site, "a.txt")
    import_seeds(site)
    path = edit(site, "Kalimat dua.", "Kalimat kedua.")
    before = path.read_bytes()
    result = import_seeds(site)
    assert (names(result), result.problems) == ({"unchanged": ["judul-berita"]}, ())
    assert path.read_bytes() == before


def test_a_changed_seed_updates_an_untouched_file(site: Site) -> None:
    seed(site, "a.txt")
    import_seeds(site)
    seed(site, "a.txt", STORY.replace("dua", "baru"))
    result = import_seeds(site)
    assert (names(result), result.problems) == ({"updated": ["judul-berita"]}, ())
    assert article(site).body[1] == "Kalimat baru."
    assert names(import_seeds(site)) == {"unchanged": ["judul-berita"]}


def test_a_changed_headline_keeps_the_slug(site: Site) -> None:
    seed(site, "a.txt")
    import_seeds(site)
    seed(site, "a.txt", STORY.replace("Judul Berita", "Judul yang Lain"))
    assert names(import_seeds(site)) == {"updated": ["judul-berita"]}
    assert article(site).title == "Judul yang Lain"
    seed(site, "b.txt", STORY.replace("dua", "tiga"))
    assert names(import_seeds(site)) == {"unchanged": ["judul-berita"], "written": ["judul-berita-2"]}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Kalimat dua.", "Kalimat kedua."),
        ("title: Judul Berita", "title: Judul Saya"),
        ("lang: id", "lang: id\ntags: [uji]"),
        ("lang: id", "lang: id  # catatan"),
        ("title: Judul Berita", "title: 'Judul Berita'"),
        ("\n", "\r\n"),
        ("Akhir.\n", "Akhir."),
    ],
    ids=["body", "title", "new key", "comment", "quotes", "line ends", "last line end"],
)
def test_a_changed_seed_never_overwrites_a_file_that_a_person_edited(site: Site, old: str, new: str) -> None:
    seed(site, "a.txt")
    import_seeds(site)
    path = edit(site, old, new)
    edited = path.read_bytes()
    seed(site, "a.txt", STORY.replace("satu", "pertama"))
    result = import_seeds(site)
    assert names(result) == {"kept": ["judul-berita"]}
    assert path.read_bytes() == edited
    incoming = load_article(site.state / "incoming" / "judul-berita.md", "id")
    assert incoming.body[0] == "Kalimat pertama."
    (problem,) = result.problems
    assert problem.severity == "warning"
    assert str(problem).startswith(f"{path}: was edited by hand and its seed seeds/a.txt changed since.")
    assert ".sitegen/incoming/judul-berita.md" in problem.message


def test_the_warning_ends_when_the_source_lines_of_the_new_version_are_taken_over(site: Site) -> None:
    seed(site, "a.txt")
    import_seeds(site)
    edit(site, "Kalimat dua.", "Kalimat kedua.")
    seed(site, "a.txt", STORY.replace("satu", "pertama"))
    assert names(import_seeds(site)) == {"kept": ["judul-berita"]}
    assert names(import_seeds(site)) == {"kept": ["judul-berita"]}
    old = article(site).source
    new = load_article(site.state / "incoming" / "judul-berita.md", "id").source
    assert old
    assert new
    edit(site, old.sha256, new.sha256)
    edit(site, old.imported, new.imported)
    result = import_seeds(site)
    assert (names(result), result.problems) == ({"unchanged": ["judul-berita"]}, ())
    assert article(site).body[1] == "Kalimat kedua."


def test_a_source_that_a_person_added_is_never_overwritten(site: Site) -> None:
    seed(site, "a.txt")
    import_seeds(site)
    edit(site, "source:\n", "source:\n  url: https://example.com/satu\n")
    seed(site, "a.txt", STORY.replace("satu", "pertama"))
    assert names(import_seeds(site)) == {"kept": ["judul-berita"]}
    source = article(site).source
    assert source
    assert source.url == "https://example.com/satu"


def test_a_hand_written_article_may_have_a_source_without_a_seed(site: Site) -> None:
    site.content("id").mkdir(parents=True)
    own = site.content("id") / "judul-berita.md"
    own.write_text(
        "---\ntitle: Judul Berita\nsource:\n  url: https://example.com/satu\n---\n\nIsi.\n", encoding="utf-8"
    )
    seed(site, "a.txt")
    result = import_seeds(site)
    assert names(result) == {"kept": ["judul-berita"]}
    assert "was written by hand and has the headline of seeds/a.txt" in str(result.problems[0])


def test_a_seed_that_was_saved_with_other_line_ends_leaves_an_edited_file_in_peace(site: Site) -> None:
    seed(site, "a.txt")
    import_seeds(site)
    edit(site, "Kalimat dua.", "Kalimat kedua.")
    seed(site, "a.txt", STORY.replace("\n", "\r\n"))
    result = import_seeds(site)
    assert (names(result), result.problems) == ({"unchanged": ["judul-berita"]}, ())


def test_a_seed_that_became_empty_keeps_its_article(site: Site) -> None:
    seed(site, "a.txt")
    import_seeds(site)
    seed(site, "a.txt", "")
    result = import_seeds(site)
    assert "is empty" in str(result.problems[0])
    assert article(site).title == "Judul Berita"


def test_a_renamed_seed_keeps_its_article(site: Site) -> None:
    path = seed(site, "a.txt")
    import_seeds(site)
    before = article(site)
    path.rename(site.seeds / "z.txt")
    assert names(import_seeds(site)) == {"updated": ["judul-berita"]}
    after = article(site)
    assert after.source == dataclasses.replace(before.source or Source("", "", ""), file="seeds/z.txt")
    assert after.body == before.body
    seed(site, "z.txt", STORY.replace("dua", "baru"))
    assert names(import_seeds(site)) == {"updated": ["judul-berita"]}


def test_a_renamed_seed_does_not_touch_an_edited_file_but_says_what_to_write(site: Site) -> None:
    path = seed(site, "a.txt")
    import_seeds(site)
    edited = edit(site, "Kalimat dua.", "Kalimat kedua.").read_bytes()
    path.rename(site.seeds / "z.txt")
    result = import_seeds(site)
    assert names(result) == {"kept": ["judul-berita"]}
    assert "seed is now seeds/z.txt; write that behind 'file:'" in str(result.problems[0])
    assert (site.content("id") / "judul-berita.md").read_bytes() == edited
    edit(site, "seeds/a.txt", "seeds/z.txt")
    assert names(import_seeds(site)) == {"unchanged": ["judul-berita"]}


def test_the_article_of_a_removed_seed_stays(site: Site) -> None:
    path = seed(site, "a.txt")
    import_seeds(site)
    before = markdown(site)
    path.unlink()
    assert names(import_seeds(site)) == {}
    assert markdown(site) == before


def test_a_removed_markdown_file_is_written_again(site: Site) -> None:
    seed(site, "a.txt")
    import_seeds(site)
    before = markdown(site)
    (site.content("id") / "judul-berita.md").unlink()
    assert names(import_seeds(site)) == {"written": ["judul-berita"]}
    assert markdown(site) == before


# Files that people wrote


def test_a_hand_written_article_keeps_its_slug(site: Site) -> None:
    site.content("id").mkdir(parents=True)
    own = site.content("id") / "judul-berita.md"
    own.write_text("---\ntitle: Judul, Berita!\nlang: id\n---\n\nTulisan saya.\n", encoding="utf-8")
    seed(site, "a.txt")
    assert names(import_seeds(site)) == {"written": ["judul-berita-2"]}


def test_a_hand_written_article_with_the_headline_of_a_seed_is_left_alone(site: Site) -> None:
    seed(site, "a.txt")
    import_seeds(site)
    path = site.content("id") / "judul-berita.md"
    text = re.sub(r"source:\n(  .*\n)+", "", path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")
    result = import_seeds(site)
    assert names(result) == {"kept": ["judul-berita"]}
    assert "was written by hand and has the headline of seeds/a.txt" in str(result.problems[0])
    assert list(markdown(site)) == ["judul-berita"]


@pytest.mark.parametrize("damage", [("title: Judul Berita", "title: [Judul"), ("---\ntitle", "title"), ("id", "\xe9")])
def test_a_file_that_cannot_be_read_is_reported_and_its_seed_is_not_imported_again(
    site: Site, damage: tuple[str, str]
) -> None:
    seed(site, "a.txt")
    import_seeds(site)
    path = site.content("id") / "judul-berita.md"
    path.write_bytes(path.read_text(encoding="utf-8").replace(*damage).encode("latin-1"))
    seed(site, "a.txt", STORY.replace("Judul Berita", "Judul Lain"))
    before = path.read_bytes()
    result = import_seeds(site)
    assert names(result) == {}
    assert [problem.path for problem in result.problems] == [path]
    assert (path.read_bytes(), [file.name for file in path.parent.iterdir()]) == (before, [path.name])


# Slugs


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Harga Naik 13,95 Persen!", "harga-naik-13-95-persen"),
        ("Jum'at, Ma’ruf: “Ya”", "jumat-maruf-ya"),
        ("Café São Tomé & Łódź, Ærø, Straße", "cafe-sao-tome-lodz-aero-strasse"),
        ("ﬁnal ² ①", "final-2-1"),
        ("../../etc/passwd", "etc-passwd"),
        ("<script>alert(1)</script>", "script-alert-1-script"),
        ("CON", "berita-con"),
        ("com1", "berita-com1"),
        ("Kata " * 40, "-".join(["kata"] * 16)),
        ("x" * 300, "x" * LIMIT),
        ("السلام", "berita-" + hashlib.sha256("السلام".encode()).hexdigest()[:8]),
        ("!!!", "berita-" + hashlib.sha256(b"!!!").hexdigest()[:8]),
    ],
)
def test_headlines_become_slugs(headline: str, slug: str) -> None:
    assert slugify(headline) == slug


@given(st.text())
def test_any_headline_gives_a_slug_that_is_safe_everywhere(headline: str) -> None:
    slug = slugify(headline)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= LIMIT + len("berita-")
    assert slugify(slug) == slug


def test_a_taken_slug_gets_the_next_free_number() -> None:
    assert free_slug("a", {"a", "a-2", "a-4"}) == "a-3"


# Nothing is lost


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def check_that_nothing_is_lost(data: bytes, found: Article) -> None:
    """Every letter and digit of the seed is in the article, in runs that are the seed's own."""
    text, _ = decode_seed(data, Path("seed.txt"))
    lines = [unescape_line(line) for line in found.body]
    fields = [found.caption, found.credit, found.credit_label, found.dateline, *lines]
    joined = (found.byline, *(str(found.extra.get(key, "")) for key in ("date_line", "byline_line")))
    fields += [piece for text in joined for piece in text.split("; ")]
    title = found.title.removesuffix(" …")
    # A title that was taken from a text without a headline is in the body as well.
    fields += [] if found.title != title and letters(text).startswith(letters("".join(lines[:1]))) else [title]
    seed_letters = letters(text)
    assert not Counter(seed_letters) - Counter(letters("".join(fields)))
    for field in [title, *fields]:
        # One label may have several headlines.
        assert letters(field) in seed_letters or letters(field.partition(":")[2]) in seed_letters


WORDS = st.sampled_from(
    [
        *(
            "Presiden",
            "Jakarta",
            "rakyat",
            "harga",
            "3,5",
            "persen",
            "2022",
            "Rp5.000",
            "(NATO)",
            "“tegas”",
            "anak-anak",
        ),
        *(
            "Dr.",
            "H.",
            "S.H.",
            "Jum'at",
            "é",
            "ß",
            "ﬁ",
            "½",
            "東京",
            "السلام",
            "😀",
            "#",
            "-",
            "*",
            ">",
            "1.",
            "---",
            "===",
        ),
        *(
            "BACA",
            "JUGA:",
            "Foto:",
            "Editor:",
            "(Foto:",
            "X)",
            "[a]",
            "{b}",
            "<b>",
            "&",
            "&amp;",
            "\\",
            "`x`",
            "_y_",
            "|",
        ),
        *("Senin", "(3/1)", "21", "Desember", "2021", "—", "...", "?", "!"),
        *("?Ya,?", "??tegas??", "Jum?at", "&ldquo;ya&rdquo;", "<br>", "<p>", "<!--", "-->", "&#8220;"),
        *("ADVERTISEMENT", "SCROLL TO CONTINUE WITH CONTENT", "[Gambas:Video CNN]", "Penulis:", "Editor:", "Budi"),
    ]
)
SENTENCES = st.builds(
    lambda words, end: " ".join(words) + end, st.lists(WORDS, min_size=1, max_size=12), st.sampled_from(".?!…")
)
PARAGRAPHS = st.builds(" ".join, st.lists(SENTENCES, min_size=1, max_size=4))
DATELINES = st.sampled_from(
    [
        "JAKARTA (VOA) — ",
        "Liputan6.com, Washington, D.C. - ",
        "MANADOPOST.ID–",
        "Aceh (SL) – ",
        "Jakarta - ",
        "KPK - ",
        "",
    ]
)
LINES = st.sampled_from(
    [
        "Petani di sawah. (Foto: Ani/AP)", "FOTO/Ani", "BACA JUGA: Judul Lain", "Baca juga", "- Judul satu",
        "ADVERTISEMENT", "[Gambas:Video CNN]", "Simak Video 'Harga -- Cabai':", "Halaman selanjutnya",
        "Baca juga Harga Cabai Naik",
        "Diterbitkan 8 Mei 2022, 10:00 WIB | Diperbarui 9 Mei 2022", "<!-- catatan -->", "10/1/2022 10:00",
        "Artikel ini telah tayang di Kompas.com", "Penulis: Budi Santoso / Editor: Sari", "Oleh Budi Santoso",
        "Editor: Ani", "Senin, 3 Januari 2022 | 10:30 WIB", "2 Maret 2022", "(ant/dil/jpnn)", "(*)",
        "Sumber: Antara", "***", "",
        "Kata " * 150 + "(Foto: Ani)",
        "Kalimat yang dipotong di tepi halaman karena kata berikutnya tidak lagi cukup\nuntuk baris itu.",
    ]
)  # fmt: skip
ENDINGS = st.sampled_from(["", " [mg/rs]", " (abc)", " (*)", "\n\n[ah/ft]", "\nPenulis: Budi\nEditor: Ani"])
NEWS = st.builds(
    lambda head, dateline, blocks, ending, gap: gap.join([head, dateline + blocks[0], *blocks[1:]]) + ending,
    st.one_of(SENTENCES, st.just("Judul Berita")),
    DATELINES,
    st.lists(st.one_of(PARAGRAPHS, LINES), min_size=1, max_size=8),
    ENDINGS,
    st.sampled_from(["\n\n", "\n", "\r\n\r\n", "\r", "\n \n\n", "\u2029"]),
)
ENCODED_NEWS = st.one_of(
    NEWS.map(str.encode),
    NEWS.map(lambda text: codecs.BOM_UTF8 + text.encode()),
    NEWS.map(lambda text: text.encode("utf-16")),
    NEWS.map(lambda text: text.encode("cp1252", errors="ignore")),
    NEWS.map(lambda text: text.encode().decode("cp1252", errors="replace").encode()),
)
SEED_BYTES = st.one_of(ENCODED_NEWS, ENCODED_NEWS, st.text().map(str.encode), st.binary())


@pytest.mark.slow
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SEED_BYTES, min_size=1, max_size=2, unique=True))
@example([b"Judul\n\nBaca juga\n- A\n- B"])
@example([("Kata " * 80).encode()])
def test_import_never_fails_and_loses_no_letter_or_digit(seeds: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = site_in(Path(folder))
        for number, data in enumerate(seeds):
            (site.seeds / f"{number}.txt").write_bytes(data)
        result = import_seeds(site)
        articles = {}
        for path in result.written:
            found = load_article(path, "id")
            assert found.source is not None
            articles[found.source.file] = found
        for number, data in enumerate(seeds):
            name = f"seeds/{number}.txt"
            if name in articles:
                check_that_nothing_is_lost(data, articles[name])
            else:
                with pytest.raises(SitegenError):
                    decode_seed(data, Path(name))
        assert names(import_seeds(site)) == ({"unchanged": names(result)["written"]} if articles else {})


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(NEWS)
def test_what_the_import_wrote_counts_as_untouched(text: str) -> None:
    assume(any(map(str.isalnum, text)))
    with tempfile.TemporaryDirectory() as folder:
        site = site_in(Path(folder))
        seed(site, "a.txt", text)
        import_seeds(site)
        seed(site, "a.txt", "Awal " + text)
        assert len(import_seeds(site).updated) == 1
