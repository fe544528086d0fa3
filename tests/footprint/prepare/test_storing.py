"""Stocks over time: bounds, cover, and a cost on the mean of the stock before and after."""

from __future__ import annotations

import polars as pl
import pytest

from reshore.footprint.network import Network


def storing(small, months, settings=None, **stock):
    rows = [{"site": "plant", "product": "good", **stock}]
    network = Network.of(small(months, settings=settings, stocks=rows))
    return network.storing, network.clock


def test_half_of_a_period_s_cost_is_on_the_stock_at_each_end(small):
    """6 a year: the stock at the end of p1 costs 3 in p1 (a year) and 1.5 in p2 (half a year)."""
    found, _ = storing(small, (12, 6), cost=6)
    assert sorted(found.charges.select("period", "booked", "amount").rows()) == [
        ("p1", "p1", 3),
        ("p1", "p2", 1.5),
        ("p2", "p2", 1.5),
    ]


def test_capital_is_charged_alike(small):
    """20 % a year on a value of 10."""
    found, _ = storing(small, (12,), settings={"holding_rate": 0.2})
    assert found.charges.select("cost", "amount").rows() == [("stock_capital", 1)]


def test_the_opening_stock_costs_whatever_the_plan(small, solve):
    """12 at the start: 6 x 12 / 2 = 36 in the first period, discounted from its middle."""
    found, clock = storing(small, (12, 12), settings={"discount_rate": 0.1}, cost=6, opening=12)
    assert found.constants.filter(pl.col("amount") > 0).select("cost", "period", "amount").rows() == [
        ("storage", "p1", 36)
    ]
    assert found.constant(clock) == pytest.approx(36 * 1.1**-0.5)
    stock = [{"site": "plant", "product": "good", "cost": 6, "opening": 12}]
    solved = solve(small((12, 12), stocks=stock))
    assert solved.objective == pytest.approx(solved.frames["costs"]["present_value"].sum())
    assert solved.cost("storage") == pytest.approx([36, 36])


def test_cover_is_a_share_of_what_leaves(small):
    """30.4375 days are a twelfth of a year and a third of a quarter."""
    found, _ = storing(small, (12, 3), cover_days=30.4375)
    assert found.hold["cover"].to_list() == pytest.approx([1 / 12, 1 / 3])


def test_the_opening_stock_opens_the_first_and_bounds_the_last_period(small):
    """12 stand before p1, and 12 have to be there after p3."""
    found, _ = storing(small, (12, 12, 12), opening=12)
    assert found.hold["opening"].to_list() == [12, 0, 0]
    assert found.hold["closing"].to_list() == [0, 0, 12]
