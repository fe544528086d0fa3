"""Sections of a report on a plan for many futures: what is decided once, and what each future then costs."""
