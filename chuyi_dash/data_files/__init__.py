"""Reading a data file through a model of it.

Every problem of the file is told at once, with its line and the nearest key.
"""
