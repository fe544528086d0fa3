"""Layout: where areas stand along a corridor so that the least is carried."""
