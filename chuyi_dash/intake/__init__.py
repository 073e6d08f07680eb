"""Workbooks in: template, bounded reading, checks, import, history and undo.

The checks name every problem.
"""
