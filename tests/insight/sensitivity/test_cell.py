"""A cell: how its values are said and written, what lies between, and what it is now."""

from __future__ import annotations

import pytest
from tests.conftest import build_model

from reshore.insight.sensitivity.cell import Cell
from reshore.tables.address import Address

RATE = Cell("rate", Address("duties", "", ("ad_valorem",)), 0.0, 1.0)
WHOLE = Cell("months", Address("sites", "", ("months_to_open",)), 0.0, 5.0, whole=True)


@pytest.mark.parametrize(
    ("action", "value", "said"),
    [("set", 0.25, "0.25"), ("multiply", 2.0, "x2"), ("add", 1.0, "+1"), ("add", -1.0, "-1")],
)
def test_words(action, value, said):
    """Factors and what is added are told apart from values."""
    assert Cell("c", RATE.address, 0.0, 1.0, action).said(value) == said


def test_changes():
    """Whole numbers are written without a point."""
    (row,) = RATE.changes(0.1)
    assert (row["table"], row["column"], row["action"], row["value"]) == (
        "duties",
        "ad_valorem",
        "set",
        "0.1",
    )
    assert WHOLE.changes(3.0)[0]["value"] == "3"
    variant = RATE.variant(0.1)
    assert (variant.name, variant.changes, variant.start) == ("rate 0.1", [row], None)


def test_middles():
    """Between whole numbers that are next to each other there is nothing."""
    assert RATE.middle(0.0, 0.5) == 0.25
    assert WHOLE.middle(0.0, 5.0) == 2.0
    assert WHOLE.middle(2.0, 3.0) is None


def test_now():
    """What tables have: one number, and none where rows differ, are empty or change over time."""
    where = {"country": "AAA", "latitude": 0, "longitude": 0}
    series = [{"table": "sites", "key": "b", "column": "fixed_cost", "period": "y1", "value": 3}]
    model = build_model(
        sites=[{"site": "a", "fixed_cost": 7, **where}, {"site": "b", "fixed_cost": 7, **where}],
        series=series,
    )

    def now(condition, column, action="set"):
        return Cell("c", Address("sites", condition, (column,)), 0.0, 1.0, action).now(model)

    assert now("site = 'a'", "fixed_cost") == 7.0
    assert now("site = 'b'", "fixed_cost") is None
    assert now("", "fixed_cost") is None
    assert now("site = 'a'", "closing_cost") is None
    assert now("", "fixed_cost", "multiply") == 1.0
    assert now("", "fixed_cost", "add") == 0.0
