"""Sensitivity: numbers of the tables between two ends, and what becomes of costs and sites on the way."""
