"""A package file is not trusted: what could write elsewhere, fill the disk or not work is refused."""

from __future__ import annotations

import io
import os
import stat
import struct
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sites import MakeSite
from small_packages import install_bytes, packages_in, refusal, small_package, zipped

import sitegen
from sitegen.errors import SitegenError
from sitegen.models.install import install_model
from sitegen.models.installed import ready_package
from sitegen.models.package_files import LARGEST_PACKAGE, RECEIPT, damage, unpack
from sitegen.settings.site import Site

TOP = "translate-id_en-1_9"


@pytest.fixture
def site(make_site: MakeSite) -> Site:
    return make_site().site


def refused(site: Site, data: bytes, limit: int = LARGEST_PACKAGE) -> str:
    """Install a file that must be refused, and return why."""
    path = site.root / "given.argosmodel"
    path.write_bytes(data)
    message = refusal(site, str(path), limit=limit)
    assert message.startswith(f"{path}: ")
    return message


def with_member(name: str, data: bytes = b"evil", mode: int | None = None) -> bytes:
    """A package that works, and one more member, whose name is stored as it is given."""
    file = io.BytesIO(small_package(bpe=True))
    with zipfile.ZipFile(file, "a") as archive:
        member = zipfile.ZipInfo("placeholder")
        member.filename = name
        if mode is not None:
            member.create_system = 3
            member.external_attr = mode << 16
        archive.writestr(member, data)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("/etc/evil", "absolute path"),
        ("../evil", "lead elsewhere"),
        (f"{TOP}/../../evil", "lead elsewhere"),
        (f"{TOP}/./evil", "lead elsewhere"),
        (f"{TOP}//evil", "lead elsewhere"),
        (f"{TOP}/evil ", "lead elsewhere"),
        (f"{TOP}/evil\x01", "lead elsewhere"),
        (f"{TOP}/evil\x00.txt", "lead elsewhere"),
        (f"{TOP}\\..\\..\\evil", "backslash"),
        ("C:/evil", "colon"),
        (f"{TOP}/metadata.json:evil", "colon"),
        (f"{TOP}/METADATA.json", "there twice"),
        (f"{TOP}/metadata.json", "there twice"),
        (f"{TOP}/metadata.json/evil", "lies in a file"),
        (f"{TOP}/{'x' * 300}", "File name too long"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_a_member_that_could_be_written_elsewhere_is_refused(site: Site, name: str, why: str) -> None:
    message = refused(site, with_member(name))
    assert why in message
    assert not list(site.root.rglob("*evil*"))


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK])
def test_a_link_or_device_is_refused(site: Site, kind: int) -> None:
    assert "is a link or a device" in refused(site, with_member(f"{TOP}/evil", b"/etc/passwd", kind | 0o777))


def test_a_second_folder_or_a_file_beside_the_folder_is_refused(site: Site) -> None:
    assert "must hold one folder" in refused(site, with_member("another/file"))
    assert "must hold one folder" in refused(site, with_member("file"))
    assert "must hold one folder" in refused(site, zipped({}))


def test_an_encrypted_member_is_refused(site: Site) -> None:
    data = bytearray(small_package(bpe=True))
    # The flags of the first member, in the central directory (APPNOTE.TXT 4.3.12).
    place = data.index(b"PK\x01\x02") + 8
    data[place : place + 2] = struct.pack("<H", 1)
    assert "is encrypted" in refused(site, bytes(data))


def test_a_package_may_not_be_larger_than_the_limit_packed_or_unpacked(site: Site) -> None:
    bomb = zipped({f"{TOP}/zeros": bytes(1_000_000)})
    assert len(bomb) < 5_000
    assert "unpacks to more than 100,000 bytes" in refused(site, bomb, limit=100_000)
    assert "is larger than 100 bytes" in refused(site, bomb, limit=100)


