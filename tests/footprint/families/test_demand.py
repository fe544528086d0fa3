"""Demand is served or short at its cost; least deliveries are made whatever they cost."""

from __future__ import annotations

import pytest

DEAR = {"processes": [{"site": "plant", "product": "good", "cost_per_unit": 80}]}


def asked(**more):
    return [{"market": "us", "product": "good", "quantity": 100, "shortage_cost": 50, **more}]


def test_what_costs_more_than_shortage_is_short(small, solve):
    """Making costs 80, shortage 50: all 100 are short."""
    solved = solve(small(**DEAR))
    assert solved.units("service", "short") == pytest.approx([100])
    assert solved.cost("shortage") == pytest.approx([5000])


def test_a_minimum_is_delivered_at_any_cost(small, solve):
    """30 of 100 have to be delivered: 30 x 80 + 70 x 50."""
    solved = solve(small(demands=asked(minimum=30), **DEAR))
    assert solved.objective == pytest.approx(30 * 80 + 70 * 50)


def test_a_minimum_that_can_not_be_made_leaves_no_plan(small, infeasible):
    """20 units in service of 1 hour each, 30 to be delivered."""
    processes = [{"site": "plant", "product": "good", "resource": "line", "hours_per_unit": 1}]
    resources = [{"site": "plant", "installed": 20}]
    assert infeasible(small(demands=asked(minimum=30), processes=processes, resources=resources))


def test_segments_are_apart(small, solve):
    """25 can be made; the segment with the dearer shortage is served first."""
    solved = solve(
        small(
            processes=[{"site": "plant", "product": "good", "resource": "line", "hours_per_unit": 1}],
            resources=[{"site": "plant", "installed": 25}],
            demands=[*asked(segment="a", quantity=20), *asked(segment="b", quantity=20, shortage_cost=60)],
        )
    )
    assert solved.units("service", "served", segment="a") == pytest.approx([5])
    assert solved.units("service", "served", segment="b") == pytest.approx([20])
