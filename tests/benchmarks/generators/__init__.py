"""The generators that ``tests/benchmarks/rendering.py`` compares, each in a module of its own."""
