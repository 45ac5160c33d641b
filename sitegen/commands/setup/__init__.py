"""Commands of whoever sets sitegen up: a new site, its first stories, the shell, and what is installed."""
