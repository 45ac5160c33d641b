"""Markdown becomes Markdown in another language."""
