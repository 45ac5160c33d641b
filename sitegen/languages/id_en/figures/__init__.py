"""Dates, times and numbers whose English is certain."""
