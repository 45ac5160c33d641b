"""Files, SQLite, and the output folder: staging, atomic swap, and manifest."""
