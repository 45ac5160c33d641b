"""Checks of the finished site before it is published."""
