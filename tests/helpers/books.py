"""Books that a site exports, read as e-readers read them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

from sites import SiteFolder

from sitegen.building.books import Selection, export_epub

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class ReadBook:
    """An EPUB file."""

    path: Path

    @property
    def names(self) -> list[str]:
        """The paths of its files, in their order."""
        with ZipFile(self.path) as archive:
            return archive.namelist()

    def data(self, name: str) -> bytes:
        """The bytes of one of its files."""
        with ZipFile(self.path) as archive:
            return archive.read(name)

    def xml(self, name: str) -> Element:
        """A document of the book."""
        return fromstring(self.data(name))  # noqa: S314  # ours

    def chapter(self, slug: str) -> Element:
        """The chapter of a story."""
        return self.xml(f"stories/{slug}.xhtml")

    def metadata(self, name: str) -> list[str]:
        """What the package says of the book under a name of Dublin Core, or as a property."""
        package = self.xml("package.opf")
        found = [element.text or "" for element in package.iter(f"{DC}{name}")]
        return found + [one.text or "" for one in package.iter(f"{OPF}meta") if one.get("property") == name]


def words(element: Element) -> str:
    """The text of an element, white space folded."""
    return " ".join("".join(element.itertext()).split())


def with_class(root: Element, name: str) -> list[Element]:
    """The elements with a class."""
    return [element for element in root.iter() if name in element.get("class", "").split()]


def export(
    site: SiteFolder, selection: Selection, languages: tuple[str, ...] = ("id", "en"), name: str = "book.epub"
) -> ReadBook:
    """Export a book, which must go well."""
    result = export_epub(site.site, selection, languages, site.root / name)
    assert result.path, result.problems
    return ReadBook(result.path)
