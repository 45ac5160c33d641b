"""Picture files: found beside the articles, checked, resized once, and kept in ``.sitegen/pictures/``.

Pictures are not trusted. Only those inside of ``content/`` are read, in a few formats, and what cameras write into
them, such as the place, is left out of the files on the site.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sitegen.errors import SitegenError
from sitegen.messages import say
from sitegen.rendering.images import Picture, Rendition
from sitegen.settings.site import Site
from sitegen.storage.files import signature_of, write_if_changed
from sitegen.storage.lock import locked

MOST_BYTES = 100_000_000
_FACTS = "picture.json"


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
                raise SitegenError(
                    say(
                        "the picture {address!r} cannot be looked for: {reason}",
                        address=address[:100],
                        reason=str(error),
                    )
                ) from error
            if not inside:
                raise SitegenError(
                    say(
                        "the picture {address!r} is not in the folder content/; put it there and write its path "
                        "from this file, such as ../images/name.jpg",
                        address=address[:100],
                    )
                )
        return None

    def _note(self, path: Path) -> None:
        if path not in self._signatures:
            self._signatures[path] = signature_of(path)
        self.looked_for[path] = self._signatures[path]

    def _ready(self, path: Path) -> Picture:
        from sitegen.rendering.pictures.making import recipe, refusal  # noqa: PLC0415  # slow to load, see there

        try:
            if path.stat().st_size > MOST_BYTES:
                raise refusal(path, say("is larger than {limit} MB; save it smaller", limit=MOST_BYTES // 1_000_000))
            data = path.read_bytes()
        except OSError as error:
            raise refusal(path, say("cannot be read: {reason}", reason=error.strerror or str(error))) from error
        key = hashlib.sha256(f"{recipe()}\n".encode() + data).hexdigest()[:16]
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
        from sitegen.rendering.pictures.making import decoded, encoded, scaled  # noqa: PLC0415

        image = decoded(data, path)
        picture = Picture(key, *image.size, transparent=image.mode == "RGBA")
        exact = data.startswith((b"\x89PNG", b"GIF"))

        def make(size: tuple[int, int], renditions: Sequence[Rendition]) -> None:
            resized = scaled(image, *size)
            for rendition in renditions:
                write_if_changed(self.folder / key / rendition.name, encoded(resized, rendition, exact=exact))

        by_size: dict[tuple[int, int], list[Rendition]] = {}
        for _, rendition in picture.paths():
            by_size.setdefault((rendition.width, rendition.height), []).append(rendition)
        with ThreadPoolExecutor() as pool:  # Pillow resizes and compresses without Python's lock
            list(pool.map(make, by_size.keys(), by_size.values()))
        facts = {"width": picture.width, "height": picture.height, "transparent": picture.transparent}
        write_if_changed(self.folder / key / _FACTS, json.dumps(facts).encode())  # last: it says that all is there
        return picture
