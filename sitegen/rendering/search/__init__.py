"""The search index, and the words by which it finds pages."""
