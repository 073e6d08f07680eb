"""Reading a data file through a model of it: every problem of the file at once, with its line and the nearest key."""
