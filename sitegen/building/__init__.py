"""Incremental builds of the finished site, on all cores."""
