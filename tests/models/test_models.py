"""What is known of a site's models, and how a person chooses one of them."""

from __future__ import annotations

import pytest
from sites import MakeSite, SiteFolder
from small_packages import STARTER, index_of, install, used

from sitegen.errors import SitegenError
from sitegen.models.index import parse_index
from sitegen.models.installed import install_starter, list_models, model_info, ready_package, use_model
from sitegen.settings.site import Site


@pytest.fixture
def folder(make_site: MakeSite) -> SiteFolder:
    return make_site()


@pytest.fixture
def site(folder: SiteFolder) -> Site:
    return folder.site


@pytest.mark.slow
def test_the_index_adds_what_is_not_installed(site: Site) -> None:
    install(site, "1.9")
    entries: list[dict[str, object]] = [{}, {"package_version": "2.0", "links": ["new"]}, {"from_code": "fr"}]
    models = list_models(site, parse_index(index_of(*entries), "http://localhost/"))
    shown = [(model.name, model.installed, model.fits, model.used, model.links) for model in models]
    assert shown == [
        ("translate-id_en-2_0", False, True, False, ("http://localhost/new",)),
        ("translate-id_en-1_9", True, True, True, ()),
        (STARTER, False, True, False, ()),
        ("translate-fr_en-1_9", False, False, False, ()),
    ]


@pytest.mark.slow
def test_the_chosen_model_is_written_into_site_toml_and_used(folder: SiteFolder) -> None:
    install(folder.site, "1.8")
    install(folder.site, "1.9")
    settings = folder.root / "site.toml"
    before = settings.read_text()
    assert use_model(folder.site, "translate-id_en-1.8").name == "translate-id_en-1_8"
    assert settings.read_text() == before + '\n[translation]\npackage = "translate-id_en-1_8"\n'
    assert ready_package(folder.site).package_version == "1.8"
    assert used(folder.site) == ["translate-id_en-1_8"]
    # A name without a version goes on meaning the newest.
    assert use_model(folder.site, "translate-id_en").name == "translate-id_en-1_9"
    assert settings.read_text() == before + '\n[translation]\npackage = "translate-id_en"\n'
    install(folder.site, "2.0")
    assert ready_package(folder.site).package_version == "2.0"
    assert use_model(folder.site, STARTER).starter
    assert ready_package(folder.site).package_version == "0.2"


def test_a_model_that_cannot_be_used_is_not_written_into_site_toml(folder: SiteFolder) -> None:
    site = folder.site
    (install(site, "1.8") / "bpe.model").unlink()
    install(site, "1.9", ("en", "id"))
    before = (folder.root / "site.toml").read_bytes()
    for name, why in (
        ("translate-id_en-1_8", "is a damaged package"),
        ("translate-en_id", "does not translate from 'id' to 'en', the site's languages"),
        ("translate-id_en-3_0", "no model 'translate-id_en-3_0' is installed"),
    ):
        with pytest.raises(SitegenError, match=why):
            use_model(site, name)
    assert (folder.root / "site.toml").read_bytes() == before


@pytest.mark.slow
def test_all_that_is_known_of_a_model_is_told(site: Site) -> None:
    install_starter(site)
    info = model_info(site, "translate-id_en")
    assert info.metadata is not None
    assert (info.model.name, info.metadata.from_name, info.metadata.to_name) == (STARTER, "Indonesian", "English")
    assert (info.tokenizer, info.source, info.model.damage) == ("sentencepiece.model", "sitegen", None)
    assert info.model.used
    assert 33_000_000 < info.size < 34_000_000
    assert info.readme.startswith("# translate-id_en 0.2")
    assert "CC BY-NC-SA 4.0" in info.readme
    with pytest.raises(SitegenError, match="is installed; see: python"):
        model_info(site, "translate-fr_en")


def test_a_file_that_changed_without_changing_its_size_is_found_when_a_model_is_looked_at(site: Site) -> None:
    model = install(site) / "model" / "model.bin"
    data = bytearray(model.read_bytes())
    data[-1] ^= 1
    model.write_bytes(data)
    assert list_models(site)[0].damage is None
    assert (
        model_info(site, "translate-id_en").model.damage == "model/model.bin is not what it was when it was installed"
    )


def test_a_readme_cannot_write_to_the_terminal(site: Site) -> None:
    (install(site) / "README.md").write_bytes(b"# Model\n\x1b[31mred\x1b[0m \xff\n")
    assert model_info(site, "translate-id_en").readme == "# Model\n[31mred[0m \ufffd"
