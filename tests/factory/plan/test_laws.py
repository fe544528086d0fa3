"""Distributions of task times are read, or told."""

from __future__ import annotations

import pytest

from reshore.factory.plan.laws import faults


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        ("48", ""),
        ("triangular(24, 48, 168)", ""),
        ("normal(1, 2)", ""),
        ("0", ""),
        ("two", "'two' is no distribution: write a number, or a name with numbers in brackets"),
        ("triangular(24, 48)", "is no distribution: write triangular(low, mode, high); 2 given"),
        ("uniform(-1, 2)", "'uniform(-1, 2)' can be below 0, down to -1; write a distribution of values"),
        ("-3", "'-3' can be below 0, down to -3"),
    ],
)
def test_hours_are_times(make_model, hours, told):
    """Only a distribution of values from 0 on is a time."""
    model = make_model(routings=[{"product": "rack", "task": "test", "hours": hours}])
    found = [str(fault) for fault in faults(model)]
    assert bool(found) == bool(told)
    assert all(line.startswith("routings rack test, hours: ") and told in line for line in found)


def test_all_are_told_at_once(make_model):
    """Every row that can't be read has its fault."""
    rows = [{"product": "rack", "task": name, "hours": "?"} for name in ("fill", "test")]
    assert [fault.place for fault in faults(make_model(routings=rows))] == [
        "routings rack fill, hours",
        "routings rack test, hours",
    ]
