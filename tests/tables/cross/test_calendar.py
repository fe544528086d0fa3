"""Periods follow each other, and days run forward."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("start", "rest"), [("2027-01-01", []), ("2027-02-01", ["gap"]), ("2026-06-01", ["lap"])]
)
def test_periods_follow_each_other(told, start, rest):
    """A gap and an overlap are faults of the period that starts on the wrong day."""
    found = told(periods=[{"period": "next", "start": start, "months": 6}])
    assert len(found) == len(rest)
    for line in found:
        assert line.startswith(
            f"periods:2:start: 'next' starts on {start}, and the period before it, '2026', ends"
        )


def test_the_order_of_rows_does_not_matter(told):
    """Periods are in order of their start."""
    rows = [
        {"period": "later", "start": "2025-04-01", "months": 9},
        {"period": "first", "start": "2025-01-01", "months": 3},
    ]
    assert told(only_periods=rows) == []


def test_days_run_forward(told):
    """What ends on the day it begins, or before, is never there."""
    supply = {"site": "gdl", "product": "rack", "from": "2025-05-01", "to": "2025-05-01"}
    assert told(supplies=[supply]) == ["supplies:2:to: to 2025-05-01 is not after from 2025-05-01"]
    assert told(supplies=[{**supply, "to": "2025-05-02"}]) == []
