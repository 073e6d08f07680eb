"""Everything before a session: warm-up, a browser's first page, a script's errors."""
