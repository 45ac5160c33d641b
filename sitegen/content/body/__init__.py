"""A Markdown body: its blocks, sentences and inline runs."""
