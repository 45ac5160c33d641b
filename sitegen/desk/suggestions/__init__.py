"""Suggestions that the desk shows beside a sentence."""
