"""The YAML at the top of a Markdown file."""
