"""The build cache: knowledge of the last build, and the changes since."""
