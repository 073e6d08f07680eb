"""What each screen shows: one module or package a screen."""
