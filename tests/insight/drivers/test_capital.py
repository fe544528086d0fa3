"""Capital cost neutralised: candidates alike, modules alike by the unit of capacity."""

from __future__ import annotations

import pytest
from tests.insight.drivers.volumes import plan_of
from tests.insight.drivers.world import world

from reshore.insight.drivers.capital import capital
from reshore.tables.series import by_period


def test_candidates_and_modules():
    """Means over rows; sites that are open, and resources that can't grow, keep what they have."""
    model = world()
    written = model.with_frames(**capital(model, plan_of()))
    assert written["sites"]["fixed_cost"].to_list() == [9.0, 20.0, 20.0]
    assert written["sites"]["opening_cost"].to_list() == [0.0, 200.0, 200.0]
    modules = by_period(written, "resources", ["module_cost", "module_fixed_cost"])
    early, late = (400 / 4 + 100 / 2) / 2, (400 / 4 + 140 / 2) / 2
    assert modules["module_cost"].to_list() == pytest.approx(
        [4 * early, 4 * late, 4 * late, 2 * early, 2 * late, 2 * late, 7, 7, 7]
    )
    assert modules["module_fixed_cost"].to_list() == pytest.approx([8.0] * 3 + [4.0] * 3 + [0.0] * 3)
    assert written["series"].filter(table="resources").select("key", "period").rows() == [
        ("north/line", "y2"),
        ("south/line", "y2"),
    ]


def test_sites_over_time():
    """What follows a candidate's cost follows the mean; other series stay."""
    row = {"table": "sites", "key": "north", "column": "fixed_cost", "period": "y3", "value": 50}
    model = world(series=[row])
    written = model.with_frames(**capital(model, plan_of()))
    fixed = by_period(written, "sites", ["fixed_cost"])["fixed_cost"].to_list()
    assert fixed == [9.0] * 3 + [20.0, 20.0, 30.0] * 2
