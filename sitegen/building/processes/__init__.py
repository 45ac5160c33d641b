"""Rendering pages on all cores."""
