"""Rows of `series` change a number that is there and may change."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("table", "key", "column", "value", "problem"),
    [
        ("sites", "hou", "fixed_cost", 5, None),
        ("boms", "rack/base/tray", "quantity", 5, None),
        ("lanes", "gdl:hou:road", "capacity", 5, None),
        ("sites", "hou", "fixd_cost", 5, "column: column 'fixd_cost' of sites is not there"),
        ("sites", "hou", "asset_life", 5, "column: column 'asset_life' of sites may not change over time"),
        ("periods", "2025", "months", 5, "column: column 'months' of periods may not change over time"),
        ("sites", "hu", "fixed_cost", 5, "key: sites has no row 'hu'"),
        ("boms", "rack/tray", "quantity", 5, "key: boms has no row 'rack/tray'"),
        ("sites", "hou", "fixed_cost", -5, "value: fixed_cost -5 is below 0"),
        ("boms", "rack/base/tray", "quantity", 0, "value: quantity 0 is not above 0"),
    ],
)
def test_a_row_changes_what_may_change(told, table, key, column, value, problem):
    """Table, key, column and value are each judged."""
    row = {"table": table, "key": key, "column": column, "period": "2026", "value": value}
    first = {"table": "sites", "key": "gdl", "column": "salvage", "period": "2026", "value": 1}
    assert told(series=[first, row]) == ([] if problem is None else [f"series:1:{problem}"])


def test_the_form_of_a_key_is_told(made):
    """Where no key is near, the columns that make it up are named."""
    from reshore.tables import cross

    row = {"table": "boms", "key": "?", "column": "quantity", "period": "2026", "value": 1}
    model = made(series=[row])
    (fault,) = cross.faults(model.frames, model.settings, lambda *place: str(place))
    assert fault.remedy == "a key is product/variant/component"
