"""Building the finished site from its content: only what has changed, on all cores."""
