"""Every file below content/ and seeds/ is used or named, wherever it is."""

from __future__ import annotations

import datetime

import pytest
from commands import lines, run
from fake_engine import BackwardEngine
from sites import MakeSite, SiteFolder

from sitegen.content.store import article_files
from sitegen.translation.run import translate_site


def write(site: SiteFolder, path: str, text: str = "---\ntitle: Sub\nlang: id\n---\n\nSatu kata.\n") -> None:
    file = site.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def said(site: SiteFolder, *arguments: str) -> str:
    return run(site.root, *arguments).output


def test_articles_in_folders_and_with_the_long_ending_are_read(make_site: MakeSite) -> None:
    site = make_site()
    write(site, "content/id/2022/01/sub.md")
    write(site, "content/id/x.markdown")
    assert site.render().problems == ()
    assert "Satu kata." in site.page("id/sub/")
    assert "Satu kata." in site.page("id/x/")


def test_a_translation_stands_in_the_folder_of_its_originals_name(make_site: MakeSite) -> None:
    site = make_site()
    write(site, "content/id/2022/sub.md")
    assert translate_site(site.site, BackwardEngine()).articles == 1
    assert [path.relative_to(site.root).as_posix() for path in article_files(site.site, "en")] == [
        "content/en/2022/sub.md"
    ]
    assert translate_site(site.site, BackwardEngine()).articles == 0
    site.render()
    assert "UTAS ATAK." in site.page("en/sub/")
    assert lines(site.root, "review", "sub") == ["Reviewed    content/en/2022/sub.md"]


@pytest.mark.parametrize("other_goes", [True, False])
@pytest.mark.parametrize("other", ["content/id/2022/sub.md", "content/id/sub.markdown"])
def test_two_articles_with_one_name_are_an_error_that_names_both(
    make_site: MakeSite, other: str, *, other_goes: bool
) -> None:
    site = make_site()
    write(site, "content/id/sub.md")
    assert site.render().problems == ()
    write(site, other)
    message = site.refused()
    assert "has the same name as content/id/" in message
    assert "sub.md" in message
    gone = site.root / (other if other_goes else "content/id/sub.md")
    gone.unlink()
    assert site.render().problems == ()
    assert translate_site(site.site, BackwardEngine()).problems == ()


def test_an_article_that_moves_to_a_folder_stays_the_same_article(make_site: MakeSite) -> None:
    site = make_site()
    write(site, "content/id/sub.md")
    site.render()
    before = {name: data for name, data in site.files().items() if "pagefind" not in name}
    (site.root / "content" / "id" / "2022").mkdir()
    (site.root / "content" / "id" / "sub.md").rename(site.root / "content" / "id" / "2022" / "sub.md")
    assert site.render().problems == ()
    assert {name: data for name, data in site.files().items() if "pagefind" not in name} == before


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("content/lepas.md", "is in the folder of no language of this site; move it to content/id/ or content/en/"),
        ("content/ms/berita.md", "is in the folder of no language of this site"),
        ("content/id/berita.MD", "is no article as it is named; name it berita.md"),
        ("content/id/berita.docx", "is no article, which ends in .md, and no picture"),
        ("content/id/berita.txt", "is no article, which ends in .md, and no picture"),
        ("seeds/2022/berita.doc", "is no seed; save it as .txt"),
    ],
)
def test_a_file_that_is_not_used_is_named(make_site: MakeSite, path: str, words: str) -> None:
    site = make_site()
    write(site, "content/id/sub.md")
    write(site, path)
    for command in ("render", "check"):
        output = said(site, command)
        assert f"{path}: {words}" in output
    assert run(site.root, "--strict", "render").exit_code == 1


def test_notes_and_editors_files_are_left_out_with_a_word(make_site: MakeSite) -> None:
    site = make_site()
    write(site, "content/id/sub.md")
    (site.root / "content" / "id" / "peta.jpg").write_bytes(b"")
    names = "README.md", "id/.sub.md.swp", "id/.#sub.md", "id/#sub.md#", "id/sub.md.bak", "id/sub.md~", "id/~$sub.md"
    for name in names:
        write(site, f"content/{name}", "x")
    result = run(site.root, "--strict", "render")
    assert result.exit_code == 0
    assert "Left out    content/README.md, " in result.output
    assert "and 2 more: notes, hidden files and editors' copies" in result.output
    assert list((site.public / "id").glob("*sub*")) == [site.public / "id" / "sub"]


def test_an_english_text_of_a_person_without_a_date_takes_its_originals(make_site: MakeSite) -> None:
    site = make_site()
    site.write("id", "gempa", "Gempa", date=datetime.date(2022, 1, 3))
    site.write("en", "gempa", "Quake")
    site.render()
    assert "January 3, 2022" in site.page("en/gempa/")
    assert (site.public / "en" / "feed.xml").read_text(encoding="utf-8").count("<entry") == 1
