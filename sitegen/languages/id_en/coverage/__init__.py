"""Which words of a sentence have a counterpart in its translation."""
