"""The search index and its search terms."""
