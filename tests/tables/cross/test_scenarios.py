"""Rows of scenarios are judged before any is applied."""

from __future__ import annotations


def test_a_row_names_what_is_there(told):
    """Table, column, condition and value are judged, whether or not the scenario is ever used."""
    change = {"scenario": "s", "table": "sites", "column": "fixed_cost", "value": "5"}
    found = told(
        scenarios=[
            {**change, "order": 1},
            {**change, "order": 2, "column": "cost"},
            {**change, "order": 3, "where": "town = 'x'", "value": "much"},
        ]
    )
    assert [line.split(": ")[0] for line in found] == [
        "scenarios:1:column",
        "scenarios:2:where",
        "scenarios:2:value",
    ]
