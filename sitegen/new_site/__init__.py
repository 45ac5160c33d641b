"""A new site, and the files that it begins with."""
