"""No plan: what is named is what has to go, and without it there is a plan."""

from __future__ import annotations

import pytest

from reshore.errors import InfeasibleError, TimeLimitError
from reshore.footprint.design import design

TEN = {
    "processes": [{"site": "plant", "product": "good", "resource": "line", "hours_per_unit": 1}],
    "resources": [{"site": "plant", "installed": 10}],
}
"""The plant makes 10 goods a year at most."""

DEMAND = {"market": "us", "product": "good", "quantity": 100, "shortage_cost": 50}
BUYING = {"processes": [], "supplies": [{"site": "plant", "product": "good", "capacity": 10}]}
STOCK = {"site": "plant", "product": "good"}
PIN = {"activity": "make", "product": "good", "tolerance": 0.1}

CAUSES = {
    "demand": (
        {**TEN, "demands": [{**DEMAND, "minimum": 30}]},
        "the minimum of demand of us for good, segment all: 20 units short in p1",
    ),
    "process": (
        {**TEN, "processes": [{**TEN["processes"][0], "process": "craft", "minimum": 12}]},
        "the minimum of process craft: 2 units short in p1",
    ),
    "lane": (
        {**TEN, "lanes": [{"lane": "road", "origin": "plant", "destination": "us", "minimum": 11}]},
        "the minimum of lane road: 1 units short in p1",
    ),
    "supply": (
        {
            **BUYING,
            "supplies": [{**BUYING["supplies"][0], "minimum": 9}],
            "lanes": [{"origin": "plant", "destination": "us", "capacity": 4}],
        },
        "the minimum of supply of good from plant: 5 units short in p1",
    ),
    "stock": ({**TEN, "stocks": [{**STOCK, "minimum": 15}]}, "the minimum stock of good at plant: 5 units"),
    "closing": (
        {
            **TEN,
            "stocks": [{**STOCK, "opening": 40}],
            "rules": [{"rule": "ship it", "activity": "ship", "sense": ">=", "limit": 30}],
        },
        "rule 'ship it' (priority 1): 20 units short in p1",
    ),
    "baseline": (
        {**TEN, "baseline": [{**PIN, "value": 20}]},
        "the pinned baseline of make, product good: 8 units short in p1",
    ),
    "rule": (
        {**TEN, "rules": [{"rule": "more", "activity": "make", "sense": ">=", "limit": 11}]},
        "rule 'more' (priority 1): 1 units short in p1",
    ),
    "hair": (
        {
            "rules": [
                {"rule": "low", "priority": 2, "activity": "make", "limit": 59.9999},
                {"rule": "high", "activity": "make", "sense": ">=", "limit": 60},
            ]
        },
        "rule 'low' (priority 2): 0.0001 units over in p1",
    ),
}


@pytest.mark.parametrize("cause", CAUSES)
def test_the_cause_is_named(small, cause):
    """That alone, with the amount; bounds of the tables are kept longer than rules."""
    tables, told = CAUSES[cause]
    with pytest.raises(InfeasibleError) as caught:
        design(small(**tables), threads=1)
    named = [line for line in str(caught.value).splitlines() if line.startswith("- ")]
    assert len(named) == 1
    assert named[0].startswith(f"- {told}")


def test_a_price_of_goods_is_no_price_of_a_minimum(small):
    """With the goods sold at a price, the minimum of demand can be given up as without one."""
    model = small(settings={"objective": "profit"}, **TEN, demands=[{**DEMAND, "price": 70, "minimum": 30}])
    with pytest.raises(InfeasibleError, match="the minimum of demand"):
        design(model, threads=1)


def test_without_time_for_the_reason_it_is_still_infeasible(small, monkeypatch):
    """That no plan exists is certain before anybody asks why."""

    def too_late(*_, **__):
        raise TimeLimitError("no plan exists, and the search for the reason was stopped")

    monkeypatch.setattr("reshore.footprint.infeasible.explain", too_late)
    tables, _ = CAUSES["demand"]
    with pytest.raises(InfeasibleError, match="the time limit came before"):
        design(small(**tables), threads=1)
