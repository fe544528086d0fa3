"""Sections and page of an explanation: near ties, regrets, drivers, what would overturn a plan, frontiers."""
