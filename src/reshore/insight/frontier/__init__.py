"""Frontiers: what more of one thing costs of another."""
