"""Checks for names that are misspelt, translated or only half translated."""
