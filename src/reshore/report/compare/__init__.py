"""Sections and page of a comparison: plans side by side, what differs first."""
