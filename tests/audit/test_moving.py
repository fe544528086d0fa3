"""Shipments are held against the lanes and sites."""

from __future__ import annotations

import pytest

from reshore.audit.moving import check_moving


@pytest.mark.parametrize(
    ("name", "table", "key", "column", "value"),
    [
        ("lane capacity", "lanes", "taipei:juarez:air:chip", "capacity", 1000),
        ("lane minimum", "lanes", "taipei:juarez:sea", "minimum", 5000),
        ("throughput", "sites", "houston", "throughput", 100),
        ("lanes that don't carry the product", "lanes", "taipei:juarez:air:chip", "product", "sheet"),
        ("lanes that don't carry the product", "lanes", "houston:gulf:sea:server", "family", "part"),
        ("mass", "products", "rack", "mass", 121),
        ("carbon", "modes", "road", "emissions", 0.11),
        ("carbon", "lanes", "taipei:houston:sea", "distance", 19001),
    ],
)
def test_each_limit_is_held(failures, name, table, key, column, value):
    """A limit that moves past what the plan does is found by the check that is named for it."""
    assert name in failures(check_moving, table, key, column, value)
