"""The self-check on paper: one document in words, written as Word, Excel and a page to print."""
