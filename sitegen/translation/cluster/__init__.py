"""Translation on many machines, or processes, with Dask's distributed."""
