"""Importing raw news texts as Markdown."""
