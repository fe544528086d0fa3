"""Stock is held against its bounds."""

from __future__ import annotations

import pytest

from reshore.audit.storing import check_storing


@pytest.mark.parametrize(
    ("name", "table", "key", "column", "value"),
    [
        ("minimum stock", "stocks", "juarez/rack", "minimum", 30),
        ("maximum stock", "stocks", "houston/rack", "maximum", 3),
        ("cover", "stocks", "houston/chip", "cover_days", 21),
        ("last stock", "stocks", "houston/sheet", "opening", 151),
    ],
)
def test_each_limit_is_held(failures, name, table, key, column, value):
    """A limit that moves past what the plan does is found by the check that is named for it."""
    assert name in failures(check_storing, table, key, column, value)
