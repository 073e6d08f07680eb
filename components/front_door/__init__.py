"""What stands before every session: warm-up, the page that a browser loads first, errors of a script."""
