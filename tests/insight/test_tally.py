"""Tallies: what designs of all sets say of drivers, where all are known and where some aren't."""

from __future__ import annotations

from math import inf

import polars as pl
import pytest

from reshore.insight.interval import Interval
from reshore.insight.tally import Tally


def designs(*costs):
    """Return rows of designs: one cost, or a bound and an objective."""
    ends = [cost if isinstance(cost, tuple) else (cost, cost) for cost in costs]
    return pl.DataFrame(ends, schema={"bound": pl.Float64, "objective": pl.Float64}, orient="row")


def test_costs():
    """What drivers account for is the fall of the cost; shares add up to 1."""
    tally = Tally.of_cost(["tariff", "wage"], designs(100.0, 80.0, 95.0, 70.0))
    assert tally.shares().to_dict(as_series=False) == {
        "driver": ["tariff", "wage"],
        "value": [22.5, 7.5],
        "low": [22.5, 7.5],
        "high": [22.5, 7.5],
        "tie": [False, False],
        "share": [0.75, 0.25],
        "alone": [20.0, 5.0],
        "alone_low": [20.0, 5.0],
        "alone_high": [20.0, 5.0],
    }
    assert tally.interactions().rows() == [("tariff", "wage", 5.0, 5.0, 5.0, False)]
    coalitions = tally.coalitions()
    assert coalitions["neutralised"].to_list() == [[], ["tariff"], ["wage"], ["tariff", "wage"]]
    assert coalitions["amount"].to_list() == [100.0, 80.0, 95.0, 70.0]
    assert coalitions["value"].to_list() == [0.0, 20.0, 5.0, 30.0]
    assert coalitions["tie"].to_list() == [True, False, False, False]


def test_sites():
    """What drivers account for is the rise of what it costs to do without the site."""
    tally = Tally.of_site(["tariff"], designs(130.0, (88.0, 90.0)), designs((99.0, 100.0), 80.0))
    assert tally.interval(0) == Interval(30.0, 31.0)
    assert tally.interval(1) == Interval(8.0, 10.0)
    assert tally.shares().select("value", "low", "high").row(0) == (-20.0, -23.0, -20.0)
    assert tally.coalitions()["amount"].to_list() == [30.0, 10.0]


def test_gaps_make_ties():
    """Where the interval holds 0, no order is given, and shares of nothing are not told."""
    tally = Tally.of_cost(["tariff", "wage"], designs((99.0, 100.0), (98.5, 99.5), 60.0, (99.0, 100.0)))
    drivers = tally.shares()
    assert drivers["alone_low"].to_list() == [-0.5, 39.0]
    assert drivers["tie"].to_list() == [False, False]
    assert drivers["share"].to_list() == [None, None]
    assert tally.coalitions()["tie"].to_list() == [True, True, False, True]


def test_rounding_is_no_difference():
    """A difference in the last digits is a tie."""
    tally = Tally.of_cost(["tariff"], designs(1e9, 1e9 - 1e-3))
    assert tally.shares()["tie"].to_list() == [True]


@pytest.mark.parametrize("unknown", [(-inf, inf), (inf, inf)])
def test_what_was_not_found_has_no_ends(unknown):
    """No plan in time, or none at all: what rests on it is anything, and the rest is told."""
    tally = Tally.of_cost(["tariff", "wage"], designs(100.0, 80.0, unknown, 70.0))
    assert tally.shares().select("value", "low", "high", "tie", "share").rows() == [
        (None, -inf, inf, True, None),
        (None, -inf, inf, True, None),
    ]
    assert tally.shares()["alone"].to_list() == [20.0, None]
    assert tally.coalitions().select("value", "low", "high").rows() == [
        (0.0, 0.0, 0.0),
        (20.0, 20.0, 20.0),
        (None, -inf, inf),
        (30.0, 30.0, 30.0),
    ]
    site = Tally.of_site(["tariff"], designs(unknown, 90.0), designs(100.0, 80.0))
    assert site.interval(0) == Interval(-inf, inf)
    assert site.shares().select("value", "low", "high").row(0) == (None, -inf, inf)
