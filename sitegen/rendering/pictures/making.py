"""Pictures are decoded, checked and written in other sizes. Loaded only where there are any: Pillow takes its time."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from pathlib import Path

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError, WebPImagePlugin, __version__, features

from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.rendering.images import WIDTHS, Rendition

# Pillow has the others at hand, and to look for WebP, would load the 40 formats that it knows: a tenth of a second.
FORMATS = ("JPEG", "PNG", WebPImagePlugin.WebPImageFile.format, "GIF")
LARGEST_SIDE = 16_383
"""Pixels: WebP's limit (https://developers.google.com/speed/webp/faq)."""
MOST_PIXELS = 100_000_000
"""More than any camera of a newsroom has; decoding this many takes 400 MB."""
_LIMITS = say("{most} million, and {side:,} on a side", most=MOST_PIXELS // 1_000_000, side=LARGEST_SIDE)
_RECIPE = "1"
"""Changes when other bytes are made of the same picture."""
_JPEG_QUALITY = 82
_WEBP_QUALITY = 78
# What Pillow's decoders raise for files that are damaged or made to harm.
_DAMAGE = (
    OSError, SyntaxError, ValueError, LookupError, TypeError, ArithmeticError, EOFError, MemoryError, AttributeError,
    struct.error, zlib.error,
)  # fmt: skip


def recipe() -> str:
    """Return the parameters on which the files' bytes depend, besides the picture."""
    libraries = [f"{name} {features.version(name)}" for name in ("webp", "jpg", "libjpeg_turbo", "littlecms2", "zlib")]
    return ", ".join([_RECIPE, f"Pillow {__version__}", *libraries])


def decoded(data: bytes, path: Path) -> Image.Image:
    """Return the upright picture in sRGB, as mode RGB or RGBA and without anything else that was in the file.

    Raises:
        SitegenError: the file cannot be used; the message says why.
    """
    if data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<svg", b"<?xml", b"<!--", b"<!DOCTYPE svg")):
        raise refusal(path, say("is an SVG drawing, which can carry scripts; save it as PNG"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's own warnings of large or odd files: we have rules for them
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                _refuse_what_we_do_not_take(image, path)
                _read_small(image)
                image.load()
                turned = ImageOps.exif_transpose(image)
                plain = _with_plain_colours(turned)
    except Image.DecompressionBombError as error:  # far more than we take; Pillow does not say how many
        raise refusal(path, say("has too many pixels; save it smaller: at most {limits}", limits=_LIMITS)) from error
    except _DAMAGE as error:
        if isinstance(error, UnidentifiedImageError):
            raise refusal(
                path, say("is no picture in JPEG, PNG, WebP or GIF format; save it in one of these")
            ) from error
        raise refusal(path, say("is damaged or not complete; save it again")) from error
    plain.info.clear()  # comments and colour profiles, which Pillow would write again
    return plain


def _refuse_what_we_do_not_take(image: Image.Image, path: Path) -> None:
    width, height = image.size
    if max(width, height) > LARGEST_SIDE or width * height > MOST_PIXELS:
        raise refusal(
            path,
            say(
                "has {width:,} × {height:,} pixels; save it smaller: at most {limits}",
                width=width,
                height=height,
                limits=_LIMITS,
            ),
        )
    if getattr(image, "n_frames", 1) > 1 and image.format != "MPO":
        raise refusal(path, say("moves, which readers could not stop; save one of its frames as a still picture"))


def _read_small(image: Image.Image) -> None:
    """Let the JPEG decoder halve a picture that is far larger than we show it; it is many times faster so."""
    shorter, longest = min(image.size), max(image.size)
    needed = 2 * WIDTHS[-1]  # the width, whichever side that will be when the picture is upright
    if shorter > needed:
        image.draft(None, (needed * longest // shorter, needed * longest // shorter))


def _with_plain_colours(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # 16 bits of grey, which Pillow would clip
        image = image.convert("I").point(lambda value: value / 257).convert("L")
    profile = image.info.get("icc_profile")
    transparent = image.has_transparency_data
    if profile and image.mode in {"RGB", "CMYK", "L"} and not transparent:
        image = _in_srgb(image, profile)
    return image.convert("RGBA" if transparent else "RGB")


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image  # a profile that is wrong says nothing about the colours
    return converted or image


def scaled(image: Image.Image, width: int, height: int) -> Image.Image:
    """Return the picture in another size."""
    size = (width, height)
    # Saving writes down its settings in the image, which other threads must not see.
    return image.copy() if image.size == size else image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def encoded(scaled: Image.Image, rendition: Rendition, *, exact: bool) -> bytes:
    """Return the file of a rendition, whose size the picture has.

    ``exact`` pictures, such as charts, may become lossless copies.
    """
    if rendition.format == "jpg":
        return _saved(scaled, "JPEG", quality=_JPEG_QUALITY, optimize=True, progressive=True)
    if rendition.format == "png":
        return _saved(scaled, "PNG", optimize=True)
    lossy = _saved(scaled, "WEBP", quality=_WEBP_QUALITY, method=4)
    # Of charts and screenshots, an exact copy is often the smaller one.
    return min(_saved(scaled, "WEBP", lossless=True, method=4), lossy, key=len) if exact else lossy


def _saved(image: Image.Image, format_: str, **options: int) -> bytes:
    file = io.BytesIO()
    image.save(file, format_, **options)
    return file.getvalue()


def refusal(path: Path, message: str) -> SitegenError:
    """Return the error for an unusable picture."""
    return SitegenError(say("the picture {name} {message}", name=path.name, message=message))
