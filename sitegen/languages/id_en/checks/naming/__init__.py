"""Names that a translation has, but not as they must be: spelt otherwise, translated, or only half translated."""
