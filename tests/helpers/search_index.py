"""What the search index of a site holds."""

from __future__ import annotations

import gzip
import json
from typing import Any

from sites import SiteFolder


def fragments(site: SiteFolder, lang: str) -> dict[str, dict[str, Any]]:
    """What the index holds of each article, by its address."""
    found = {}
    for path in site.public.glob(f"pagefind/{lang}-*/fragment/*"):
        fragment = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
        found[fragment["url"]] = fragment
    return found
