"""Stations and places are added until the rate is reached."""

from __future__ import annotations

import pytest
from tests.factory.plan.plants import changed, figure, tables

from reshore.errors import DataError
from reshore.factory.plan.plant import plant


def test_places_are_added(pump_model):
    """Where units block each other, places for them are added until the rate is reached, and each is told."""
    stations = [row | {"buffer": 0} if "buffer" in row else row for row in tables()["stations"]]
    hours = {"assemble": "exponential(0.5)", "test": "exponential(1)", "pack": "0.1"}
    routings = [row | {"hours": hours.get(row["task"], "1")} for row in tables()["routings"]]
    model = pump_model(stations=stations, routings=routings)
    found = plant(model, "brno", "pump", "110/week", load=1.0, precision=0.03, most=8)
    changes = found["changes"]
    assert found.facts["reached"]
    assert changes["lack"].to_list() == ["places"] * (changes.height - 1) + [None]
    assert changes["change"][:2].to_list() == ["1 more place", "1 more place"]
    assert changes["throughput"].is_sorted()
    assert found["stations"].filter(group="pump/test")["buffer"][0] == 2 ** (changes.height - 2)


def test_stations_are_added(pump_model):
    """Where repairs wait for each other and servers have no time left, stations are added."""
    crew = tables()["buildings"][0] | {"crews": 1}
    slow = {"hours_between_failures": 60.0, "hours_to_repair": 14.0}
    stations = [row | slow if row["station"] == "cell" else row for row in tables()["stations"]]
    calendars = [row | {"days": "mon tue wed thu fri sat sun"} for row in tables()["calendars"]]
    model = pump_model(
        stations=[{key: row[key] for key in row if key != "buffer"} for row in stations],
        buildings=[crew],
        calendars=calendars,
    )
    found = plant(model, "brno", "pump", "600/week", load=1.0, precision=0.03, most=64)
    changes = found["changes"]
    assert found.facts["reached"]
    assert set(changes["lack"].to_list()[:-1]) == {"stations"}
    assert set(changes["place"].to_list()[:-1]) == {"pump/test"}


def test_a_building_too_short(pump_model):
    """A rate for which the floor is too short is told with how many metres lack."""
    model = pump_model(**changed("buildings", "hall", length=12.0, docks=None, feeds=None))
    found = plant(model, "brno", "pump", "20/week", precision=0.05, most=4)
    assert found.facts["binds"] == ["floor"]
    assert figure(found, "floor left") == -6.0


def test_a_rate_that_no_line_reaches(pump_model):
    """Where no more stations may stand in parallel, the largest rate that they could do is told."""
    model = pump_model(**changed("stations", "cell", copies=2))
    with pytest.raises(DataError, match=r"routings pump test: it asks for .* ask for 233\.7 a week"):
        plant(model, "brno", "pump", "2000/week")


def test_sure_of_the_rate(pump_result):
    """What makes its rate to the precision asked for is sure of it."""
    assert (pump_result.facts["reached"], pump_result.facts["sure"]) == (True, True)
