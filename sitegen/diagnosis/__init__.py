"""The report of `doctor`: versions, model, settings, and bottlenecks."""
