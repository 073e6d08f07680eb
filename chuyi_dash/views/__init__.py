"""What each screen asks: plain functions over the database and the rules, remembered per data version."""
