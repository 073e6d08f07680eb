"""Forum mode: the plan's story in eight scenes, prepared once and turned in the browser."""
