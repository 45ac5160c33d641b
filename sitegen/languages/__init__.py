"""Everything specific to a language or a language pair."""
