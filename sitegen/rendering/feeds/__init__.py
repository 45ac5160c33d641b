"""Feeds of a language's newest stories."""
