"""Picture files: found beside the articles, checked, resized once, and kept in ``.sitegen/pictures/``.

Pictures are not trusted. Only those inside of ``content/`` are read, in a few formats, and what cameras write into
them, such as the place, is left out of the files on the site.
"""

from __future__ import annotations

import hashlib
import io
import json
import struct
import warnings
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import unquote, urlsplit

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError, __version__, features

from sitegen.config import Site
from sitegen.errors import SitegenError
from sitegen.files import signature_of, write_if_changed
from sitegen.output.lock import locked
from sitegen.rendering.pictures import WIDTHS, Picture, Rendition

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
LARGEST_SIDE = 16_383
"""Pixels: WebP's limit (https://developers.google.com/speed/webp/faq)."""
MOST_PIXELS = 100_000_000
"""More than any camera of a newsroom has; decoding this many takes 400 MB."""
MOST_BYTES = 100_000_000
_LIMITS = f"{MOST_PIXELS // 1_000_000} million, and {LARGEST_SIDE:,} on a side"
_FACTS = "picture.json"
_RECIPE = "1"
"""Changes when other bytes are made of the same picture."""
_JPEG_QUALITY = 82
_WEBP_QUALITY = 78
# What Pillow's decoders raise for files that are damaged or made to harm.
_DAMAGE = (
    OSError, SyntaxError, ValueError, LookupError, TypeError, ArithmeticError, EOFError, MemoryError, AttributeError,
    struct.error, zlib.error,
)  # fmt: skip


class PictureFiles:
    """The pictures of a site.

    ``looked_for`` are the files that were looked for so far, there or not, with the signatures they had before that.
    """

    def __init__(self, site: Site) -> None:
        self.content = site.root / "content"
        self.folder = site.state / "pictures"
        self.looked_for: dict[Path, str] = {}
        self._signatures: dict[Path, str] = {}
        self._found: dict[Path, Picture] = {}

    def files(self, picture: Picture) -> Iterator[tuple[str, Path]]:
        """Yield the files that pages ask for of a picture: the path in ``public/``, and where its bytes are kept."""
        for target, rendition in picture.paths():
            yield target, self.folder / picture.key / rendition.name

    def find(self, address: str, *folders: Path) -> Picture | None:
        """Return the picture that is written as ``address`` in a file of one of ``folders``; None if there is none.

        Raises:
            SitegenError: the address leads out of ``content/``, or the file there cannot be used; the message says why,
                the caller knows where the address is written.
        """
        path = self._path(address, folders)
        if path is None:
            return None
        if path not in self._found:
            self._found[path] = self._ready(path)
        return self._found[path]

    def _path(self, address: str, folders: tuple[Path, ...]) -> Path | None:
        """The file, with symbolic links followed."""
        name = unquote(urlsplit(address).path) if "%" in address or "?" in address or "#" in address else address
        content = self.content.resolve()
        for folder in folders:
            self._note(folder / name)
            try:
                path = (folder / name).resolve()
                inside = path.is_relative_to(content)
                if inside and path.is_file():
                    return path
            except (OSError, ValueError) as error:  # a name that no file can have
                raise SitegenError(f"the picture {address[:100]!r} cannot be looked for: {error}") from error
            if not inside:
                raise SitegenError(
                    f"the picture {address[:100]!r} is not in the folder content/; put it there and write its path "
                    "from this file, such as ../images/name.jpg"
                )
        return None

    def _note(self, path: Path) -> None:
        if path not in self._signatures:
            self._signatures[path] = signature_of(path)
        self.looked_for[path] = self._signatures[path]

    def _ready(self, path: Path) -> Picture:
        try:
            if path.stat().st_size > MOST_BYTES:
                raise _refusal(path, f"is larger than {MOST_BYTES // 1_000_000} MB; save it smaller")
            data = path.read_bytes()
        except OSError as error:
            raise _refusal(path, f"cannot be read: {error.strerror or error}") from error
        key = hashlib.sha256(f"{_recipe()}\n".encode() + data).hexdigest()[:16]
        return self._kept(key) or self._made_once(key, data, path)

    def _made_once(self, key: str, data: bytes, path: Path) -> Picture:
        """Make the picture, unless another process is doing so at this moment; then that is waited for."""
        with locked(self.folder / key):
            return self._kept(key) or self._made(key, data, path)

    def _kept(self, key: str) -> Picture | None:
        """What an earlier run made, if all of it is there."""
        try:
            facts = json.loads((self.folder / key / _FACTS).read_bytes())
            picture = Picture(key, int(facts["width"]), int(facts["height"]), bool(facts["transparent"]))
        except (OSError, ValueError, LookupError, TypeError):
            return None
        return picture if all((self.folder / key / item.name).is_file() for _, item in picture.paths()) else None

    def _made(self, key: str, data: bytes, path: Path) -> Picture:
        image = _decoded(data, path)
        picture = Picture(key, *image.size, transparent=image.mode == "RGBA")
        exact = data.startswith((b"\x89PNG", b"GIF"))

        def make(rendition: Rendition) -> None:
            write_if_changed(self.folder / key / rendition.name, _encoded(image, rendition, exact=exact))

        with ThreadPoolExecutor() as pool:  # Pillow resizes and compresses without Python's lock
            list(pool.map(make, [rendition for _, rendition in picture.paths()]))
        facts = {"width": picture.width, "height": picture.height, "transparent": picture.transparent}
        write_if_changed(self.folder / key / _FACTS, json.dumps(facts).encode())  # last: it says that all is there
        return picture


def _recipe() -> str:
    """What the bytes of the files depend on besides the picture."""
    libraries = [f"{name} {features.version(name)}" for name in ("webp", "jpg", "libjpeg_turbo", "littlecms2", "zlib")]
    return ", ".join([_RECIPE, f"Pillow {__version__}", *libraries])


def _decoded(data: bytes, path: Path) -> Image.Image:
    """The upright picture in sRGB, as mode RGB or RGBA and without anything else that was in the file."""
    if data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<svg", b"<?xml", b"<!--", b"<!DOCTYPE svg")):
        raise _refusal(path, "is an SVG drawing, which can carry scripts; save it as PNG")
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
        raise _refusal(path, f"has too many pixels; save it smaller: at most {_LIMITS}") from error
    except _DAMAGE as error:
        if isinstance(error, UnidentifiedImageError):
            raise _refusal(path, "is no picture in JPEG, PNG, WebP or GIF format; save it in one of these") from error
        raise _refusal(path, "is damaged or not complete; save it again") from error
    plain.info.clear()  # comments and colour profiles, which Pillow would write again
    return plain


def _refuse_what_we_do_not_take(image: Image.Image, path: Path) -> None:
    width, height = image.size
    if max(width, height) > LARGEST_SIDE or width * height > MOST_PIXELS:
        raise _refusal(path, f"has {width:,} × {height:,} pixels; save it smaller: at most {_LIMITS}")
    if getattr(image, "n_frames", 1) > 1 and image.format != "MPO":
        raise _refusal(path, "moves, which readers could not stop; save one of its frames as a still picture")


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


def _encoded(image: Image.Image, rendition: Rendition, *, exact: bool) -> bytes:
    size = (rendition.width, rendition.height)
    # Saving writes down its settings in the image, which other threads must not see.
    scaled = image.copy() if image.size == size else image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
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


def _refusal(path: Path, message: str) -> SitegenError:
    return SitegenError(f"the picture {path.name} {message}")
