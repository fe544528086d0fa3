"""Chance: distributions as users write them, luck keyed by entity, strata for rare events, intervals."""
