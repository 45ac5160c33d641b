"""Stories that do not say who published them first."""

from __future__ import annotations

from sitegen.articles import Article


def is_unattributed(original: Article) -> bool:
    """Tell whether an original names neither a publisher nor an address, and was not withdrawn."""
    source = original.source
    return not original.withdrawn and not (source and (source.url or source.publisher))
