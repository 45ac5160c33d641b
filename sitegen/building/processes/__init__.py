"""Making pages on all cores."""
