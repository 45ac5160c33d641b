"""Files, SQLite, and the finished site's folder: staging, atomic swap, and the record of what is in it."""
