"""A small plan made by hand, for the tests of this folder."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from reshore.plan.frames import FRAMES
from reshore.plan.plan import Plan, Status

if TYPE_CHECKING:
    from collections.abc import Callable

SITES = {"Monterrey": "MEX", "Shenzhen": "CHN"}


def frame(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Return a frame of a plan from rows; what a row leaves out is 0, empty or no."""
    spec = FRAMES[name]
    blank = {pl.Float64: 0.0, pl.Int64: 0, pl.Boolean: False, pl.String: "x"}
    defaults = {
        column: None if column in spec.optional else blank.get(dtype) for column, dtype in spec.dtypes.items()
    }
    return pl.DataFrame([{**defaults, **row} for row in rows], schema=dict(spec.dtypes))


def make_plan(**changes: Any) -> Plan:
    """Return a plan of two sites and three periods whose names don't sort in time order."""
    periods = [
        ("2025Q3", date(2025, 7, 1), 3),
        ("2025Q4", date(2025, 10, 1), 3),
        ("26", date(2026, 1, 1), 12),
    ]
    value_added = {("Monterrey", "26"): 30.0, ("Shenzhen", "26"): 10.0, ("Shenzhen", "2025Q3"): 5.0}
    frames = {name: spec.empty() for name, spec in FRAMES.items()} | {
        "periods": pl.DataFrame(periods, schema=dict(FRAMES["periods"].dtypes), orient="row"),
        "production": frame(
            "production",
            [
                {
                    "site": site,
                    "country": SITES[site],
                    "period": period,
                    "value_added": added,
                    "carbon": 500.0,
                }
                for (site, period), added in value_added.items()
            ],
        ),
        "service": frame("service", [{"period": "26", "demand": 8.0, "served": 6.0, "short": 2.0}]),
        "sites": frame(
            "sites",
            [
                {
                    "site": site,
                    "country": country,
                    "period": period,
                    "open": site == "Shenzhen" or period == "26",
                    "started": site == "Monterrey" and period == "26",
                }
                for site, country in SITES.items()
                for period, *_ in periods
            ],
        ),
        "capacity": frame(
            "capacity",
            [
                {
                    "site": "Monterrey",
                    "country": "MEX",
                    "resource": "line",
                    "period": "26",
                    "modules_ordered": 2,
                }
            ],
        ),
        "investments": frame(
            "investments",
            [
                {
                    "kind": "site_opening",
                    "site": "Monterrey",
                    "country": "MEX",
                    "period": "26",
                    "amount": 70.0,
                },
                {"kind": "module", "site": "Monterrey", "country": "MEX", "period": "26", "amount": 30.0},
            ],
        ),
        "costs": frame(
            "costs",
            [
                {
                    "cost": "labour",
                    "country": "CHN",
                    "period": "2025Q3",
                    "amount": 40.0,
                    "present_value": 40.0,
                },
                {"cost": "labour", "country": "MEX", "period": "26", "amount": 22.0, "present_value": 20.0},
                {
                    "cost": "transport",
                    "country": "CHN",
                    "period": "26",
                    "amount": 44.0,
                    "present_value": 40.0,
                },
            ],
        ),
    }
    given: dict[str, Any] = {
        "model_name": "pumps",
        "scenario": "",
        "currency": "kEUR",
        "status": Status.OPTIMAL,
        "raw_status": "Optimal",
        "objective": 100.0,
        "bound": 99.8,
        "gap": 0.002,
        "seconds": 1.5,
        "frames": frames,
        "facts": {"rows": 12, "seed": 0},
    }
    return Plan(**{**given, **changes})


@pytest.fixture
def plan() -> Plan:
    """Return the plan made by hand."""
    return make_plan()


@pytest.fixture
def plan_with() -> Callable[..., Plan]:
    """Return what makes the plan with some of its fields changed."""
    return make_plan


@pytest.fixture
def make_frame() -> Callable[..., pl.DataFrame]:
    """Return what makes a frame of a plan from its name and rows."""
    return frame
