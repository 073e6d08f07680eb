"""The plan, the facts and the rules of Chuyi Dash, apart from the screens that show them."""
