"""Where the calibration of a package is stored; `translation` interprets it."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from sitegen.models.names import PackageName

CALIBRATED = "quality.site.json"
"""In a package's folder: made there by ``model calibrate``. No receipt knows it, and the package stays as it was."""
SHIPPED = "quality.json"
"""In a package's folder: came with it."""


def quality_file(folder: Path, package: PackageName | None) -> Path | None:
    """Return the file that counts for the package in ``folder``; None if nobody has calibrated it.

    It is the site's own, the package's, or the one that sitegen brings for this version of ``package``.
    """
    ours = Path(str(resources.files("sitegen"))) / "models" / f"{package}.quality.json"
    return next((path for path in (folder / CALIBRATED, folder / SHIPPED, ours) if path.is_file()), None)
