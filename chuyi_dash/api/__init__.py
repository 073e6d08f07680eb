"""What the product says over HTTP besides its screens.

There are read-only routes, and what guards every answer.
"""
