"""Floors: docks, and how far is carried."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from tests.factory.plan.plants import changed

from reshore.factory.plan.case import case
from reshore.factory.plan.floor import shortest, stand
from reshore.factory.plan.sized import sized


def plant(model, rate=100.0):
    """Return the plant of pumps at a rate."""
    return sized(case(model, "brno", "pump"), rate, 0.9, 5.0)


def test_a_floor(pumps):
    """Blocks of a row don't overlap, and the work is that of all flows."""
    floor = stand(plant(pumps), 0.0, 0, 5.0)
    for row in (0, 1):
        ends = sorted(
            (x, x + block.length)
            for block, x, at in zip(floor.blocks, floor.x, floor.row, strict=True)
            if at == row
        )
        assert all(one[1] == pytest.approx(then[0]) for one, then in pairwise(ends))
    assert sum(flow.kg * floor.metres(flow) for flow in floor.flows) == pytest.approx(floor.work)
    assert floor.proven
    assert floor.length <= 60.0
    assert floor.area == 36.0 * 10.0 + floor.length * 4.0
    assert floor.where["receiving"][0] == pytest.approx(floor.x[3] + 4.0)


def test_a_building_too_short(pump_model):
    """Where not all fits, the longer row is as short as can be."""
    small = plant(pump_model(**changed("buildings", "hall", length=15.0, docks="receiving@5", feeds=None)))
    assert stand(small, 0.0, 0, 5.0).length == pytest.approx(shortest(small)) == 18.0


def test_the_nearest_dock_serves(pump_model):
    """Where no dock is named for goods out, they leave by the nearest."""
    model = pump_model(**changed("buildings", "hall", docks="a@0 receiving@10 b@59", feeds=None))
    floor = stand(plant(model), 0.0, 0, 5.0)
    x = floor.where["shipping"][0]
    assert floor.docks["receiving"].name == "receiving"
    assert floor.docks["shipping"] == min(floor.building.docks, key=lambda dock: abs(dock.x - x))


def test_without_docks(pump_model):
    """Without docks, nothing is carried to them."""
    floor = stand(plant(pump_model(**changed("buildings", "hall", docks=None, feeds=None))), 0.0, 0, 5.0)
    outside = [flow for flow in floor.flows if not flow.origin or not flow.destination]
    assert [floor.metres(flow) for flow in outside] == [0.0, 0.0]


def test_feeds_draw(pump_model):
    """With a weight on feeds, what draws power stands near them."""
    model = pump_model(**changed("buildings", "hall", docks=None, feeds="power@0"))
    far, near = (stand(plant(model), weight, 0, 5.0) for weight in (0.0, 1e6))
    assert near.where["pump/test"][0] == 2.0
    assert near.work > far.work


def test_parts_of_a_place(pump_model):
    """A place in parts is in the middle of its stations."""
    floor = stand(
        plant(pump_model(**changed("buildings", "hall", length=50.0, docks=None)), 1500.0), 0.0, 0, 5.0
    )
    parts = [
        (block.copies, x + block.length / 2)
        for block, x in zip(floor.blocks, floor.x, strict=True)
        if block.of == "pump/test"
    ]
    assert floor.where["pump/test"][0] == pytest.approx(sum(n * x for n, x in parts) / 13)
    assert sum(flow.kg * floor.metres(flow) for flow in floor.flows) == pytest.approx(floor.work)
    assert replace(floor, docks={}).metres(floor.flows[0]) == 0.0
