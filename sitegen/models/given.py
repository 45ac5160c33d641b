"""A package is looked at without being installed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.errors import SitegenError
from sitegen.models.argos_paths import argos_package
from sitegen.models.install import SUFFIX, unpack_whole
from sitegen.models.installed import check_languages, package_named
from sitegen.models.package_files import LARGEST_PACKAGE, read_metadata
from sitegen.models.smoke_test import smoke_test
from sitegen.settings.site import Site

if TYPE_CHECKING:
    from argostranslate.package import Package


@contextmanager
def given_package(site: Site, what: str) -> Iterator[Package]:
    """Give the package ``what``: the name of an installed one, or the path of a file, which stays as it is.

    Raises:
        SitegenError: there is none, it is damaged, or not for the languages of ``site``.
    """
    path = Path(what)
    if not path.is_file() and path.suffix != SUFFIX:
        package = package_named(site, what)
        check_languages(site, read_metadata(package.package_path).name, package.package_path)
        yield package
        return
    if not path.is_file():
        raise SitegenError("there is no such file", path)
    with tempfile.TemporaryDirectory(prefix="sitegen-") as temporary:
        try:
            folder, _ = unpack_whole(path, Path(temporary), LARGEST_PACKAGE)
        except OSError as error:
            raise SitegenError(f"cannot be unpacked: {error.strerror or error}", path) from error
        check_languages(site, read_metadata(folder).name, path)
        smoke_test(site, folder, path)
        yield argos_package(site).Package(folder)
