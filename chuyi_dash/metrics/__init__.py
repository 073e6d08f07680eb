"""The rules: attainment, pace, status, ranking and change.

They are pure functions over plain records.
"""
