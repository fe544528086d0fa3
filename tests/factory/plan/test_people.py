"""People on shift and on the payroll."""

from __future__ import annotations

import pytest
from tests.factory.plan.plants import tables

from reshore.errors import DataError
from reshore.factory.plan.case import case
from reshore.factory.plan.people import crews, staffed
from reshore.factory.plan.sized import sized


def test_people(pump_plant):
    """Heads are what stations and areas need at once; the payroll covers open hours and absence."""
    found = crews(pump_plant)
    assert {pool: crew.heads for pool, crew in found.items()} == {"operators": 4, "testers": 1}
    assert found["operators"].in_areas == 2.0
    assert found["operators"].hours == 4 * 75.0
    assert found["operators"].payroll(0.2) == pytest.approx(300 / 40 / 0.8)


def test_people_of_places_that_are_open_at_other_times(pump_model):
    """Those who work at different times are not there at once."""
    night = {
        "calendar": "night",
        "station": "cell",
        "shift": "night",
        "days": "mon",
        "start": 22.0,
        "hours": 4.0,
    }
    stations = [row | {"pool": "all"} for row in tables()["stations"]]
    model = pump_model(stations=stations, calendars=[*tables()["calendars"], night])
    (crew,) = crews(sized(case(model, "brno", "pump"), 5.0, 0.9, 5.0)).values()
    assert (crew.heads, crew.hours) == (4, 4 * 75.0 + 1 * 4.0)


def test_fewer_people(pump_plant):
    """Where there are fewer, pools share them, and each can do a service; fewer still is an error."""
    assert staffed(pump_plant, 5) == crews(pump_plant)
    fewer = staffed(sized(pump_plant.case, 1000.0, 0.9, 5.0), 9)
    assert sum(crew.heads for crew in fewer.values()) == 9
    assert fewer["operators"].heads >= 3
    with pytest.raises(DataError, match="3 on shift are too few: one service of each pool takes 4"):
        staffed(pump_plant, 3)
