"""Balanced lines: effective times, copies and visits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.factory.plan.plants import tables

from reshore.errors import DataError, InfeasibleError
from reshore.factory.plan.balanced import balanced
from reshore.factory.plan.case import case
from reshore.factory.plan.place import effective


def line(of, rate, load=0.9):
    """Return the line of the first product of a case."""
    return balanced(of.made[0], of.kinds, rate, load, seconds=5.0)


def test_effective_hours(pump_case):
    """An hour counts with its visits, on 168 hours, for the time that a station is up and planned for."""
    task, kind = pump_case.made[0].operations[1], pump_case.kinds["cell"]
    assert effective(task, kind, 1.25, 0.8) == pytest.approx(1.25 * 168 / 75 / (100 / 104) / 0.8 / 2)


def test_stations_are_few(pump_case):
    """At a slow takt assembly and test have a station each; packing can't go into the one before the test."""
    way = line(pump_case, 20.0)
    assert [[task.name for task in place.operations] for place in way.places] == [
        ["assemble"],
        ["test"],
        ["pack"],
    ]
    assert [place.copies for place in way.places] == [1, 1, 1]
    assert way.balance.proven


@pytest.mark.parametrize("rate", [150.0, 700.0, 3000.0])
def test_loads_are_kept(pump_case, rate):
    """No place is planned for more than its share of time, and one station fewer would be too few."""
    for place in line(pump_case, rate).places:
        assert place.load(rate) <= 0.9 + 1e-9
        assert place.copies == 1 or replace(place, copies=place.copies - 1).load(rate) > 0.9


def test_visits(pump_case):
    """A test of 0.9 with two reworks: 1 + 0.1 + 0.01 rounds for 0.999 units that end well."""
    way = line(pump_case, 100.0)
    assert way.gross == pytest.approx(1 / 0.999)
    assert [place.visits for place in way.places] == pytest.approx([1.11 / 0.999, 1.11 / 0.999, 1.0])
    assert way.back == ((1, 0, pytest.approx(0.11 / 0.999)),)


def test_tasks_that_share_a_station_are_repeated(pump_model):
    """A unit that fails goes through the whole station again."""
    routings = [
        {"product": "pump", "task": "press", "hours": "0.2", "station": "bench"},
        {
            "product": "pump",
            "task": "look",
            "predecessors": "press",
            "hours": "0.1",
            "station": "bench",
            "yield": 0.5,
            "rework": "look",
            "rework_limit": 100,
            "together": "press",
        },
    ]
    way = line(case(pump_model(routings=routings), "brno", "pump"), 100.0)
    (place,) = way.places
    assert place.visits == pytest.approx(2.0)
    assert place.hours == pytest.approx(0.3)
    assert place.load(100.0) <= 0.9 + 1e-9


def test_batches(pump_model):
    """A station with batches and servers does as many units in the time of one."""
    stations = [row | {"batch": 6} if row["station"] == "cell" else row for row in tables()["stations"]]
    place = line(case(pump_model(stations=stations), "brno", "pump"), 600.0).places[1]
    assert place.copies == 1
    assert place.load(600.0) == pytest.approx(600 * place.visits / 75 / 12 * 1.04)


def test_a_task_too_long(pump_model):
    """A task that all the stations allowed can't do is told with what they could do."""
    stations = [row | {"copies": 2} if row["station"] == "cell" else row for row in tables()["stations"]]
    few = case(pump_model(stations=stations), "brno", "pump")
    with pytest.raises(
        DataError, match=r"routings pump test: it asks for .* and 2 may stand in parallel"
    ) as error:
        line(few, 400.0)
    most = float(error.value.faults[0].remedy.split()[-3])
    assert [place.copies for place in line(few, most * 0.999).places][1] == 2


def test_zones_that_cannot_be(pump_model):
    """Tasks of different kinds that have to share a station are refused."""
    routings = tables()["routings"]
    routings[2] |= {"together": "assemble"}
    with pytest.raises(InfeasibleError, match="share a station"):
        line(case(pump_model(routings=routings), "brno", "pump"), 10.0)
