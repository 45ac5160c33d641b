"""Indonesian to English."""
