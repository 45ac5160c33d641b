"""The main job, whole: the real seed becomes a paired site, with the real model."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sites import stamps

from sitegen.articles import Article
from sitegen.building.site import render_site
from sitegen.content.store import article_files, load_article
from sitegen.seeds.importing import import_seeds
from sitegen.settings.site import Site, load_site
from sitegen.translation.engines.registry import site_engine
from sitegen.translation.run import translate_site

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "000_20790bb9e5586dfd.txt"
SLUG = "blinken-serukan-nato-berada-dalam-satu-suara-soal-penumpukan-pasukan-rusia-dekat"


def build(folder: Path) -> Site:
    """The real seed, imported, translated and rendered in ``folder``."""
    for name in ("seeds", "themes"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "site.toml", folder)
    site = load_site(folder)
    assert import_seeds(site).problems == ()
    assert translate_site(site, site_engine(site)).problems == ()
    assert render_site(site).problems == ()
    return site


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build(tmp_path_factory.mktemp("built"))


def only_article(site: Site, lang: str) -> Article:
    (path,) = article_files(site, lang)
    assert path.stem == SLUG
    return load_article(path, lang)


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("lang", ["id", "en"])
def test_what_the_seed_says_is_where_it_belongs(built: Site, lang: str) -> None:
    article = only_article(built, lang)
    assert article.date == datetime.date(2022, 1, 3)
    assert article.date_inferred
    assert article.credit == "Evelyn Hockstein/Pool via AP"
    assert article.byline == "mg/rs"


def test_the_original_keeps_headline_caption_and_related_headlines(built: Site) -> None:
    article = only_article(built, "id")
    assert article.title.startswith("Blinken Serukan NATO")
    assert article.caption.endswith("di Washington, pada 21 Desember 2021.")
    assert [number for number, line in enumerate(article.body) if line.startswith("BACA JUGA: ")] == [4, 12]
    assert article.body[4] == "BACA JUGA: Jerman Ingin Tata Ulang Hubungannya dengan Rusia"


def test_every_word_of_the_seed_is_in_the_markdown(built: Site) -> None:
    (path,) = article_files(built, "id")
    markdown = set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    assert set(re.findall(r"\w+", SEED.read_text(encoding="utf-8"))) <= markdown


def test_line_n_is_line_n(built: Site) -> None:
    original, translation = only_article(built, "id"), only_article(built, "en")
    assert len(original.body) == len(translation.body)
    for source, target in zip(original.body, translation.body, strict=True):
        assert bool(source) == bool(target)
        assert source.startswith("BACA JUGA: ") == target.startswith("READ ALSO: ")
        assert not source or source != target, "a sentence was not translated"


def test_the_translation_says_what_made_it(built: Site) -> None:
    record = only_article(built, "en").translation
    assert record is not None
    assert (record.status, record.engine, record.package, record.version) == (
        "machine",
        "argos",
        "translate-id_en",
        "0.2",
    )


def test_both_pages_are_there(built: Site) -> None:
    for lang in ("id", "en"):
        page = (built.public / lang / SLUG / "index.html").read_text(encoding="utf-8")
        assert f'<html lang="{lang}"' in page
        assert 'id="s1"' in page


def test_a_second_build_changes_no_file(built: Site) -> None:
    before = stamps(built.root)
    import_seeds(built)
    translate_site(built, site_engine(built))
    render_site(built)
    assert stamps(built.root) == before


def test_a_build_in_another_folder_gives_the_same_bytes(built: Site, tmp_path: Path) -> None:
    other = build(tmp_path)
    assert files(other.public) == files(built.public)
    assert files(other.root / "content") == files(built.root / "content")


@pytest.mark.parametrize(
    "surroundings", [{"PYTHONHASHSEED": "1", "TZ": "Asia/Jakarta"}, {"PYTHONHASHSEED": "2", "LC_ALL": "C"}]
)
def test_clock_language_and_hash_seed_of_the_machine_change_nothing(
    built: Site, tmp_path: Path, surroundings: dict[str, str]
) -> None:
    for name in ("seeds", "themes", "content"):
        shutil.copytree(built.root / name, tmp_path / name)
    shutil.copy(ROOT / "site.toml", tmp_path)
    command = [sys.executable, str(ROOT / "build.py"), "--site", str(tmp_path)]
    subprocess.run(command, env={**os.environ, **surroundings}, check=True, capture_output=True)
    assert files(tmp_path / "public") == files(built.public)


def test_the_projects_own_site_is_what_the_import_makes(built: Site) -> None:
    assert files(ROOT / "content" / "id") == files(built.content("id"))
    own = load_site(ROOT)
    original, translation = only_article(own, "id"), only_article(own, "en")
    assert len(original.body) == len(translation.body)
