"""Blocks: how stations and areas stand beside the corridor."""

from __future__ import annotations

import pytest
from tests.factory.plan.plants import changed, tables

from reshore.errors import DataError
from reshore.factory.plan.blocks import blocks
from reshore.factory.plan.case import case
from reshore.factory.plan.sized import sized


def plant(model, rate=100.0):
    """Return the plant of pumps at a rate."""
    return sized(case(model, "brno", "pump"), rate, 0.9, 5.0)


def test_blocks(pumps):
    """Copies stand one behind the other as far as the row is deep, the others beside them."""
    found = {block.name: block for block in blocks(plant(pumps, 1500.0))}
    bench, cell = found["pump/assemble"], found["pump/test"]
    assert (bench.copies, bench.length, bench.depth) == (8, 6.0, 10.0)
    assert (cell.copies, cell.length, cell.depth) == (13, 28.0, 8.0)
    assert cell.power == 13 * (2 * 20 + 0.5)
    assert (found["store"].length, found["store"].depth, found["store"].power) == (10.0, 8.0, 0.0)


def test_long_blocks_are_split(pump_model):
    """What is longer than half of the building stands in parts that share the stations."""
    found = [
        block
        for block in blocks(
            plant(pump_model(**changed("buildings", "hall", length=50.0, docks=None)), 1500.0)
        )
        if block.of == "pump/test"
    ]
    assert [(block.name, block.copies, block.length) for block in found] == [
        ("pump/test 1", 7, 16.0),
        ("pump/test 2", 6, 12.0),
    ]
    assert sum(block.share for block in found) == 1.0


def test_stations_are_turned(pump_model):
    """A station that is too wide for the row is turned; one that is too deep both ways is told."""
    stations = [row | {"width": 9.0} if row["station"] == "bench" else row for row in tables()["stations"]]
    hall = tables()["buildings"][0]
    model = pump_model(stations=stations, buildings=[hall | {"width": 20.0}])
    assert {(block.length, block.depth) for block in blocks(plant(model)) if block.kind.name == "bench"} == {
        (9.0, 3.0)
    }
    with pytest.raises(DataError, match=r"stations store: is 8 m deep at least.*2 m too much"):
        plant(pump_model(buildings=[hall | {"width": 16.0}]))


def test_too_small_by_far(pump_model):
    """Where far too much would have to stand, it is told before anything is laid out."""
    small = pump_model(**changed("buildings", "hall", length=1.0, docks=None, feeds=None))
    with pytest.raises(DataError, match="length 1 m is too little for 1500 units a week: each row takes"):
        blocks(plant(small, 1500.0))
