"""How far each sentence of a machine's translation can be trusted."""

from __future__ import annotations

GOOD = 0.75
"""From this confidence on, a sentence without an issue reads well."""
POOR = 0.40
"""Below this confidence, nobody should rely on a sentence."""
