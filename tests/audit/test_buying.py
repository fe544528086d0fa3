"""Purchases are held against the supplies."""

from __future__ import annotations

from datetime import date

import pytest

from reshore.audit.buying import check_buying


@pytest.mark.parametrize(
    ("name", "table", "key", "column", "value"),
    [
        ("supply capacity", "supplies", "houston/sheet", "capacity", 800),
        ("supply minimum", "supplies", "taipei/chip", "minimum", 3500),
        ("supply capacity", "supplies", "houston/sheet", "from", date(2025, 5, 1)),
        ("bought out of its dates", "supplies", "houston/sheet", "to", date(2027, 1, 1)),
    ],
)
def test_each_limit_is_held(failures, name, table, key, column, value):
    """A limit that moves past what the plan does is found by the check that is named for it."""
    assert name in failures(check_buying, table, key, column, value)
