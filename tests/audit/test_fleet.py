"""Units in service, by hand."""

from __future__ import annotations

import pytest

from reshore.audit.case import Case
from reshore.audit.fleet import in_service


def test_cohorts_ramp_and_end(make_model, make_plan):
    """Two years of six months each; modules of 2 units, ramp 0 to 1 over 12 months, life 1 year.

    Installed 1, at an open site, counts in full. One module for H1: ramp 0.25 in H1, 0.75 in H2, then gone.
    Three more for H2: 0.25 in H2; in 2026 0.75 over its first half, but mean over the year of 6..18 months is
    (0.75 * 6 + 1 * 6) / 12 = 0.875, of which the half before the life's end counts: 0.4375.
    H1: 1 + 2 * 0.25 = 1.5. H2: 1 + 2 * 0.75 + 6 * 0.25 = 4. 2026: 1 + 6 * 0.4375 = 3.625.
    """
    model = make_model(
        periods=[
            {"period": "H1", "start": "2025-01-01", "months": 6},
            {"period": "H2", "start": "2025-07-01", "months": 6},
            {"period": "2026", "start": "2026-01-01", "months": 12},
        ],
        sites=[{"site": "a", "country": "USA", "latitude": 0, "longitude": 0}],
        resources=[
            {
                **{"site": "a", "resource": "r", "installed": 1, "hours_per_year": 100, "module_size": 2},
                **{"ramp": "0:0 12:1", "asset_life": 1, "maximum": 9},
            }
        ],
    )
    flags = {"country": "USA", "status": "open", "open": True, "started": False, "stopped": False}
    numbers = {"units_in_service": 0.0, "hours_available": 0.0, "hours_used": 0.0}
    periods = ["H1", "H2", "2026"]
    plan = make_plan(
        sites=[{"site": "a", "period": period} | flags for period in periods],
        capacity=[
            {"site": "a", "country": "USA", "resource": "r", "period": period, "modules_ordered": modules}
            | numbers
            for period, modules in zip(periods, [1, 3, 0], strict=True)
        ],
    )
    rows = in_service(Case(plan, model))
    assert rows["units_in_service"].to_list() == pytest.approx([1.5, 4.0, 3.625])
    assert rows["hours_available"].to_list() == pytest.approx([75.0, 200.0, 362.5])
