"""Pages on which both languages stand side by side."""
