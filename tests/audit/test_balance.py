"""What comes in is held against what goes out."""

from __future__ import annotations

import pytest

from reshore.audit.balance import check_balance


@pytest.mark.parametrize(
    ("name", "table", "key", "column", "value"),
    [
        ("balance", "lanes", "taipei:houston:sea", "days", 41),
        ("balance", "boms", "tray/base/chip", "quantity", 2.001),
        ("balance", "processes", "racks juarez", "scrap", "0:0.1 12:0.021"),
        ("balance", "stocks", "houston/sheet", "opening", 151),
        ("balance where goods may be lost", "stocks", "west/rack", "opening", 2),
    ],
)
def test_each_limit_is_held(failures, name, table, key, column, value):
    """A limit that moves past what the plan does is found by the check that is named for it."""
    assert name in failures(check_balance, table, key, column, value)
