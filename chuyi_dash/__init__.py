"""The plan, the facts and the rules of Chuyi Dash; knows nothing of the screens that show them."""
