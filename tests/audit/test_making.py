"""Production is worked out again from good units."""

from __future__ import annotations

import pytest

from reshore.audit.making import check_making


@pytest.mark.parametrize(
    ("name", "table", "key", "column", "value"),
    [
        ("gross", "processes", "racks juarez", "scrap", "0:0.1 12:0.021"),
        ("hours", "processes", "racks juarez", "rework", "0:0.3 6:0.1 24:0.051"),
        ("labour_hours", "processes", "racks juarez", "labour_hours", 0.51),
        ("energy", "processes", "trays houston", "energy", 1.6),
        ("carbon", "countries", "MEX", "grid_carbon", 0.46),
        ("value", "products", "tray", "value", 21),
        ("value_added", "boms", "rack/lean/tray", "quantity", 3.1),
        ("minimum volume", "processes", "racks houston", "minimum", 260),
    ],
)
def test_each_limit_is_held(failures, name, table, key, column, value):
    """A limit that moves past what the plan does is found by the check that is named for it."""
    assert name in failures(check_making, table, key, column, value)
