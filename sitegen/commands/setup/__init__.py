"""Setup commands: a new site, its first stories, shell completion, and a report of the installation."""
