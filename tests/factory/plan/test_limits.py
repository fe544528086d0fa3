"""Limits: what a plant needs, and what there is."""

from __future__ import annotations

from math import inf

import pytest

from reshore.factory.plan.limits import Limit, limits
from reshore.factory.plan.people import crews


def test_what_is_needed(pump_plant):
    """Floor is the row, power the mean of the busiest hours, people all that are on shift."""
    floor, power, cooling, people = limits(pump_plant, crews(pump_plant), 18.0, 4)
    assert (floor.need, floor.have, floor.room) == (18.0, 60.0, 42.0)
    assert power.need == pytest.approx(5.5 + 100 * (1.11 / 0.999 * 20.3 + 0.1) / 75)
    assert (cooling.have, cooling.room, cooling.used, cooling.is_kept) == (None, None, 0.0, True)
    assert (people.need, people.room, people.is_kept) == (5.0, -1.0, False)
    assert [limit.place for limit in (floor, people)] == ["buildings brno/hall, length", "people"]


def test_shares():
    """What is used is a share of what there is; of nothing, anything is too much."""
    assert Limit("power", "kW", 30.0, 40.0, "").used == 0.75
    assert Limit("power", "kW", 30.0, 0.0, "").used == inf
    assert Limit("power", "kW", 40.0, 40.0, "").is_kept
