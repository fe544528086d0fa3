"""The checker of plans: it works every number of a plan out again, from the tables and the plan's frames alone."""
