"""The desk's list of stories."""
