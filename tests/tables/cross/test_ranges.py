"""Rows of ranges name numbers, and what makes rows share a draw."""

from __future__ import annotations

import pytest

from reshore.tables import cross

RANGE = {"range": "r", "table": "sites", "column": "fixed_cost", "value": "uniform(1, 2)"}


@pytest.mark.parametrize(
    ("row", "problems"),
    [
        ({}, []),
        ({"where": "country = 'MEX'", "by": "country"}, []),
        ({"table": "series", "column": "value", "by": "key"}, []),
        ({"table": "ranges"}, ["table: table ranges says what is uncertain and is not so itself"]),
        ({"table": "scenarios"}, ["table: table scenarios says what is uncertain and is not so itself"]),
        ({"where": "town = 'x'"}, ["where: condition town = 'x': there is no column town"]),
        ({"column": "cost"}, ["column: column 'cost' is not in sites"]),
        ({"column": "site"}, ["column: site is part of the key of sites"]),
        ({"column": "status"}, ["column: status of sites is a text, and no number"]),
        ({"column": "months_to_open"}, ["action: months_to_open of sites is a whole number"]),
        ({"column": "months_to_open", "action": "set"}, []),
        ({"by": "town"}, ["by: by 'town' is not in sites"]),
        ({"by": "latitude"}, ["by: latitude of sites is a number"]),
        (
            {"table": "settings", "column": "value"},
            ["column: value of settings is a text, and no number"],
        ),
    ],
)
def test_a_row_names_a_number(told, row, problems):
    """Table, condition, column and `by` are judged; a whole number can only be set."""
    assert told(ranges=[{**RANGE, **row}]) == [f"ranges:0:{problem}" for problem in problems]


def test_a_name_that_is_nearly_right_is_told_what_was_meant(made):
    """The remedy of a wrong column names the nearest one."""
    model = made(ranges=[{**RANGE, "column": "fixed_costs"}])
    (fault,) = cross.faults(model.frames, model.settings, lambda *place: str(place))
    assert "fixed_cost" in fault.remedy


def test_a_row_that_finds_nothing_is_odd(warned):
    """Rows that select nothing, or only empty numbers, are told; what `series` writes counts."""
    capacity = {"range": "c", "table": "supplies", "column": "capacity", "value": "uniform(1, 2)"}
    found = warned(
        ranges=[{**RANGE, "where": "country = 'DEU'"}, capacity, {**capacity, "range": "d", "action": "set"}]
    )
    odd = [line for line in found if line.startswith("ranges")]
    assert odd == [
        "ranges:0:where: condition country = 'DEU' selects no row of sites",
        "ranges:1:column: every capacity that it selects is empty",
    ]
    later = {"table": "supplies", "key": "gdl/tray", "column": "capacity", "period": "2026", "value": 5}
    assert not [line for line in warned(ranges=[capacity], series=[later]) if line.startswith("ranges")]
