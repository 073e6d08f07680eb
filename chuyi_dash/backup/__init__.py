"""Keeping a whole database in one file, and putting it back."""
