"""Goods that remember where they come from: which provenances can occur, where, and what they become."""
