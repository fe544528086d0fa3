"""Orders, units in service and hours are held against the resources."""

from __future__ import annotations

import pytest

from reshore.audit.capacity import check_capacity


@pytest.mark.parametrize(
    ("name", "table", "key", "column", "value"),
    [
        ("hours within capacity", "resources", "juarez/hall", "hours_per_year", 590),
        ("hours_available", "resources", "houston/hall", "hours_per_year", 690),
        ("maximum units", "resources", "juarez/hall", "maximum", 1.5),
        ("maximum units", "resources", "juarez/hall", "maximum", None),
        ("orders not allowed", "resources", "austin/hall", "months_to_install", 1),
        ("units_in_service", "resources", "juarez/hall", "ramp", "0:0.4 6:0.8 13:1"),
        ("units_in_service", "resources", "juarez/hall", "asset_life", 2),
        ("units_in_service", "resources", "juarez/hall", "module_size", 1.1),
        ("hours_used", "processes", "racks juarez", "hours_per_unit", 2.1),
    ],
)
def test_each_limit_is_held(failures, name, table, key, column, value):
    """A limit that moves past what the plan does is found by the check that is named for it."""
    assert name in failures(check_capacity, table, key, column, value)
