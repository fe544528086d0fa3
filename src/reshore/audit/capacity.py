"""Checks of `capacity`: orders that the tables allow, units and hours in service, hours used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.audit.fleet import KEYS, in_service

if TYPE_CHECKING:
    from reshore.audit.case import Case
    from reshore.audit.findings import Findings
    from reshore.audit.fleet import Resource

FRAME = "capacity"


def check_capacity(case: Case, findings: Findings) -> None:
    """Hold orders, capacity in service and its use."""
    _check_orders(case, findings)
    hours = (
        case.made.filter(pl.col("resource").is_not_null())
        .group_by(KEYS)
        .agg(pl.col("hours").sum().alias("work"))
    )
    expected = in_service(case).join(hours, on=KEYS, how="left").with_columns(pl.col("work").fill_null(0.0))
    rows = case.frames[FRAME].join(expected, on=KEYS, how="right", suffix=" expected")
    for column in ("units_in_service", "hours_available"):
        findings.equal(FRAME, column, rows, KEYS, (column, f"{column} expected"))
    findings.equal(FRAME, "hours_used", rows, KEYS, ("hours_used", "work"))
    findings.at_most(FRAME, "hours within capacity", rows, KEYS, ("work", "hours_available expected"))


def _check_orders(case: Case, findings: Findings) -> None:
    wrong = [order for resource in case.resources for order in _not_allowed(case, resource)]
    refused = pl.DataFrame(wrong, schema=dict.fromkeys(KEYS, pl.String), orient="row")
    findings.never(FRAME, "orders not allowed", refused, KEYS)
    bounds = [_bound(case, resource) for resource in case.resources if resource.ordered]
    schema = {"site": pl.String, "resource": pl.String, "units": pl.Float64, "maximum": pl.Float64}
    rows = pl.DataFrame(bounds, schema=schema, orient="row")
    findings.at_most(FRAME, "maximum units", rows, ["site", "resource"], ("units", "maximum"))


def _not_allowed(case: Case, resource: Resource) -> list[tuple[str, str, str]]:
    """Orders for a period that is too early, or in which the site doesn't run."""
    site, name = resource.row["site"], resource.row["resource"]
    return [
        (site, name, cohort.since.period)
        for cohort in resource.cohorts
        if cohort.since.month < resource.row["months_to_install"]
        or not case.lives[site].runs(cohort.since.index)
    ]


def _bound(case: Case, resource: Resource) -> tuple[str, str, float, float]:
    """Units installed and ordered, and the most there may be; without a maximum nothing may be added."""
    installed = resource.rates[case.clock.ticks[0].period]["installed"] or 0.0
    maxima = [rates["maximum"] for rates in resource.rates.values() if rates["maximum"] is not None]
    units = installed + resource.row["module_size"] * resource.ordered
    return resource.row["site"], resource.row["resource"], units, max(maxima, default=installed)
