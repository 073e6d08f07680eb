"""What an import checks of each kind of sheet."""
