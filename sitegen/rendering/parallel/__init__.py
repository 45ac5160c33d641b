"""Parallel pages: both languages side by side."""
