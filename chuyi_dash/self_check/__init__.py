"""The prefecture's self-check: rounds, sheets, answers, evidence, review, and what an accepted sheet makes of them."""
