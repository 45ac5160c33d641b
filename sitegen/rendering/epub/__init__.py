"""Electronic books: stories as EPUB 3, in one language or sentence by sentence in both."""
