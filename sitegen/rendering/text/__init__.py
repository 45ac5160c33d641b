"""Words and characters of pages that come from rules."""
