"""Bounds leave room, as the tables write them and as `series` changes them."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("table", "row", "problem"),
    [
        (
            "stocks",
            {"site": "hou", "product": "tray", "opening": 5, "maximum": 4},
            "opening 5 is above maximum 4",
        ),
        (
            "stocks",
            {"site": "hou", "product": "tray", "minimum": 5, "maximum": 4},
            "minimum 5 is above maximum 4",
        ),
        (
            "supplies",
            {"site": "gdl", "product": "rack", "minimum": 9, "capacity": 8},
            "minimum 9 is above capacity 8",
        ),
        (
            "demands",
            {"market": "west", "product": "tray", "quantity": 1, "minimum": 2},
            "minimum 2 is above quantity 1",
        ),
        ("modes", {"mode": "sea", "speed": 1, "min_km": 9, "max_km": 8}, "min_km 9 is above max_km 8"),
        (
            "resources",
            {"site": "gdl", "resource": "line", "hours_per_year": 1, "installed": 3, "maximum": 2},
            "installed 3 is above maximum 2",
        ),
        (
            "lanes",
            {"origin": "gdl", "destination": "west", "mode": "road", "minimum": 2, "capacity": 1},
            "minimum 2 is above capacity 1",
        ),
    ],
)
def test_no_lower_bound_is_above_the_upper_one(told, table, row, problem):
    """Each pair of bounds is compared."""
    assert [line.split(": ", 1)[1] for line in told(**{table: [row]})] == [problem]


def change(column, period, value, table="stocks", key="hou/tray"):
    return {"table": table, "key": key, "column": column, "period": period, "value": value}


def test_bounds_that_change_are_compared_by_period(told):
    """A table's own number counts only where `series` does not replace it."""
    stock = {"site": "hou", "product": "tray", "minimum": 5, "maximum": 4}
    problem = "stocks:0:minimum: minimum 5 is above maximum 4"
    assert told(stocks=[stock], series=[change("maximum", "2026", 9)]) == [problem]
    assert told(stocks=[stock], series=[change("maximum", "2025", 9)]) == []
    found = told(stocks=[stock], series=[change("maximum", "2025", 9), change("minimum", "2026", 10)])
    assert found == ["stocks:0:minimum: minimum 10 is above maximum 9"]


def test_opening_stock_fits_in_the_end(told):
    """The last stock is at least the opening one, so the last maximum counts."""
    stock = {"site": "hou", "product": "tray", "opening": 5, "maximum": 9}
    assert told(stocks=[stock], series=[change("maximum", "2025", 4), change("maximum", "2026", 9)]) == []
    found = told(stocks=[stock], series=[change("maximum", "2026", 4)])
    assert found == ["stocks:0:opening: opening 5 is above maximum 4"]


def test_the_highest_maximum_of_a_resource_counts(told):
    """Units may be installed up to the highest value over the periods."""
    resource = {"site": "gdl", "resource": "line", "hours_per_year": 1, "installed": 3, "maximum": 2}
    rows = [change("maximum", "2026", 4, "resources", "gdl/line")]
    assert told(resources=[resource], series=rows) == []
