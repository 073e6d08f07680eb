"""The prefecture's self-check: rounds, sheets, answers, evidence and review.

It also has what an accepted sheet makes of them.
"""
