"""Openings and closings are held against the sites."""

from __future__ import annotations

import pytest

from reshore.audit.case import Case
from reshore.audit.findings import Findings
from reshore.audit.sites import check_sites


@pytest.mark.parametrize(
    ("name", "table", "key", "column", "value"),
    [
        ("opened too early", "sites", "juarez", "months_to_open", 7),
        ("opened too early", "sites", "juarez", "first_period", "2026"),
        ("closed without closing_cost", "sites", "austin", "closing_cost", None),
        ("open flags that disagree", "sites", "juarez", "site", "elsewhere"),
        ("started flags that disagree", "sites", "austin", "status", "candidate"),
    ],
)
def test_each_limit_is_held(failures, name, table, key, column, value):
    """A limit that moves past what the plan does is found by the check that is named for it."""
    assert name in failures(check_sites, table, key, column, value)


def test_a_site_opens_only_once(make_model, make_plan):
    """Open, closed, open again: closed is for good; the flag of the second start is wrong too."""
    model = make_model(
        periods=[
            {"period": str(year), "start": f"{year}-01-01", "months": 12} for year in (2025, 2026, 2027)
        ],
        sites=[{"site": "a", "country": "USA", "latitude": 0, "longitude": 0, "closing_cost": 1}],
    )
    rows = [
        {"site": "a", "country": "USA", "status": "open", "period": "2025", "open": True},
        {"site": "a", "country": "USA", "status": "open", "period": "2026", "open": False, "stopped": True},
        {"site": "a", "country": "USA", "status": "open", "period": "2027", "open": True, "started": True},
    ]
    plan = make_plan(sites=[{"started": False, "stopped": False} | row for row in rows])
    findings = Findings(1e-6)
    check_sites(Case(plan, model), findings)
    failed = {check.name: check.where for check in findings.checks if not check.ok}
    assert failed == {"started flags that disagree": "a, 2027", "runs again": "a, 2027"}
