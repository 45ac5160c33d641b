"""References to pictures in front matter and bodies, and their problems by file and line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sitegen.articles import Article
from sitegen.content.front_matter.front_matter import first_body_line, line_of_key
from sitegen.errors import Problem, SitegenError
from sitegen.messages import say
from sitegen.rendering.addresses import Addresses
from sitegen.rendering.body.sanitising import leaves_the_site
from sitegen.rendering.images import ImageView, Picture, image_view, is_path
from sitegen.rendering.pictures.files import PictureFiles
from sitegen.rendering.text.plain_text import clean_title
from sitegen.rendering.text.typography import smart_punctuation
from sitegen.storage.files import read_text


class StoryPictures:
    """Finds the pictures of a story.

    A path counts from the article's own file; a translation also finds the pictures beside its original. What cannot be
    shown is left out and said in ``problems``. ``found`` is what came of each search so far.
    """

    def __init__(self, files: PictureFiles, addresses: Addresses, problems: list[Problem]) -> None:
        self.files = files
        self.addresses = addresses
        self.problems = problems
        self.found: list[Picture | None] = []

    def lead(self, article: Article, original: Article) -> ImageView | None:
        """Return the picture of the article in one language, its own or else that of its original."""
        owner = article if article.image else original
        if not owner.image:
            return None
        try:
            picture = self.files.find(owner.image, *_folders(owner, original))
            missing = f"there is no file {owner.image!r}; put the picture there, or correct its path from this file"
        except SitegenError as error:
            picture, missing = None, error.problem.message
        self.found.append(picture)
        if picture is None:
            other_host = "is on another host; save the picture in content/ and write its path from this file"
            self._say(owner, f"image: {other_host if leaves_the_site(owner.image) else missing}", "image")
            return None
        teller = article if article.image_alt.strip() or owner is article else original
        alt = smart_punctuation(clean_title(teller.image_alt), teller.lang)
        if not alt:
            self._say(owner, "image_alt: is missing; say in a few words what the picture shows", "image", warning=True)
        return image_view(picture, alt, teller.lang if alt and teller is not article else None, self.addresses)

    def in_body(self, addresses: Iterable[str], article: Article, original: Article) -> dict[str, ImageView | None]:
        """Return the pictures of a body that are in the site's folder, by their ``addresses`` there."""
        found: dict[str, ImageView | None] = {}
        for address in addresses:
            if leaves_the_site(address):
                self._say_elsewhere(address, article, original)
                continue
            if not is_path(address):
                continue
            try:
                picture = self.files.find(address, *_folders(article, original))
            except SitegenError as error:
                found[address] = None
                self.found.append(None)
                self._say(article, error.problem.message, address)
                continue
            self.found.append(picture)
            if picture:
                found[address] = image_view(picture, "", None, self.addresses)
            else:
                message = say(
                    "there is no picture {address!r}; put it there, or correct its path from this file", address=address
                )
                self._say(article, message, address, warning=True)
        return found

    def _say_elsewhere(self, address: str, article: Article, original: Article) -> None:
        if article is original or not any(address in line for line in original.body):
            message = say(
                "shows a picture of another host, {address}, which readers get as a link only; save the picture in "
                "content/ and write its path from this file",
                address=address,
            )
            self._say(article, message, address, warning=True)

    def _say(self, article: Article, message: str, what: str, *, warning: bool = False) -> None:
        problem = Problem(message, article.path, _line(article, what), "warning" if warning else "error")
        if problem not in self.problems:
            self.problems.append(problem)


def _folders(article: Article, original: Article) -> tuple[Path, ...]:
    return tuple(dict.fromkeys((article.path.parent, original.path.parent)))


def _line(article: Article, what: str) -> int | None:
    """The line of an article's file with a key of front matter or an address in the body."""
    try:
        text = read_text(article.path)
        if what == "image":
            return line_of_key(text, article.path, what)
    except SitegenError:  # it is gone by now
        return None
    within = next((number for number, line in enumerate(article.body) if what in line), 0)
    return first_body_line(text) + within
