"""Rendering Markdown as pages, feeds, search and books."""
