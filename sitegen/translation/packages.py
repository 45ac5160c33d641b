"""Argos packages, kept under the site's ``.sitegen/`` and never in the home directory."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Sequence
from importlib import import_module, resources
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import TYPE_CHECKING

from sitegen.config import Site
from sitegen.errors import SitegenError

if TYPE_CHECKING:
    from argostranslate.package import Package

STARTER = "translate-id_en-0_1.argosmodel"
CHECKSUMS = "SHA256SUMS"
LARGEST_PACKAGE = 2 * 1024**3
"""Bytes that a package may unpack to; the official ones are below 300 MB."""


def installed_packages(site: Site) -> Sequence[Package]:
    """Return the translation packages installed in ``site``, sorted by folder name.

    Raises:
        SitegenError: a package is damaged.
    """
    folder = _packages_folder(site)
    package_module = _argos(site)
    found = []
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.name.startswith("."):
            try:
                found.append(package_module.Package(path))
            except (OSError, ValueError) as error:
                raise SitegenError(f"is a damaged package ({error}); delete the folder", path) from error
    return [package for package in found if package.type == "translate"]


def ready_package(site: Site) -> Package:
    """Return the package to translate with: the one that site.toml names, else the newest for the site's languages.

    The starter package is installed first if the site has none.

    Raises:
        SitegenError: there is none, or the starter package is not what it should be.
    """
    wanted = site.translation.package
    original, target = site.languages
    if not _matching(site):
        if (original, target) != ("id", "en") or wanted not in (None, _stem(STARTER)):
            what = f"package '{wanted}'" if wanted else f"package from '{original}' to '{target}'"
            raise SitegenError(
                f"no {what} is installed; put its .argosmodel file's content there", _packages_folder(site)
            )
        install_starter(site)
    return max(_matching(site), key=lambda package: _version(package.package_version))


def _matching(site: Site) -> list[Package]:
    codes = site.languages
    packages = [package for package in installed_packages(site) if (package.from_code, package.to_code) == codes]
    wanted = site.translation.package
    return [package for package in packages if wanted in (None, package.package_path.name)]


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdigit())


def install_starter(site: Site) -> None:
    """Install the package that comes with sitegen, after comparing its SHA-256 with the published one.

    Raises:
        SitegenError: the file is missing or has been altered.
    """
    models = resources.files("sitegen").joinpath("models")
    with resources.as_file(models) as folder:
        lines = (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
        sums = {name: digest for digest, name in (line.split() for line in lines)}
        install_file(site, folder / STARTER, sums[STARTER])


def install_file(site: Site, path: Path, sha256: str) -> None:
    """Unpack an ``.argosmodel`` file into the site in one step; a package of the same name is left as it is.

    Raises:
        SitegenError: the file is missing, its digest is not ``sha256``, or it is no safe package.
    """
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise SitegenError(f"cannot be read: {error.strerror}; install sitegen again", path) from error
    if digest != sha256:
        raise SitegenError(f"is damaged: its SHA-256 is {digest[:12]}…, not {sha256[:12]}…; get it again", path)
    folder = _packages_folder(site)
    temporary = Path(tempfile.mkdtemp(prefix=".installing-", dir=folder))
    try:
        with zipfile.ZipFile(path) as archive:
            name = checked_members(archive, path)
            archive.extractall(temporary)
        if not (folder / name).exists():
            (temporary / name).rename(folder / name)
    except (zipfile.BadZipFile, OSError) as error:
        raise SitegenError(f"cannot be unpacked ({error}); get it again", path) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def checked_members(archive: zipfile.ZipFile, path: Path) -> str:
    """Return the one folder that ``archive`` unpacks to.

    Raises:
        SitegenError: a member leaves that folder, is a link, or the whole is too large.
    """
    folders = set()
    for member in archive.infolist():
        name = PurePosixPath(member.filename)
        if name.is_absolute() or ".." in name.parts or "\\" in member.filename or not name.parts:
            raise SitegenError(f"has an unsafe member {member.filename!r}; do not use it", path)
        if stat.S_ISLNK(member.external_attr >> 16):
            raise SitegenError(f"has a link {member.filename!r}; do not use it", path)
        folders.add(name.parts[0])
    if sum(member.file_size for member in archive.infolist()) > LARGEST_PACKAGE:
        raise SitegenError("unpacks to more than 2 GB; do not use it", path)
    if len(folders) != 1:
        raise SitegenError("is not an Argos package: it must hold one folder", path)
    return folders.pop()


def _stem(file_name: str) -> str:
    return file_name.removesuffix(".argosmodel")


def _packages_folder(site: Site) -> Path:
    folder = site.state / "argos" / "packages"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SitegenError(f"cannot be made: {error.strerror}", folder) from error
    return folder


def _argos(site: Site) -> ModuleType:
    """Argos' package module. Importing it makes folders where these variables say, by default in the home directory."""
    state = str(site.state / "argos")
    names = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, state))
    try:
        return import_module("argostranslate.package")
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
