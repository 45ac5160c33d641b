"""Themes: their folders, templates and catalogues of texts."""
