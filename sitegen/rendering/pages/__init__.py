"""What is on each kind of page, besides the body of an article."""
