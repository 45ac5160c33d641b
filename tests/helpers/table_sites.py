"""Sites whose seeds are tables."""

from __future__ import annotations

from pathlib import Path

from sitegen.articles import Article
from sitegen.content.store import load_article
from sitegen.seeds.importing import ImportResult, import_seeds
from sitegen.settings.site import load_site

SETTINGS = '[title]\nid = "Kabar"\nen = "News"\n'


class TableSite:
    """A site in a folder, with what its last import said."""

    def __init__(self, root: Path, settings: str = "") -> None:
        self.root = root
        (root / "seeds").mkdir(parents=True)
        (root / "site.toml").write_text(SETTINGS + settings, encoding="utf-8")

    def seed(self, name: str, data: bytes | str) -> Path:
        """Write a seed."""
        path = self.root / "seeds" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    def run(self) -> ImportResult:
        """Import."""
        return import_seeds(load_site(self.root))

    def said(self) -> list[str]:
        """Import, and return what is said, without the folder."""
        return [str(problem).replace(f"{self.root}/", "") for problem in self.run().problems]

    def articles(self) -> list[Article]:
        """The articles, in the order of their slugs."""
        return [load_article(path, "id") for path in sorted((self.root / "content" / "id").glob("*.md"))]

    def article(self) -> Article:
        """The one article."""
        (article,) = self.articles()
        return article
