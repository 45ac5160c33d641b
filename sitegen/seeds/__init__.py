"""Raw news text becomes Markdown."""
