"""Sections and page of a stress test: what a plan is exposed to, what it survives and what would help."""
