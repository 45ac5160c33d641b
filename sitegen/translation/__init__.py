"""Translating Markdown files."""
