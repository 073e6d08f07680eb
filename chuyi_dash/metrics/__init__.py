"""The rules: attainment, pace, status, ranking and change, as pure functions over plain records."""
