"""Checks of translated sentences."""
