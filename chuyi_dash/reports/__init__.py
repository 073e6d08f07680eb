"""Documents out: the tables behind the pictures as CSV and Excel."""
