"""Power and cooling by means."""

from __future__ import annotations

import pytest

from reshore.factory.plan import draws


def test_power(pump_plant):
    """Means are those of units made; connected is everything at once."""
    found = draws.power(pump_plant)
    visits = 1.11 / 0.999
    work = 100 * (visits * 0.3 * 1 + visits * 1 * 20 + 0.1 * 1)
    assert found.mean == pytest.approx(5.5 + work / 168)
    assert found.busiest == pytest.approx(5.5 + work / 75)
    assert found.connected == pytest.approx(5.5 + 1 + 2 * 20 + 1)
    assert draws.cooling(pump_plant).busiest == pytest.approx(100 * visits * 20 / 75)
