"""Money invested is held against openings, modules ordered and their costs."""

from __future__ import annotations

import pytest

from reshore.audit.investing import check_investing


@pytest.mark.parametrize(
    ("table", "key", "column", "value"),
    [
        ("sites", "juarez", "opening_cost", 1.0),
        ("resources", "juarez/hall", "module_cost", 1.0),
    ],
)
def test_each_cost_is_held(failures, table, key, column, value):
    """A cost that moves away from what the plan says is found."""
    assert "amount" in failures(check_investing, table, key, column, value)
