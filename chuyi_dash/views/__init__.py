"""What each screen asks: plain functions over database and rules.

Their answers are remembered per data version.
"""
