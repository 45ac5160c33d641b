"""Markdown becomes pages."""
