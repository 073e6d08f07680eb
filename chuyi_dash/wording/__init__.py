"""Answers in words: sentences and terms made from the records behind the pictures."""
