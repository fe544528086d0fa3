"""Deliveries are held against the demands."""

from __future__ import annotations

import pytest

from reshore.audit.selling import check_selling


@pytest.mark.parametrize(
    ("name", "table", "key", "column", "value"),
    [
        ("minimum delivery", "demands", "west/rack/all/2025H1", "minimum", 200),
        ("demand", "demands", "west/rack/all/2025H1", "quantity", 301),
        ("served and short", "demands", "west/rack/all/2025H1", "quantity", 301),
        ("single source", "demands", "west", "single_source", True),
    ],
)
def test_each_limit_is_held(failures, name, table, key, column, value):
    """A limit that moves past what the plan does is found by the check that is named for it."""
    assert name in failures(check_selling, table, key, column, value)
