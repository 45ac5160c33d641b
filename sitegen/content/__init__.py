"""Articles as Markdown files with front matter."""
