"""What holds a plant, and the plant with more of it."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from reshore.factory.line.result import Method, Simulated
from reshore.factory.plan.frames import FRAMES, SHARES
from reshore.factory.plan.remedy import Held, Lack, held, with_more

PLACES = ("pump/assemble", "pump/test", "pump/pack")


def simulated(power=100.0, **shares):
    """Return a simulation in which the test has these shares of its time, and the others nothing to do."""
    idle = dict.fromkeys((*SHARES, "load"), 0.0)
    rows = [{"group": name, "servers": 2, **idle, "starved": 1.0} for name in PLACES]
    rows[1] |= {"starved": 0.0, **shares, "load": sum(shares.get(name, 0.0) for name in ("working", "down"))}
    none = pl.DataFrame()
    pools = pl.DataFrame({"pool": ["power", "cooling"], "mean": [90.0, 90.0], "capacity": [power, 200.0]})
    return Simulated(
        *(none, pl.DataFrame(rows), pools, none, none, none),
        level=0.95,
        warm_up=0.0,
        hours=168.0,
        settled=True,
        precise=True,
        method=Method.EVENTS,
    )


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ({"working": 0.9, "down": 0.09}, Held("pump/test", Lack.STATIONS)),
        ({"working": 0.6, "no_operator": 0.3, "no_power": 0.1}, Held("pump/test", Lack.PEOPLE, "testers")),
        ({"working": 0.6, "no_power": 0.3, "no_operator": 0.1}, Held("pump/test", Lack.POWER)),
        ({"working": 0.8, "blocked": 0.2}, Held("pump/pack", Lack.PLACES)),
        ({"working": 0.8, "starved": 0.2}, Held("pump/test", Lack.STATIONS)),
    ],
)
def test_what_holds(pump_plant, shares, expected):
    """It is what the busiest place waits for; without a wait, room where that helps, or stations."""
    assert held(pump_plant, simulated(**shares)) == expected


def test_room_where_both_sides_have_it(pump_plant):
    """Room helps between a place that is blocked and one that is starved, the more of both the better."""
    found = simulated(working=0.5, starved=0.3, blocked=0.1)
    assert held(pump_plant, found).place == "pump/pack"
    blocked = pl.Series([0.4, 0.1, 0.0])
    assert held(pump_plant, replace(found, groups=found.groups.with_columns(blocked=blocked))) == Held(
        "pump/test", Lack.PLACES
    )


def test_the_scarcer_of_power_and_cooling(pump_plant):
    """Servers that wait for either lack what is closer to its limit."""
    shares = {"working": 0.6, "no_power": 0.4}
    assert held(pump_plant, simulated(power=1000.0, **shares)).lack is Lack.COOLING
    assert held(pump_plant, simulated(power=None, **shares)).lack is Lack.COOLING


def test_shares_are_of_open_time(pump_plant):
    """A short wait weighs more where a place is closed most of the week."""
    short = {"working": 0.1, "no_operator": 0.002}
    assert held(pump_plant, simulated(**short)).lack is Lack.STATIONS
    assert held(pump_plant, simulated(**short, closed=0.8)).lack is Lack.PEOPLE


def test_without_a_limit_to_places(pump_plant):
    """Where room has no limit, it is stations that lack."""
    endless = pump_plant
    for place in pump_plant.places:
        endless = endless.with_place(replace(place, kind=replace(place.kind, buffer=None)))
    assert held(endless, simulated(working=0.8, blocked=0.2)).lack is Lack.STATIONS


@pytest.mark.parametrize(("missing", "more"), [(0.001, 1), (0.4, 4)])
def test_more(pump_plant, missing, more):
    """As many are added as are surely missing, one at least; places are doubled each time."""
    plant = pump_plant.with_place(pump_plant.place("pump/test").with_copies(10))
    wider = with_more(plant, Held("pump/test", Lack.STATIONS), missing)
    assert wider.place("pump/test").copies == 10 + more
    roomier = plant
    for added in (more, 2 * more, 4 * more):
        roomier = with_more(roomier, Held("pump/test", Lack.PLACES), missing)
        assert roomier.place("pump/test").buffer == plant.place("pump/test").buffer + added


def test_places_for_a_week(pump_plant):
    """Where a week's units have room, more of it is no remedy."""
    place = pump_plant.place("pump/test")
    lack = Held("pump/test", Lack.PLACES)
    nearly, full = (pump_plant.with_place(replace(place, extra=extra)) for extra in (99, 100))
    assert with_more(nearly, lack, 0.1).place("pump/test").extra == 198
    assert with_more(full, lack, 0.1) is None


def test_no_more_in_parallel(pump_plant):
    """No more stations are added than may stand in parallel."""
    place = pump_plant.place("pump/test")
    limited = replace(place, copies=2, kind=replace(place.kind, copies=3))
    lack = Held("pump/test", Lack.STATIONS)
    wider = with_more(pump_plant.with_place(limited), lack, 5.0)
    assert wider.place("pump/test").copies == 3
    assert with_more(wider, lack, 5.0) is None


def test_columns_are_those_of_the_frame():
    """The simulation made up here has the columns of a real one."""
    assert {*FRAMES["shares"].dtypes} <= {*simulated().groups.columns}
