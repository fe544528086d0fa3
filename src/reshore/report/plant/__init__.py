"""Sections and page of a plant: what it makes, how it stands, what it takes and what it costs."""
