"""The self-check on paper: one document in words.

It is written as Word, Excel and a page to print.
"""
