"""Two models side by side, on the sentences of a file."""
