"""The checker of plans: it works every number out again, from the tables and the plan's frames alone."""
