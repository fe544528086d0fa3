"""A hazard finds its rows by columns that their table has."""

from __future__ import annotations

HAZARD = {"hazard": "quake", "duration": "30", "effect": "capacity"}


def test_a_condition_is_on_the_table_that_is_hit(told):
    """Columns of another table are unknown."""
    assert told(hazards=[{**HAZARD, "where": "country = 'MEX'"}]) == []
    (line,) = told(hazards=[{**HAZARD, "table": "lanes", "where": "country = 'MEX'"}])
    assert line.startswith("hazards:0:where: condition country = 'MEX': there is no column country")
