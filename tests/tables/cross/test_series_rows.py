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
    assert fault.remedy == "a key is product/variant/component, such as 'rack/base/tray'"


DUTY = {"layer": "s301", "importer": "USA", "origin": "MEX", "hs": "8471", "from": "2025-01-01"}


@pytest.mark.parametrize(
    ("duty", "key", "found"),
    [
        (DUTY, "s301/USA/MEX//8471//2025-01-01", True),
        ({"layer": "mfn"}, "mfn//////", True),
        ({"layer": "mfn", "segment": "all"}, "mfn/////all/", True),
        ({"layer": "mfn", "importer": "USA"}, "mfn/USA", False),
        (DUTY, "s301/USA/MEX/8471/2025-01-01", False),
    ],
)
@pytest.mark.parametrize("column", ["ad_valorem", "per_kg"])
def test_rates_of_duties_change(told, duty, key, column, found):
    """The key of a duty has seven parts, and nothing between the bars where one is empty."""
    row = {"table": "duties", "key": key, "column": column, "period": "2026", "value": 0.5}
    problems = [] if found else [f"series:0:key: duties has no row {key!r}"]
    assert told(duties=[duty], series=[row]) == problems


def test_a_key_of_a_duty_is_shown(made):
    """Whoever gets it wrong sees a right one."""
    from reshore.tables import cross

    row = {"table": "duties", "key": "tariff of China", "column": "per_kg", "period": "2026", "value": 1}
    model = made(duties=[DUTY], series=[row])
    (fault,) = cross.faults(model.frames, model.settings, lambda *place: str(place))
    form = "layer/importer/origin/exporter/hs/segment/from"
    assert fault.remedy == f"a key is {form}, such as 's301/USA/MEX//8471//2025-01-01'"
