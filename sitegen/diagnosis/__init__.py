"""What a report of a bug should say: what is installed, which model, which settings, what is slow."""
