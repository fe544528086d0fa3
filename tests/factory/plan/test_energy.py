"""Energy of a unit."""

from __future__ import annotations

import pytest

from reshore.factory.plan.energy import of_unit


def test_visits_count(pump_plant):
    """Tests that are done again draw again; areas and idle power don't belong to a unit."""
    visits = 1.11 / 0.999
    assert of_unit(pump_plant.ways[0]) == pytest.approx(visits * 0.3 * 1 + visits * 1 * 20 + 0.1 * 1)
