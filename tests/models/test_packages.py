"""Which of the installed packages a site translates with, what is known of them, and how a person chooses another."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sites import MakeSite, SiteFolder
from small_packages import STARTER, install, packages_in, small_package, used

import sitegen
from sitegen.errors import SitegenError
from sitegen.models.install import install_model
from sitegen.models.installed import (
    install_starter,
    installed_packages,
    list_models,
    model_info,
    package_named,
    ready_package,
)
from sitegen.models.names import PackageName
from sitegen.settings.site import Site
from sitegen.translation.engines.argos import ArgosEngine

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(make_site: MakeSite) -> SiteFolder:
    return make_site()


@pytest.fixture
def site(folder: SiteFolder) -> Site:
    return folder.site


def refusal(site: Site) -> str:
    with pytest.raises(SitegenError) as caught:
        ready_package(site)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_names_are_read_with_and_without_a_version() -> None:
    assert PackageName.parse("translate-id_en") == PackageName("id", "en")
    assert PackageName.parse("translate-id_en-1_9") == PackageName.parse("translate-id_en-1.9")
    assert str(PackageName("id", "en", "1.9")) == "translate-id_en-1_9"
    assert str(PackageName("zh-Hans", "en")) == "translate-zh-Hans_en"
    for wrong in ("id_en", "translate-id_en-", "translate-id", "translate-id_en-1_9.argosmodel", "../translate-id_en"):
        assert PackageName.parse(wrong) is None
    newest = max((PackageName("id", "en", version) for version in ("1.9", "1.10", "0.99")), key=lambda name: name.order)
    assert newest.version == "1.10"
    assert PackageName("id", "en", "1.9.0").covers(PackageName("id", "en", "1.9"))


def test_a_site_without_a_package_gets_the_starter(site: Site) -> None:
    assert used(site) == [STARTER]
    assert not list_models(site)[0].installed
    assert ready_package(site).package_version == "0.2"
    assert [package.package_path.name for package in installed_packages(site)] == [STARTER]
    assert list_models(site)[0].starter


def test_the_starter_loses_against_any_other_package_and_the_newest_wins(site: Site) -> None:
    install_starter(site)
    install(site, "0.0.5")
    assert ready_package(site).package_version == "0.0.5"
    install(site, "1.10")
    install(site, "1.9")
    install(site, "3.0", ("en", "id"))
    assert ready_package(site).package_version == "1.10"
    assert used(site) == ["translate-id_en-1_10"]
    names = [model.name.removeprefix("translate-") for model in list_models(site)]
    assert names == ["id_en-1_10", "id_en-1_9", "id_en-0_0_5", "id_en-0_2", "en_id-3_0"]


def test_the_starter_of_an_earlier_sitegen_gives_way_to_todays(site: Site) -> None:
    install(site, "0.1")
    assert used(site) == [STARTER]
    assert ready_package(site).package_version == "0.2"
    install(site, "0.0.5")
    assert ready_package(site).package_version == "0.0.5", "which somebody chose to install"


def test_the_starter_of_an_earlier_sitegen_stays_where_site_toml_asks_for_it(make_site: MakeSite) -> None:
    site = make_site(translation={"package": "translate-id_en-0_1"}).site
    install(site, "0.1")
    assert used(site) == ["translate-id_en-0_1"]
    assert ready_package(site).package_version == "0.1"


def test_site_toml_names_a_package_by_its_folder_or_its_code(make_site: MakeSite) -> None:
    for number, (name, version) in enumerate(
        [("translate-id_en-1_8", "1.8"), ("translate-id_en-1.8", "1.8"), ("translate-id_en", "1.9"), (STARTER, "0.2")]
    ):
        site = make_site(f"site{number}", translation={"package": name}).site
        install(site, "1.8")
        install(site, "1.9")
        assert ready_package(site).package_version == version
        assert used(site)[0].endswith(version.replace(".", "_"))


def test_a_package_that_somebody_unpacked_there_is_used(site: Site) -> None:
    path = install(site)
    (path / "sitegen.json").unlink()
    path.rename(path.with_name("id_en"))
    assert ready_package(site).package_path.name == "id_en"
    info = model_info(site, "id_en")
    assert (info.source, info.sha256, info.model.damage) == (None, None, None)


def test_a_package_that_somebody_unpacked_there_is_tried_out(site: Site) -> None:
    path = install(site)
    (path / "sitegen.json").unlink()
    model = (path / "model" / "model.bin").read_bytes()
    for broken in (bytes(3000), model[:4000], b"not a model"):
        (path / "model" / "model.bin").write_bytes(broken)
        message = refusal(site)
        assert message.startswith(f"{path}: has a model that CTranslate2 ")
        assert message.endswith("get another package")


def test_a_named_package_that_is_not_installed_is_an_error_that_says_how_to_install_it(make_site: MakeSite) -> None:
    site = make_site(translation={"package": "translate-id_en-2_0"}).site
    install(site)
    message = refusal(site)
    assert message.startswith(f"{site.root / 'site.toml'}: [translation] package names 'translate-id_en-2_0'")
    assert message.endswith("python build.py model install translate-id_en-2_0")
    assert used(site) == []


def test_a_named_package_for_other_languages_is_an_error(make_site: MakeSite) -> None:
    site = make_site(translation={"package": "translate-en_id"}).site
    install(site, "1.9", ("en", "id"))
    assert "does not translate from 'id' to 'en'" in refusal(site)


def test_a_language_without_a_starter_needs_a_package(make_site: MakeSite) -> None:
    site = make_site(languages=["fr", "en"], title={"fr": "Miroir", "en": "Mirror"}).site
    assert refusal(site).endswith(
        "no package from 'fr' to 'en' is installed; to install one: python build.py model install translate-fr_en"
    )
    assert used(site) == []
    install(site, "1.0", ("fr", "en"))
    assert ready_package(site).from_code == "fr"


def test_a_language_with_a_country_is_served_by_the_language(make_site: MakeSite) -> None:
    site = make_site(languages=["id", "en-GB"], title={"id": "Cermin", "en-GB": "Mirror"}).site
    assert ready_package(site).to_code == "en"


def test_packages_that_only_lead_round_by_another_language_are_refused(site: Site) -> None:
    install(site, "1.0", ("id", "ms"))
    install(site, "1.0", ("ms", "en"))
    message = refusal(site)
    assert "only by way of 'ms'" in message
    assert "install a direct one: python build.py model install translate-id_en" in message
    assert message.endswith(f"or the starter: python build.py model install {STARTER}")
    install_model(site, STARTER)
    assert ready_package(site).package_version == "0.2"


@pytest.mark.parametrize("part", ["metadata.json", "model/model.bin", "bpe.model"])
def test_a_damaged_package_is_an_error_and_no_other_is_taken_in_its_place(site: Site, part: str) -> None:
    install_starter(site)
    install(site, "1.8")
    path = install(site, "1.9")
    (path / part).unlink()
    message = refusal(site)
    assert message.startswith(f"{path}: is a damaged package (")
    assert part in message
    assert message.endswith("install it again: python build.py model install translate-id_en-1_9")
    with pytest.raises(SitegenError, match="damaged"):
        installed_packages(site)
    damaged = list_models(site)[0]
    assert (damaged.name, damaged.used, damaged.damage is None) == ("translate-id_en-1_9", True, False)
    assert package_named(site, "translate-id_en-1_8").package_version == "1.8"
    install(site, "1.9")
    assert ready_package(site).package_version == "1.9"


def test_a_damaged_package_that_would_not_be_used_harms_nothing(site: Site) -> None:
    (install(site, "1.8") / "model" / "model.bin").unlink()
    (install(site, "1.0", ("en", "id")) / "metadata.json").unlink()
    (site.state / "argos" / "packages" / "notes").mkdir()
    install(site, "1.9")
    assert ready_package(site).package_version == "1.9"
    assert [model.name for model in list_models(site) if model.damage] == [
        "translate-id_en-1_8",
        "translate-en_id-1_0",
        "notes",
    ]


def test_a_damaged_starter_is_mended(site: Site) -> None:
    install_starter(site)
    model = site.state / "argos" / "packages" / STARTER / "model" / "model.bin"
    size = model.stat().st_size
    model.write_bytes(b"cut")
    assert ready_package(site).package_version == "0.2"
    assert model.stat().st_size == size


def test_a_starter_that_has_been_altered_is_refused(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = Path(sitegen.__file__).parent / "models"
    shutil.copytree(models, tmp_path / "sitegen" / "models")
    with (tmp_path / "sitegen" / "models" / f"{STARTER}.argosmodel").open("ab") as file:
        file.write(b"more")
    monkeypatch.setattr("sitegen.models.install.resources.files", lambda name: tmp_path / name)
    assert "is damaged or has been altered" in refusal(site)
    assert packages_in(site) == []


def test_a_model_that_was_damaged_without_changing_its_size_is_an_error(site: Site) -> None:
    model = install(site) / "model" / "model.bin"
    model.write_bytes(bytes(model.stat().st_size))
    with pytest.raises(SitegenError, match="cannot be loaded"):
        ArgosEngine(ready_package(site), 1).translate(["Presiden tiba."])


@pytest.mark.parametrize("bpe", [True, False])
def test_a_package_with_either_tokenizer_translates(site: Site, bpe: bool) -> None:
    install(site, bpe=bpe)
    outputs = ArgosEngine(ready_package(site), 1).translate(["Presiden tiba.", "Halo dunia."], align=True)
    assert len(outputs) == 2
    assert any(candidates[0].text for candidates in outputs)


HOMELESS = """
import sys
from pathlib import Path
from sitegen.settings.site import load_site
from sitegen.translation.engines.argos import ArgosEngine
from sitegen.models.install import install_model
from sitegen.models.installed import ready_package  # noqa: E402
site = load_site(Path(sys.argv[1]))
for file in sys.argv[2:]:
    install_model(site, file)
    print(ArgosEngine(ready_package(site), 1).package)
    assert ArgosEngine(ready_package(site), 1).translate(["Presiden tiba di Jakarta."])
