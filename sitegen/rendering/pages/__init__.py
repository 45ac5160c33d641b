"""The content of each kind of page, besides the body of an article."""
