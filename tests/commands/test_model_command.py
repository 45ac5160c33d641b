"""``model list|install|use|info`` as a newcomer types them."""

from __future__ import annotations

import contextlib
import hashlib
import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from commands import lines, run, trouble
from file_server import FileServer, Served, file_server
from rich.filesize import decimal
from sites import TRANSLATED, MakeSite, SiteFolder
from small_packages import index_of, install_bytes, packages_in, small_package

from sitegen.content.front_matter.sentence_records import short_digest
from sitegen.models import downloads

pytestmark = pytest.mark.slow

STARTER = "translate-id_en-0_2"
OTHER = "translate-id_en-1_9"
FILE = f"{OTHER}.argosmodel"


@pytest.fixture
def site(make_site: MakeSite) -> SiteFolder:
    return make_site()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FileServer]:
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setattr(downloads, "PAUSES", ())
    with file_server() as server:
        yield server


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package file that works."""
    path = tmp_path / FILE
    path.write_bytes(small_package(bpe=True))
    return path


def digests(*pairs: tuple[str, str]) -> str:
    """A record's entries for sources and what the machine wrote for them."""
    return " ".join(f"{short_digest(a)}:{short_digest(b)}" for a, b in pairs)


def translated(site: SiteFolder, slug: str = "gempa", status: str = "machine", version: str = "0.2") -> None:
    """Write an article whose second sentence a person mended, and whose third line is a copy."""
    site.write("id", slug, "Gempa", "Satu.\nDua.\n12345")
    sentences = digests(("Gempa", "Quake"), ("Satu.", "One."), ("Dua.", "Tow."), ("12345", "12345"))
    sentences = sentences.replace(" ", " - ", 1)
    record = {**TRANSLATED, "status": status, "version": version, "sentences": sentences}
    site.write("en", slug, "Quake", "One.\nTwo.\n12345", translation=record)


def test_a_new_site_lists_the_starter_as_the_model_in_use(site: SiteFolder) -> None:
    listed = lines(site.root, "model", "list")
    assert listed[0] == "Models from Indonesian to English:"
    assert listed[1] == f"  {STARTER}  in use, the small starter that comes with sitegen"
    assert listed[2].endswith("python build.py model list --index")
    assert packages_in(site.site) == [], "looking installs nothing"


def test_an_index_adds_what_can_be_installed_for_the_languages(site: SiteFolder, server: FileServer) -> None:
    url = server.add("index.json", index_of({"links": [FILE]}, {"to_code": "fr", "links": ["fr"]}))
    listed = lines(site.root, "model", "list", "--index", url)
    assert listed[1] == f"  {OTHER}  can be installed"
    assert STARTER in listed[2]
    assert listed[3] == f"To install one of them: python build.py model install NAME --index {url}"
    assert "translate-id_fr" not in "\n".join(listed)


