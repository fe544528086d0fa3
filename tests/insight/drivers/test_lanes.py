"""Distance neutralised: rates and days that are the same for a product, at the plan's own total cost."""

from __future__ import annotations

import polars as pl
import pytest
from tests.insight.drivers.volumes import plan_of
from tests.insight.drivers.world import world

from reshore.insight.drivers.lanes import closeness, freight, transit
from reshore.tables.recheck import recheck
from reshore.tables.series import by_period

COSTS = ["cost_per_unit", "cost_per_kg", "cost_per_shipment"]
MOVED = [
    {"lane": "part_n", "units": 30.0, "mass": 60.0},
    {"lane": "part_s", "units": 10.0, "mass": 20.0},
    {"lane": "chip_n", "units": 5.0, "mass": 2.5},
    {"lane": "chip_s", "units": 15.0, "mass": 7.5},
    {"lane": "north_city", "units": 10.0, "mass": 100.0},
    {"lane": "south_town", "units": 30.0, "mass": 300.0},
]


@pytest.fixture(scope="module")
def model():
    """Return the model with a row for every driver."""
    return world()


@pytest.fixture(scope="module")
def plan():
    """Return a plan that moves goods."""
    return plan_of(shipments=MOVED)


def test_freight(model, plan):
    """Each product has one rate on all lanes to sites, each period its own; lanes to markets keep theirs."""
    written = model.with_frames(**freight(model, plan))
    costs = by_period(written, "lanes", COSTS)
    early, late = (60 * 2 + 20 * 5) / 80, (60 * 4 + 20 * 5) / 80
    parts = costs.filter(pl.col("lane").str.starts_with("part"))
    assert parts["cost_per_kg"].to_list() == pytest.approx([early, early, late] * 2)
    assert parts["cost_per_unit"].to_list() == [0.0] * 6
    assert parts["cost_per_shipment"].null_count() == 6
    chips = costs.filter(pl.col("lane").str.starts_with("chip"))
    assert chips["cost_per_kg"].to_list() == pytest.approx([(7.5 * 2) / 10] * 6)
    assert chips["cost_per_unit"].to_list() == [1.0] * 6
    assert written["lanes"][4:].equals(model["lanes"][4:])
    assert written["lanes"].drop(COSTS).equals(model["lanes"].drop(COSTS))
    recheck(written.frames, "test")


def test_transit(model, plan):
    """Days and border days are means over units; what is level already stays."""
    written = transit(model, plan)
    lanes = written["lanes"]
    assert lanes["days"].to_list() == [25.0, 25.0, 3.0, 3.0, 1.0, 4.0, 6.0, 2.0]
    assert lanes["border_days"].to_list() == [1.5, 1.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    assert lanes.drop("days", "border_days").equals(model["lanes"].drop("days", "border_days"))
    assert written["series"].equals(model["series"])


def test_closeness(model, plan):
    """All lanes to markets cost and take the same; lanes to sites keep theirs."""
    written = model.with_frames(**closeness(model, plan))
    lanes = written["lanes"]
    assert lanes["cost_per_unit"][4:].to_list() == pytest.approx([(10 * 5 + 30 * 2) / 40] * 4)
    assert lanes["days"][4:].to_list() == pytest.approx([(10 * 1 + 30 * 2) / 40] * 4)
    assert lanes[:4].equals(model["lanes"][:4])
    assert written["series"].equals(model["series"])
    recheck(written.frames, "test")


def test_a_plan_that_moves_nothing(model):
    """All lanes of a product count alike."""
    written = freight(model, plan_of())["lanes"]
    assert written["cost_per_kg"][:4].to_list() == pytest.approx([3.5, 3.5, 1.0, 1.0])
