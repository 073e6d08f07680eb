"""What a prefecture's sheet holds, and the rules over its items and answers.

They are plain records and pure functions.
"""