def test_index_without_an_address_is_the_index_of_argos(
    site: SiteFolder, server: FileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = server.add("index.json", index_of({"to_code": "fr", "links": ["fr"]}))
    monkeypatch.setattr("sitegen.models.index.default_index", lambda _: url)
    assert lines(site.root, "model", "list", "--index")[-1] == "The index has no other model for these languages."
    assert server.requests == [("index.json", None)]


def test_the_list_tells_damaged_models_and_those_for_other_languages(site: SiteFolder) -> None:
    install_bytes(site.site, small_package("1.0", ("id", "fr"), bpe=True))
    (install_bytes(site.site, small_package(bpe=True)) / "bpe.model").unlink()
    listed = [line.split(maxsplit=1) for line in lines(site.root, "model", "list")[1:4]]
    assert listed == [
        [OTHER, "in use, damaged: it has neither sentencepiece.model nor bpe.model"],
        [STARTER, "the small starter that comes with sitegen"],
        ["translate-id_fr-1_0", "installed, not for the languages of this site"],
    ]


def test_a_list_without_a_model_to_use_says_what_to_install(make_site: MakeSite) -> None:
    site = make_site(languages=["id", "fr"], title={"id": "A", "fr": "B"})
    result = run(site.root, "model", "list")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[:2] == ["Models from Indonesian to French:", "  none"]
    assert result.stderr.startswith("warning: ")
    assert "python build.py model install translate-id_fr" in result.stderr
    assert run(site.root, "--strict", "model", "list").exit_code == 1


def test_a_better_model_is_installed_from_an_index_and_used(
    site: SiteFolder, server: FileServer, package: Path
) -> None:
    translated(site)
    server.add(FILE, package.read_bytes())
    url = server.add("index.json", index_of({"links": [FILE]}))
    said = lines(site.root, "model", "install", "translate-id_en", "--index", url)[3:]
    assert said[0] == f"Installed   {OTHER}, from ID to EN"
    assert said[1] == "The next translate does 2 sentences of content/en again, which another model wrote."
    assert said[2] == "What people wrote or reviewed stays."
    assert lines(site.root, "model", "list")[1] == f"  {OTHER}  in use"


def test_size_and_licence_are_shown_before_a_download(site: SiteFolder, server: FileServer, package: Path) -> None:
    address = server.add(FILE, package.read_bytes())
    entry = {"links": [FILE], "size": 123_400_000, "license": "CC BY 4.0\n"}
    url = server.add("index.json", index_of(entry))
    said = lines(site.root, "model", "install", "translate-id_en", "--index", url)
    assert said[:3] == [f"Downloading {address}", "Size        123.4 MB", "Licence     CC BY 4.0"]


@pytest.mark.parametrize("wrong", [{}, {"size": "9", "license": 9}, {"size": -1, "license": ""}, {"size": 10**400}])
def test_what_an_index_does_not_know_is_asked_of_the_server(
    wrong: dict[str, object], site: SiteFolder, server: FileServer, package: Path
) -> None:
    server.add(FILE, package.read_bytes())
    url = server.add("index.json", index_of({"links": [FILE], **wrong}))
    shown = lines(site.root, "model", "install", "translate-id_en", "--index", url)
    assert shown[1] == f"Size        {decimal(package.stat().st_size)}"
    assert shown[2].startswith("Licence     not stated before the download; afterwards, model info shows")


@pytest.mark.parametrize("served", [Served(b"", no_length=True), Served(b"", no_head=True)])
def test_a_server_that_does_not_tell_the_size_is_downloaded_from_all_the_same(
    served: Served, site: SiteFolder, server: FileServer, package: Path
) -> None:
    address = server.add(FILE, replace(served, data=package.read_bytes()))
    said = lines(site.root, "model", "install", address)
    assert said[1] == "Size        the server does not say"
    assert said[3].startswith("Installed ")


def test_what_is_here_already_needs_no_download_and_shows_none(
    site: SiteFolder, server: FileServer, package: Path
) -> None:
    assert lines(site.root, "model", "install", str(package))[0].startswith("Installed ")
    assert lines(site.root, "model", "install", STARTER)[0].startswith("Installed ")
    url = server.add("index.json", index_of({"links": [FILE]}))
    assert lines(site.root, "model", "install", OTHER, "--index", url)[0] == f"{OTHER} is there already, and whole"


def on_terminal(site: SiteFolder, answer: str, *arguments: str) -> tuple[int, str]:
    """Run a command as at a terminal, where ``answer`` is typed; return its exit code and what is seen."""
    ours, its = pty.openpty()
    command = [sys.executable, str(Path(__file__).parents[2] / "build.py"), *arguments]
    with subprocess.Popen(command, cwd=site.root, stdin=its, stdout=its, stderr=its) as process:
        os.close(its)
        os.write(ours, answer.encode())
        seen = b""
        # Linux ends a terminal with an error.
        with contextlib.suppress(OSError):
            while some := os.read(ours, 4096):
                seen += some
        os.close(ours)
    return process.returncode, seen.decode()


def test_at_a_terminal_a_person_is_asked_first(site: SiteFolder, server: FileServer, package: Path) -> None:
    address = server.add(FILE, package.read_bytes())
    code, seen = on_terminal(site, "n\n", "model", "install", address)
    assert code == 1
    assert "Download it? [Y/n]" in seen
    assert seen.splitlines()[-1].endswith("Nothing was downloaded.")
    assert server.requests == []
    assert packages_in(site.site) == []
    code, seen = on_terminal(site, "y\n", "model", "install", address)
    assert code == 0
    assert packages_in(site.site) == [OTHER]


def test_who_says_yes_before_is_not_asked(site: SiteFolder, server: FileServer, package: Path) -> None:
    address = server.add(FILE, package.read_bytes())
    code, seen = on_terminal(site, "", "model", "install", address, "--yes")
    assert code == 0
    assert "Download it?" not in seen
    assert "Size " in seen


OFFICIAL = "python build.py model install translate-id_en"


def test_a_build_with_the_starter_says_once_how_to_get_the_official_model(site: SiteFolder) -> None:
    site.write("id", "gempa", "Gempa", "Presiden tiba di Jakarta.")
    assert [OFFICIAL in line for line in lines(site.root)].count(True) == 1
    assert not any(OFFICIAL in line for line in lines(site.root, "translate"))
    assert not any(OFFICIAL in line for line in lines(site.root, "render"))


def test_a_build_says_nothing_of_the_official_model_where_a_model_was_chosen(
    make_site: MakeSite, package: Path
) -> None:
    chosen = make_site("chosen", translation={"package": STARTER})
    chosen.write("id", "gempa", "Gempa", "Presiden tiba di Jakarta.")
    assert not any(OFFICIAL in line for line in lines(chosen.root))
    other = make_site("other")
    lines(other.root, "model", "install", str(package))
    other.write("id", "gempa", "Gempa", "12345")
    assert not any(OFFICIAL in line for line in lines(other.root))


def test_reviewed_articles_and_those_of_the_same_model_are_not_done_again(site: SiteFolder, package: Path) -> None:
    translated(site, "dibaca", status="reviewed")
    translated(site, "baru", version="1.9")
    site.write("en", "rusak", body="x", title="x", date="no date")
    said = lines(site.root, "model", "install", str(package))
    assert said[1] == "The next translate uses it; content/en has no sentences that another model wrote."


def test_what_is_installed_already_is_said(site: SiteFolder, package: Path) -> None:
    lines(site.root, "model", "install", str(package))
    assert lines(site.root, "model", "install", str(package))[0] == f"{OTHER} is there already, and whole"


def test_a_model_that_site_toml_does_not_name_is_installed_and_not_used(make_site: MakeSite, package: Path) -> None:
    site = make_site(translation={"package": STARTER})
    said = lines(site.root, "model", "install", str(package))
    assert said[1] == f"The site does not use it yet. To change that: python build.py model use {OTHER}"


def test_a_model_for_other_languages_is_installed_and_not_used(site: SiteFolder, tmp_path: Path) -> None:
    path = tmp_path / "fr.argosmodel"
    path.write_bytes(small_package("1.0", ("id", "fr"), bpe=True))
    said = lines(site.root, "model", "install", str(path))
    assert said[1] == "It is not for the languages of this site, so nothing uses it."


def test_a_file_with_another_sha256_is_refused(site: SiteFolder, package: Path) -> None:
    right = hashlib.sha256(package.read_bytes()).hexdigest()
    assert "its SHA-256 is" in trouble(site.root, "model", "install", str(package), "--sha256", "0" * 64)
    assert "64 hexadecimal digits" in trouble(site.root, "model", "install", str(package), "--sha256", "abc")
    assert packages_in(site.site) == []
    assert lines(site.root, "model", "install", str(package), "--sha256", right)


def test_without_a_network_the_message_says_what_to_download(site: SiteFolder, server: FileServer) -> None:
    url = server.url + "index.json"
    message = trouble(site.root, "model", "install", "translate-id_en", "--index", url)
    assert url in message
    assert message.endswith("then install the file: python build.py model install PATH")


def test_use_writes_the_name_into_site_toml(site: SiteFolder, package: Path) -> None:
    translated(site)
    lines(site.root, "model", "install", str(package))
    said = lines(site.root, "model", "use", STARTER)
    assert said[0] == f"site.toml   says that {STARTER} is used"
    assert said[1].endswith("no sentences that another model wrote.")
    assert site.site.translation.package == STARTER
    assert lines(site.root, "model", "use", "translate-id_en")[1].startswith("The next translate does 2 sentences")
    assert site.site.translation.package == "translate-id_en"


def test_a_model_that_is_not_installed_cannot_be_used(site: SiteFolder) -> None:
    message = trouble(site.root, "model", "use", OTHER)
    assert f"no model '{OTHER}' is installed" in message
    assert message.endswith(f"python build.py model install {OTHER}")
    assert site.site.translation.package is None


def test_info_tells_the_licence_the_size_and_the_readme_of_the_model_in_use(site: SiteFolder) -> None:
    said = lines(site.root, "model", "info")
    facts = dict(line.split("  ", 1) for line in said[: said.index("")])
    facts = {title: text.strip() for title, text in facts.items()}
    assert facts["name"] == STARTER
    assert facts["languages"] == "from Indonesian to English"
    assert facts["state"].startswith("in use")
    assert "CC BY-NC-SA 4.0" in facts["licence"]
    assert facts["size"] == "33.4 MB"
    assert said[said.index("") + 1].startswith("# translate-id_en 0.2")


def test_info_of_a_model_that_says_little(site: SiteFolder, package: Path) -> None:
    lines(site.root, "model", "install", str(package))
    said = lines(site.root, "model", "info", OTHER)
    assert "licence     not stated; ask whoever made the model" in said
    assert f"came from   {FILE}" in said


def test_info_of_a_damaged_model_says_so_and_fails(site: SiteFolder, package: Path) -> None:
    lines(site.root, "model", "install", str(package))
    model = site.site.state / "argos" / "packages" / OTHER / "model" / "model.bin"
    data = bytearray(model.read_bytes())
    data[-1] ^= 1
    model.write_bytes(data)
    assert "model/model.bin is not what it was" in trouble(site.root, "model", "info")
    shutil.rmtree(model.parent.parent)
    assert f"no model '{OTHER}' is installed" in trouble(site.root, "model", "info", OTHER)
