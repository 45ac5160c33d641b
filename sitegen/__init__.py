"""A static site generator for a bilingual news mirror."""

__version__ = "0.1.0"
