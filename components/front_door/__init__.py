"""What surrounds the sessions: routes, warm-up, a browser's first page, a script's errors."""