def test_a_zip_bomb_whose_header_lies_is_stopped_while_it_is_unpacked(site: Site, tmp_path: Path) -> None:
    bomb = bytearray(zipped({f"{TOP}/zeros": bytes(1_000_000)}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = bomb.index(signature) + offset
        assert bomb[place : place + 4] == struct.pack("<I", 1_000_000)
        bomb[place : place + 4] = struct.pack("<I", 1_000)
    assert refused(site, bytes(bomb), limit=100_000)
    # No more is written than the header says, and then the checksum is wrong.
    (tmp_path / "bomb.zip").write_bytes(bomb)
    (tmp_path / "out").mkdir()
    with pytest.raises(SitegenError):
        unpack(tmp_path / "bomb.zip", tmp_path / "out", 100_000)
    assert sum(path.stat().st_size for path in (tmp_path / "out").rglob("*") if path.is_file()) <= 1_000


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_method_that_would_unpack_into_memory_without_end_is_refused(site: Site, method: int) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr(f"{TOP}/zeros", bytes(1000))
    assert "is packed in an unusual way" in refused(site, file.getvalue())


@pytest.mark.slow
def test_too_many_members_are_refused(site: Site) -> None:
    assert "more than 10,000 files" in refused(site, zipped({f"{TOP}/{number}": b"" for number in range(10_001)}))


@pytest.mark.parametrize(
    ("changes", "metadata", "why"),
    [
        ({"metadata.json": None}, {}, "it has no metadata.json"),
        ({"metadata.json": b"{"}, {}, "its metadata.json cannot be read"),
        ({"metadata.json": b"\xff\xfe"}, {}, "its metadata.json cannot be read"),
        ({"metadata.json": b"[" * 100_000}, {}, "its metadata.json cannot be read"),
        ({"metadata.json": b"[]"}, {}, "its metadata.json is not an object"),
        ({}, {"type": "sbd"}, "its type is 'sbd', not 'translate'"),
        ({}, {"from_code": "../../evil"}, "its from_code is '../../evil'"),
        ({}, {"to_code": None}, "its to_code is None"),
        ({}, {"package_version": "newest"}, "its package_version is 'newest', not such as '1.9'"),
        ({}, {"target_prefix": 1}, "its target_prefix is not text"),
        ({"model/model.bin": None}, {}, "it has no model/model.bin"),
        ({"model/model.bin": b""}, {}, "it has no model/model.bin"),
        ({"bpe.model": None}, {}, "it has neither sentencepiece.model nor bpe.model"),
    ],
)
def test_a_package_that_lacks_a_part_is_refused(
    site: Site, changes: Mapping[str, bytes | None], metadata: Mapping[str, object], why: str
) -> None:
    assert why in refused(site, small_package(bpe=True, changes=changes, metadata=metadata))


@pytest.mark.parametrize("model", [b"\0" * 3000, b"not a model", bytes([6, 0, 0, 0]), b"\xff" * 99])
def test_a_model_that_ctranslate2_cannot_load_is_refused(site: Site, model: bytes) -> None:
    assert "has a model that CTranslate2" in refused(site, small_package(changes={"model/model.bin": model}))


@pytest.mark.slow
@pytest.mark.parametrize(
    "changes", [{"sentencepiece.model": b"not a model"}, {"sentencepiece.model": None, "bpe.model": b"not two words\n"}]
)
def test_a_tokenizer_that_does_not_work_is_refused(
    site: Site, changes: Mapping[str, bytes | None], capfd: pytest.CaptureFixture[str]
) -> None:
    assert "has a tokenizer that does not work" in refused(site, small_package(changes=changes))
    assert capfd.readouterr().out == ""


def test_a_file_that_is_missing_or_no_zip_is_refused(site: Site) -> None:
    with pytest.raises(SitegenError, match="No such file"):
        install_model(site, str(site.root / "none.argosmodel"))
    assert "is no package, or damaged" in refused(site, b"<html>Not found</html>")
    assert "is no package, or damaged" in refused(site, small_package()[:-1000])
    with pytest.raises(SitegenError, match="neither a file, an address nor the name of a package"):
        install_model(site, "indonesian")


@pytest.mark.slow
@given(st.data())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_damaged_ends_in_an_error_that_is_expected(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    package = bytearray(small_package(bpe=True))
    for _ in range(data.draw(st.integers(1, 8))):
        package[data.draw(st.integers(0, len(package) - 1))] = data.draw(st.integers(0, 255))
    folder = tmp_path_factory.mktemp("damaged")
    (folder / "file").write_bytes(package)
    (folder / "out").mkdir()
    try:
        unpacked, files = unpack(folder / "file", folder / "out", 1_000_000)
    except SitegenError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either way is right, as long as it is one of these
    else:
        assert unpacked.parent == folder / "out"
        assert all((unpacked / name).stat().st_size == record.size for name, record in files.items())


def test_a_package_with_files_for_stanza_is_used(site: Site) -> None:
    install_bytes(site, small_package(changes={"stanza/id/tokenize.pt": b"torch"}))
    assert packages_in(site) == [TOP]
    assert ready_package(site).package_version == "1.9"


def test_a_package_is_installed_under_its_own_name_whatever_its_folder_is_called(site: Site) -> None:
    install_bytes(site, small_package(top="id_en"))
    assert packages_in(site) == [TOP]


def test_a_receipt_in_a_package_is_not_believed(site: Site) -> None:
    install_bytes(site, small_package(changes={RECEIPT: b'{"source": "evil"}'}))
    assert packages_in(site) == [TOP]
    assert damage(site.state / "argos" / "packages" / TOP, thorough=True) is None
    assert b"evil" not in (site.state / "argos" / "packages" / TOP / RECEIPT).read_bytes()


KILLED = """
import os, signal, sys
from pathlib import Path
from sitegen.settings.site import load_site
from sitegen.models import package_files
from sitegen.models import install as package_install
def kill(*args): os.kill(os.getpid(), signal.SIGKILL)
when = sys.argv[3]
if when == "unpacking":
    package_files.sha256_of = lambda path, real=package_files.sha256_of: real(path)
    real_write = package_files._write_member
    def write(archive, member, *rest):
        record = real_write(archive, member, *rest)
        return kill() if member.filename.endswith("model.bin") else record
    package_files._write_member = write
elif when == "before the rename":
    package_install._put = kill
else:
    rename = Path.rename
    def between(self, target):
        result = rename(self, target)
        return kill() if Path(target).name.startswith(".replaced-") else result
    Path.rename = between
package_install.install_model(load_site(Path(sys.argv[1])), sys.argv[2])
"""


def killed_install(site: Site, data: bytes, when: str) -> None:
    path = site.root / "killed.argosmodel"
    path.write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(site.root), str(path), when],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(sitegen.__file__).parents[1])},
    )
    assert done.returncode == -9, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("when", ["unpacking", "before the rename"])
def test_an_install_that_is_killed_leaves_nothing_that_counts_and_the_next_one_cleans_up(site: Site, when: str) -> None:
    install_bytes(site, small_package("1.8"))
    assert packages_in(site) == ["translate-id_en-1_8"]
    killed_install(site, small_package("1.9"), when)
    assert len(packages_in(site)) == 2
    assert ready_package(site).package_version == "1.8"
    install_bytes(site, small_package("1.9"))
    assert packages_in(site) == ["translate-id_en-1_8", "translate-id_en-1_9"]


@pytest.mark.slow
def test_a_package_is_there_again_after_its_replacing_was_killed(site: Site) -> None:
    install_bytes(site, small_package("1.9"))
    assert packages_in(site) == [TOP]
    killed_install(site, small_package("1.9", changes={"README.md": b"new"}), "while replacing")
    assert TOP not in packages_in(site)
    assert ready_package(site).package_version == "1.9"
    assert packages_in(site)[-1] == TOP
