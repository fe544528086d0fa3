"""Why: what made a plan the answer, what would overturn it, and which others cost nearly the same."""
