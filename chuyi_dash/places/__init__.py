"""Divisions by name: which one a cell or an argument means."""
