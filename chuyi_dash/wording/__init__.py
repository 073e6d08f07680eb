"""Answers in words: sentences and terms made from the very records that the pictures are made from."""
