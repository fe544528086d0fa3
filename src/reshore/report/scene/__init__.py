"""A plant as an OpenUSD scene: assets at their places, with results and motion in layers of their own."""
