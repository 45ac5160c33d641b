"""The site's icon in the sizes that devices ask for (https://web.dev/articles/add-manifest#icons)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps

from sitegen.rendering.pictures.making import decoded
from sitegen.storage.files import read_bytes

SIZES = (192, 512)
_RED, _WHITE = (0x9C, 0x1C, 0x1C), (255, 255, 255)
# A newspaper's headline and columns, in parts of a thousand; all of it is in the circle that devices may cut out.
_LINES = ((260, 300, 740), (460, 300, 480), (460, 520, 740), (660, 300, 480), (660, 520, 740))
_THICKNESS = 90


def icon_files(path: Path | None) -> Iterator[tuple[int, bytes]]:
    """Yield the sizes of an icon with the bytes of each as PNG; without the ``path`` of a picture, of sitegen's own.

    Raises:
        SitegenError: the picture cannot be used.
    """
    image = decoded(read_bytes(path), path) if path else _drawn()
    for size in SIZES:
        data = io.BytesIO()
        ImageOps.pad(image.convert("RGBA"), (size, size), color=(0, 0, 0, 0)).save(data, "PNG", optimize=True)
        yield size, data.getvalue()


def _drawn() -> Image.Image:
    image = Image.new("RGB", (1000, 1000), _RED)
    draw = ImageDraw.Draw(image)
    for top, left, right in _LINES:
        draw.rectangle((left, top, right, top + _THICKNESS), fill=_WHITE)
    return image
