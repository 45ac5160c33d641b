"""Pictures as data: sizes, file names, and their values on pages.

A picture comes as WebP in some widths, which every browser since 2020 reads, and once as JPEG (or PNG, where it is
transparent) for older ones, for feed readers, and for other sites that show a preview of the page.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sitegen.rendering.addresses import Addresses, picture_path

Format = Literal["webp", "jpg", "png"]

WIDTHS = (480, 800, 1200, 1600)
"""From a phone's column to a wide screen with two pixels to the point."""
_CLOSE = 0.9
"""Of two widths that are as close as this, the larger serves for both."""
_PREVIEW_WIDTH = 1200
"""What other sites recommend for the picture of a preview: https://developers.facebook.com/docs/sharing/webmasters/images/"""
IN_TEXT = "(min-width: 40rem) 37rem, 92vw"
"""How wide a picture in a body is shown at most; themes give it no more than a column of text."""


@dataclass(frozen=True)
class ImageView:
    """A picture on a page.

    ``srcset`` lists its WebP files with their widths, ``src`` is the one file for browsers without WebP, and ``whole``
    that file's whole address, for other sites. ``width`` and ``height`` are those of ``src``. ``lang`` is the language
    of ``alt`` where it is not the page's.
    """

    src: str
    srcset: str
    width: int
    height: int
    alt: str
    lang: str | None
    whole: str


@dataclass(frozen=True)
class Rendition:
    """A picture in one size and format."""

    width: int
    height: int
    format: Format

    @property
    def name(self) -> str:
        """The name of its file beside the picture's other files."""
        return f"{self.width}.{self.format}"


@dataclass(frozen=True)
class Picture:
    """A picture that is ready for pages. ``key`` names its contents and how they were resized."""

    key: str
    width: int
    height: int
    transparent: bool

    @property
    def renditions(self) -> tuple[Rendition, ...]:
        """The WebP files, the smallest first."""
        return tuple(self._scaled(width, "webp") for width in widths(self.width))

    @property
    def fallback(self) -> Rendition:
        """The file for all that do not read WebP."""
        return self._scaled(min(self.width, _PREVIEW_WIDTH), "png" if self.transparent else "jpg")

    def paths(self) -> Iterator[tuple[str, Rendition]]:
        """Yield the path in ``public/`` and the content of every file."""
        for rendition in (*self.renditions, self.fallback):
            yield picture_path(self.key, rendition.name), rendition

    def _scaled(self, width: int, format_: Format) -> Rendition:
        return Rendition(width, max(1, round(self.height * width / self.width)), format_)


def widths(width: int) -> tuple[int, ...]:
    """Return the widths that a picture of this width is shown in: none is larger than itself."""
    largest = min(width, WIDTHS[-1])
    return (*(step for step in WIDTHS if step < largest * _CLOSE), largest)


def image_view(picture: Picture, alt: str, lang: str | None, addresses: Addresses) -> ImageView:
    """Return a picture as templates see it; ``lang`` is the language of ``alt`` where it is not the page's."""
    fallback = picture.fallback
    path = picture_path(picture.key, fallback.name)
    return ImageView(
        src=addresses.link(path),
        srcset=", ".join(
            f"{addresses.link(picture_path(picture.key, item.name))} {item.width}w" for item in picture.renditions
        ),
        width=fallback.width,
        height=fallback.height,
        alt=alt,
        lang=lang,
        whole=addresses.whole(path),
    )


def picture_attributes(image: ImageView, title: str = "") -> tuple[dict[str, str], dict[str, str]]:
    """Return the attributes, as HTML, of the ``source`` and the ``img`` of a picture in a body."""
    source = {"type": "image/webp", "srcset": html.escape(image.srcset), "sizes": IN_TEXT}
    fallback = {
        "src": html.escape(image.src),
        "width": str(image.width),
        "height": str(image.height),
        "alt": html.escape(image.alt),
        **({"title": html.escape(title)} if title else {}),
        "loading": "lazy",
        "decoding": "async",
    }
    return source, fallback


def is_path(address: str) -> bool:
    """Tell whether an address in a body, which does not leave the site, can be that of a file beside the article."""
    return bool(address) and not address.startswith(("/", "\\", "#", "?"))