print(ArgosEngine(ready_package(site), 1).translate(["Presiden tiba di Jakarta."])[0][0].text)
loaded = {name.partition(".")[0] for name in sys.modules}
print(*sorted(loaded & {"stanza", "spacy", "minisbd", "torch", "onnxruntime"}))
"""


@pytest.mark.parametrize("files", [[], [True, False]], ids=["starter", "others"])
def test_nothing_is_made_in_the_home_folder_and_no_sentence_splitter_is_loaded(
    folder: SiteFolder, tmp_path: Path, files: list[bool]
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    paths = []
    for bpe in files:
        paths.append(str(tmp_path / f"{bpe}.argosmodel"))
        Path(paths[-1]).write_bytes(small_package("1.8" if bpe else "1.9", bpe=bpe))
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "ARGOS", "HOME", "SNAP"))}
    environment = {
        **kept,
        "HOME": str(home),
        "ARGOS_PACKAGES_DIR": str(home / "packages"),
        "PYTHONPATH": str(Path(sitegen.__file__).parents[1]),
    }
    done = subprocess.run(
        [sys.executable, "-c", HOMELESS, str(folder.root), *paths],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.split("\n")
    assert lines[-2:] == ["", ""]
    if not files:
        assert "Jakarta" in lines[0]
    assert list(home.iterdir()) == []
    assert sorted(path.name for path in folder.root.iterdir()) == [".sitegen", "site.toml"]
