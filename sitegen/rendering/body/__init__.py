"""The body of an article, as HTML."""
