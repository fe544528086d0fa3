"""Maps of two cells beside what trying every set of sites gives."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.insight.rivals import NEAR_AND_FAR

from reshore import design
from reshore.errors import DataError, UsageError
from reshore.insight.sensitivity.cells import cells
from reshore.insight.sensitivity.grid import two_way_map

TARIFF = "duties: layer = 'tariff_far': ad_valorem: 0, 1"
FREIGHT = "lanes: lane = 'far': cost_per_unit: 1, 21"


@pytest.fixture(scope="module")
def model():
    """Return the model of a plant that is near and one that is far."""
    return NEAR_AND_FAR.model()


@pytest.fixture(scope="module")
def plan(model):
    """Return its best plan: all from near."""
    return design(model, gap=0.0, threads=1)


@pytest.fixture(scope="module")
def found(model, plan):
    """Return the map of tariff and freight."""
    return two_way_map(model, plan, *cells(model, [TARIFF, FREIGHT]), steps=3)


def test_regions_beside_brute_force(found):
    """Each point has the cheapest set of sites, and its region says what differs from the plan."""
    assert found.map.select("x", "y").rows() == [(x, y) for x in (0.0, 0.5, 1.0) for y in (1.0, 11.0, 21.0)]
    for row in found.map.to_dicts():
        case = replace(
            NEAR_AND_FAR,
            tariff={"near": 0.0, "far": row["x"]},
            freight={"near": 1.0, "far": row["y"]},
        )
        costs = {site: case.cost([site]) for site in ("near", "far")}
        best = min(costs, key=costs.__getitem__)
        assert row["objective"] == pytest.approx(costs[best])
        assert row["used"] == [best]
        assert row["region"] == {"near": "as planned", "far": "with far; without near"}[best]
    assert found.regions["points"].sum() == 9
    assert found.regions["share"].sum() == pytest.approx(1.0)
    assert found.regions["region"].to_list() == ["as planned", "with far; without near"]
    assert found.now == (0.3, 6.0)
    assert found.map.select("x_unit", "y_unit", "currency").unique().rows() == [("share", "USD/unit", "USD")]


def test_points_without_a_plan_are_a_region():
    """Where rules can't be kept, that is the region; whole numbers are stepped through as such."""
    model = NEAR_AND_FAR.model(
        rules=[
            {"rule": "all", "activity": "short", "limit": 0},
            {"rule": "most", "activity": "make", "limit": 20},
        ]
    )
    asked = cells(model, ["rules: rule = 'most': limit: 5, 20", "sites: site = 'far': asset_life: 9, 10"])
    found = two_way_map(model, design(model, gap=0.0, threads=1), *asked, steps=2)
    assert found.map["region"].to_list() == ["infeasible", "infeasible", "as planned", "as planned"]


def test_what_makes_no_sense(model, plan):
    """Two cells of which one would write over the other, and a map of a point."""
    rate, freight, every, near = cells(
        model,
        [TARIFF, FREIGHT, "lanes:: cost_per_unit: x0.5, x2", "lanes: lane = 'near': cost_per_unit: 0, 1"],
    )
    with pytest.raises(DataError, match="both write cost_per_unit of lanes, in 1 of its rows"):
        two_way_map(model, plan, freight, every)
    with pytest.raises(UsageError, match="1 steps are too few"):
        two_way_map(model, plan, freight, near, steps=1)
    with pytest.raises(DataError, match="both write"):
        two_way_map(model, plan, rate, rate)
