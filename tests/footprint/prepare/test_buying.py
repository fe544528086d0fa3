"""Supplies over time: active for part of a period, they give part of their capacity."""

from __future__ import annotations

import pytest

from reshore.footprint.network import Network


def bought(small, months=(12,), **supply):
    rows = [{"site": "plant", "product": "part", "capacity": 200, "minimum": 40, **supply}]
    model = small(months, products=[{"product": "good"}, {"product": "part"}], supplies=rows)
    return Network.of(model).buy.select("period", "most", "minimum").rows()


def test_capacity_and_minimum_are_by_year(small):
    """Half a year gives half."""
    assert bought(small, (12, 6)) == [("p1", 200, 40), ("p2", 100, 20)]


def test_no_capacity_is_no_limit(small):
    """An empty capacity stays empty."""
    assert bought(small, capacity=None) == [("p1", None, 40)]


@pytest.mark.parametrize(
    ("dates", "days"),
    [
        ({"from": "2025-12-01"}, 31),
        ({"to": "2025-02-01"}, 31),
        ({"from": "2025-03-01", "to": "2025-03-11"}, 10),
        ({"from": "2024-01-01", "to": "2027-01-01"}, 365),
    ],
)
def test_a_supply_is_active_for_calendar_days(small, dates, days):
    """`from` is the first day, `to` the day after the last; 2025 has 365."""
    assert bought(small, **dates) == [("p1", pytest.approx(200 * days / 365), pytest.approx(40 * days / 365))]


def test_nothing_is_bought_outside_of_the_dates(small):
    """p1 is 2025, p2 2026: a supply from 2026 on has one line, and one until 2025 none of it."""
    assert [period for period, *_ in bought(small, (12, 12), **{"from": "2026-01-01"})] == ["p2"]
    assert [period for period, *_ in bought(small, (12, 12), to="2026-01-01")] == ["p1"]


def test_supply_changes_with_the_series(small, solve):
    """Price 1, 3 from p2 on; capacity 60 from p3 on."""
    series = [
        {"table": "supplies", "key": "plant/good", "column": column, "period": period, "value": value}
        for column, period, value in (("unit_cost", "p2", 3), ("capacity", "p3", 60))
    ]
    supplies = [{"site": "plant", "product": "good", "unit_cost": 1}]
    solved = solve(small((12, 12, 12), processes=[], supplies=supplies, series=series))
    assert solved.cost("purchase") == pytest.approx([100, 300, 180])
