"""The generators that ``benchmarks/rendering.py`` compares, each in a module of its own."""
