"""What the baseline pins is held."""

from __future__ import annotations

import pytest

from reshore.audit.baseline import check_baseline


@pytest.mark.parametrize(
    ("name", "table", "key", "column", "value"),
    [
        ("baseline", "baseline", "make/austin", "tolerance", 0.01),
        ("baseline", "baseline", "open/taipei", "value", 0.0),
        ("baseline", "baseline", "ship/houston", "tolerance", 0.01),
    ],
)
def test_each_limit_is_held(failures, name, table, key, column, value):
    """A limit that moves past what the plan does is found by the check that is named for it."""
    assert name in failures(check_baseline, table, key, column, value)
