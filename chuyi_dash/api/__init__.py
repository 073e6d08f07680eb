"""What the product says over HTTP besides its screens: read-only routes, and what guards every answer."""
