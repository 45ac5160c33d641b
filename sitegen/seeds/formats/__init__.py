"""Seed formats: what may lie in ``seeds/``, and how the stories in each are found."""
