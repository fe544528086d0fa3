"""Demand: what shortage costs and what prices count."""

from __future__ import annotations

import pytest

from reshore.footprint.network import Network


def test_shortage_costs_a_multiple_of_the_value(small):
    """Without a cost of its own: shortage_factor x value, 2 x 10; written ones stay, be they 0."""
    for factor, written, expected in ((2, None, 20), (5, None, 50), (2, 7, 7), (2, 0, 0)):
        demands = [{"market": "us", "product": "good", "quantity": 100, "shortage_cost": written}]
        network = Network.of(small(settings={"shortage_factor": factor}, demands=demands))
        assert network.demand["shortage_cost"].to_list() == [expected]


def test_prices_count_for_profit_only(small, solve):
    """Made at 30 and sold at 70: cost 3000, or a profit of 4000."""
    tables = {
        "processes": [{"site": "plant", "product": "good", "cost_per_unit": 30}],
        "demands": [{"market": "us", "product": "good", "quantity": 100, "price": 70, "shortage_cost": 40}],
    }
    assert solve(small(**tables)).objective == pytest.approx(3000)
    solved = solve(small(settings={"objective": "profit"}, **tables))
    assert solved.objective == pytest.approx(-4000)
    assert solved.cost("revenue") == pytest.approx([-7000])


def test_profit_leaves_what_does_not_pay(small, solve):
    """Made at 30, sold at 20: nothing, and shortage costs nothing unless written."""
    tables = {
        "settings": {"objective": "profit"},
        "processes": [{"site": "plant", "product": "good", "cost_per_unit": 30}],
    }
    row = {"market": "us", "product": "good", "quantity": 100, "price": 20}
    assert solve(small(demands=[row], **tables)).objective == pytest.approx(0)
    assert solve(small(demands=[{**row, "shortage_cost": 15}], **tables)).objective == pytest.approx(1000)


def test_a_demand_without_period_stands_where_no_other_does(small):
    """100 in general, 30 in p2."""
    row = {"market": "us", "product": "good", "shortage_cost": 50}
    demands = [{**row, "quantity": 100}, {**row, "quantity": 30, "period": "p2"}]
    found = Network.of(small((12, 12, 12), demands=demands)).demand
    assert dict(found.select("period", "quantity").rows()) == {"p1": 100, "p2": 30, "p3": 100}
