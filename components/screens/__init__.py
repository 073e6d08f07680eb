"""The content of the screens: one module or package for each."""
