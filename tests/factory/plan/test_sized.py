"""Sized plants: rates of components, people, power by means, flows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.factory.plan.plants import tables

from reshore.errors import DataError
from reshore.factory.plan import draws
from reshore.factory.plan.case import case
from reshore.factory.plan.flows import flows
from reshore.factory.plan.people import crews, staffed
from reshore.factory.plan.sized import sized


@pytest.fixture(scope="module")
def plant(pump_case):
    """Return the plant of pumps at 100 a week."""
    return sized(pump_case, 100.0, 0.9, 5.0)


@pytest.fixture(scope="module")
def with_motors(motor_case):
    """Return the plant of pumps and their motors."""
    return sized(motor_case, 100.0, 0.9, 5.0)


def test_components_are_made_for_units_started(with_motors):
    """Motors are made for pumps that are scrapped, too."""
    assert with_motors.rates == pytest.approx({"pump": 100.0, "motor": 100 / 0.999})
    assert [place.name for place in with_motors.places] == [
        "pump/assemble",
        "pump/test",
        "pump/pack",
        "motor/wind",
    ]


def test_changed_places(plant):
    """A plant with a place changed is another one."""
    wider = plant.with_place(replace(plant.place("pump/test"), copies=5))
    assert wider.place("pump/test").copies == 5
    assert plant.place("pump/test").copies == 1
    assert wider.place("pump/test").buffer == 20


def test_people(plant):
    """Heads are what stations and areas need at once; the payroll covers open hours and absence."""
    found = crews(plant)
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


def test_fewer_people(plant):
    """Where there are fewer, pools share them, and each can do a service; fewer still is an error."""
    assert staffed(plant, 5) == crews(plant)
    fewer = staffed(sized(plant.case, 1000.0, 0.9, 5.0), 9)
    assert sum(crew.heads for crew in fewer.values()) == 9
    assert fewer["operators"].heads >= 3
    with pytest.raises(DataError, match="3 people are too few: one service of each pool takes 4"):
        staffed(plant, 3)


def test_power(plant):
    """Means are those of units made; connected is everything at once."""
    found = draws.power(plant)
    visits = 1.11 / 0.999
    work = 100 * (visits * 0.3 * 1 + visits * 1 * 20 + 0.1 * 1)
    assert found.mean == pytest.approx(5.5 + work / 168)
    assert found.busiest == pytest.approx(5.5 + work / 75)
    assert found.connected == pytest.approx(5.5 + 1 + 2 * 20 + 1)
    assert draws.cooling(plant).busiest == pytest.approx(100 * visits * 20 / 75)


def test_flows(plant):
    """What comes in goes through areas to where it goes in, lines carry units on and back, and out."""
    started, again = 100 / 0.999, 100 * 0.11 / 0.999
    assert {(flow.origin, flow.destination): flow.kg for flow in flows(plant)} == pytest.approx(
        {
            ("", "receiving"): started * 35,
            ("receiving", "store"): started * 35,
            ("store", "pump/assemble"): started * 35,
            ("pump/assemble", "pump/test"): (started + again) * 40,
            ("pump/test", "pump/assemble"): again * 40,
            ("pump/test", "pump/pack"): 100 * 40,
            ("pump/pack", "shipping"): 100 * 40,
            ("shipping", ""): 100 * 40,
        }
    )


def test_flows_of_components_made_here(with_motors):
    """Components go from the end of their line straight to where they go in."""
    found = {(flow.origin, flow.destination): flow.kg for flow in flows(with_motors)}
    motors = 100 / 0.999
    assert found["motor/wind", "pump/assemble"] == pytest.approx(motors * 15)
    assert found["store", "motor/wind"] == pytest.approx(motors * 3 * 1)
    assert found["store", "pump/assemble"] == pytest.approx(motors * 20)
