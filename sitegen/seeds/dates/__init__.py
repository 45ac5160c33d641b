"""Dates in Indonesian news text."""
