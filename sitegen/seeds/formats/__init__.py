"""Seed formats: readers for the kinds of files in ``seeds/``."""
