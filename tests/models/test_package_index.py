"""Packages come from an index, an address or a file, and what is not what it should be is refused."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from file_server import FileServer, Served, file_server
from sites import MakeSite
from small_packages import index_of, refusal, small_package

from sitegen.models import downloads
from sitegen.models.argos_paths import default_index
from sitegen.models.index import fetch_index, find_entry, parse_index
from sitegen.models.install import install_model
from sitegen.models.installed import list_models, model_info, ready_package
from sitegen.models.names import PackageName
from sitegen.settings.site import Site

FILE = "translate-id_en-1_9.argosmodel"
BY_HAND = "install the file: python build.py model install PATH"


@pytest.fixture
def site(make_site: MakeSite) -> Site:
    return make_site().site


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FileServer]:
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setattr(downloads, "PAUSES", ())
    with file_server() as server:
        yield server


@pytest.fixture
def package() -> bytes:
    return small_package(bpe=True)


@pytest.fixture
def index(server: FileServer, package: bytes) -> str:
    """The address of an index whose link is relative, as in a mirror."""
    server.add(FILE, package)
    return server.add("index.json", index_of({"links": [FILE]}))


def test_the_newest_package_with_the_name_is_installed_from_the_index(site: Site, server: FileServer) -> None:
    new = server.add("new", small_package("1.10"))
    entries: list[dict[str, object]] = [
        {"links": ["gone"]},
        {"package_version": "1.10", "links": ["ipfs://Qm", new]},
        {"type": "sbd"},
    ]
    url = server.add("index.json", index_of(*entries))
    seen: list[tuple[int, int | None]] = []
    result = install_model(site, "translate-id_en", index_url=url, progress=lambda *args: seen.append(args))
    assert (result.name, result.new) == ("translate-id_en-1_10", True)
    size = len(server.files["new"].data)
    assert seen[-1] == (size, size)
    assert ready_package(site).package_version == "1.10"
    info = model_info(site, "translate-id_en-1_10")
    assert (info.source, info.sha256) == (new, hashlib.sha256(server.files["new"].data).hexdigest())
    assert not list((site.state / "argos" / "downloads").glob("*.part"))


@pytest.mark.slow
def test_a_version_can_be_named(site: Site, index: str) -> None:
    assert install_model(site, "translate-id_en-1_9", index_url=index).name == "translate-id_en-1_9"
    message = refusal(site, "translate-id_en-2.0", index_url=index)
    assert message == "the package index has no translate-id_en-2_0; it has translate-id_en-1_9"
    assert "the package index has no translate-fr_en;" in refusal(site, "translate-fr_en", index_url=index)


def test_what_is_installed_already_is_not_downloaded_again(site: Site, server: FileServer, index: str) -> None:
    install_model(site, "translate-id_en", index_url=index)
    server.requests.clear()
    assert not install_model(site, "translate-id_en", index_url=index).new
    assert server.requests == [("index.json", None)]
    (site.state / "argos" / "packages" / "translate-id_en-1_9" / "model" / "model.bin").write_bytes(b"damaged")
    assert install_model(site, "translate-id_en", index_url=index).new
    assert list_models(site)[0].damage is None


def test_a_package_is_installed_from_its_address(site: Site, server: FileServer, package: bytes) -> None:
    assert install_model(site, server.add(FILE, package)).name == "translate-id_en-1_9"
    assert "leave the index out" in refusal(site, server.url + FILE, index_url=server.url)


def test_a_package_is_installed_from_a_file(site: Site, tmp_path: Path, package: bytes) -> None:
    (tmp_path / "a file.argosmodel").write_bytes(package)
    assert install_model(site, str(tmp_path / "a file.argosmodel")).new
    assert not install_model(site, (tmp_path / "a file.argosmodel").as_uri()).new
    assert model_info(site, "translate-id_en").source == "a file.argosmodel"
    # Other content under the same name and version replaces what is there.
    (tmp_path / "a file.argosmodel").write_bytes(small_package())
    assert install_model(site, str(tmp_path / "a file.argosmodel")).new
    assert model_info(site, "translate-id_en").tokenizer == "sentencepiece.model"


def test_an_index_in_a_folder_leads_to_the_files_beside_it(site: Site, tmp_path: Path, package: bytes) -> None:
    (tmp_path / "mirror").mkdir()
    (tmp_path / "mirror" / FILE).write_bytes(package)
    (tmp_path / "mirror" / "index.json").write_bytes(index_of({"links": [FILE]}))
    assert install_model(site, "translate-id_en", index_url=str(tmp_path / "mirror" / "index.json")).new
    assert not install_model(site, "translate-id_en", index_url=(tmp_path / "mirror" / "index.json").as_uri()).new


@pytest.mark.slow
def test_the_starter_needs_no_index(site: Site) -> None:
    assert install_model(site, "translate-id_en-0_2").new
    assert ready_package(site).package_version == "0.2"


def test_argos_own_index_is_the_default(site: Site, index: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert default_index(site).startswith("https://")
    monkeypatch.setattr("argostranslate.settings.remote_package_index", index)
    assert install_model(site, "translate-id_en").name == "translate-id_en-1_9"


def test_an_index_from_the_network_cannot_lead_to_our_own_files(site: Site, server: FileServer, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(small_package())
    url = server.add("index.json", index_of({"links": [(tmp_path / FILE).as_uri(), "ipfs://Qm"]}))
    assert fetch_index(site, url)[0].links == ()
    assert "the package index gives no http address for translate-id_en-1_9" in refusal(
        site, "translate-id_en", index_url=url
    )


def test_what_an_index_says_wrongly_is_left_out() -> None:
    wrong: list[dict[str, object]] = [
        {"from_code": "../.."},
        {"package_version": None},
        {"type": "sbd"},
        {"from_name": "\x1b[31mRed\n"},
    ]
    entries = parse_index(index_of(*wrong), "http://localhost/")
    assert [entry.metadata.from_name for entry in entries] == ["[31mRed"]
    assert entries[0].links == ()
    assert find_entry(entries, PackageName("id", "en")) == entries[0]
    assert find_entry(entries, PackageName("en", "id")) is None


@pytest.mark.parametrize("data", [b"<html>", b"{}", b"[" * 100_000, b"\xff"])
def test_an_index_that_is_none_is_refused(site: Site, server: FileServer, data: bytes) -> None:
    assert "is no index of Argos packages" in refusal(site, "translate-id_en", index_url=server.add("i", data))


def test_an_index_that_is_cut_or_endless_is_refused(
    site: Site, server: FileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = index_of({})
    cut = server.add("cut", Served(data, cuts=[100]))
    assert "the connection broke in the middle" in refusal(site, "translate-id_en", index_url=cut)
    monkeypatch.setattr("sitegen.models.index._LARGEST_INDEX", len(data) - 1)
    assert "it is larger than" in refusal(site, "translate-id_en", index_url=server.add("long", data))


def test_without_a_network_the_message_says_what_to_download_and_how_to_install_it(
    site: Site, server: FileServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = "http://127.0.0.1:1/index.json"
    assert default_index(site) != nowhere
    monkeypatch.setattr("argostranslate.settings.remote_package_index", nowhere)
    message = refusal(site, "translate-id_en")
    assert message.startswith(f"cannot read the package index {nowhere} (Connection refused); ")
    assert "download https://argos-net.com/v1/translate-id_en-1_9.argosmodel elsewhere, then " in message
    assert message.endswith(BY_HAND)
    message = refusal(site, "translate-fr_en")
    assert message.endswith(f"download that elsewhere, and the file that it names for translate-fr_en, then {BY_HAND}")
    link = "http://127.0.0.1:1/package.argosmodel"
    message = refusal(site, "translate-id_en", index_url=server.add("index.json", index_of({"links": [link]})))
    assert f"download {link} elsewhere, then {BY_HAND}" in message
    assert refusal(site, link) == message


def test_an_answer_that_is_no_file_is_refused(site: Site, server: FileServer) -> None:
    assert "the server answers 404 Not Found" in refusal(site, server.url + "none.argosmodel")
    assert "the server answers 500" in refusal(site, server.add("broken", Served(b"", status=500)))
    assert "only http and https addresses" in refusal(site, "ftp://127.0.0.1/x.argosmodel")
    assert "cannot download http://[" in refusal(site, "http://[")


def test_a_redirect_is_followed_but_not_to_another_kind_of_address(
    site: Site, server: FileServer, package: bytes
) -> None:
    there = server.add(FILE, package)
    assert install_model(site, server.add("moved", Served(b"", redirect=there))).new
    for redirect in ("file:///etc/passwd", "ftp://127.0.0.1/x"):
        assert "cannot download" in refusal(site, server.add("moved", Served(b"", redirect=redirect)))
    assert "redirect" in refusal(site, server.add("round", Served(b"", redirect=server.url + "round")))


def test_the_second_address_is_tried_when_the_first_refusal(site: Site, server: FileServer, package: bytes) -> None:
    links = [server.url + "none", server.add(FILE, package)]
    url = server.add("index.json", index_of({"links": links}))
    assert install_model(site, "translate-id_en", index_url=url).new
    assert [path for path, _ in server.requests] == ["index.json", "none", FILE]


def test_a_package_with_another_sha256_is_refused_and_not_gone_on_with(
    site: Site, server: FileServer, package: bytes
) -> None:
    good, other = hashlib.sha256(package).hexdigest(), hashlib.sha256(b"").hexdigest()
    url = server.add(FILE, package)
    message = refusal(site, url, sha256=other)
    assert message.startswith(f"{url} is damaged or has been altered: its SHA-256 is {good[:12]}…, not {other[:12]}…")
    assert not list((site.state / "argos" / "downloads").glob("*.part"))
    pinned = server.add("index.json", index_of({"links": [FILE], "sha256": other}))
    assert "has been altered" in refusal(site, "translate-id_en", index_url=pinned)
    assert "is no SHA-256" in refusal(site, url, sha256="abc")
    assert install_model(site, url, sha256=good.upper()).new
    # What is installed is not what the index means now.
    assert "has been altered" in refusal(site, "translate-id_en", index_url=pinned)


def test_nothing_else_passes_for_the_starter(site: Site, server: FileServer) -> None:
    assert "has been altered" in refusal(site, server.add("x", small_package("0.2")))


def test_a_package_of_other_languages_than_the_index_says_is_refused(site: Site, server: FileServer) -> None:
    server.add(FILE, small_package(codes=("fr", "en")))
    url = server.add("index.json", index_of({"links": [FILE]}))
    assert "is translate-fr_en-1_9, not translate-id_en-1_9" in refusal(site, "translate-id_en", index_url=url)
