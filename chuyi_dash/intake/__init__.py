"""Workbooks in: the template, bounded reading, checks that name every problem, import, history and undo."""
