"""Checks of `purchases`: within the capacity and minimum of a supply, and in its dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from reshore.audit.case import Case
    from reshore.audit.findings import Findings

FRAME = "purchases"
KEYS = ("site", "product", "period")


def check_buying(case: Case, findings: Findings) -> None:
    """Hold what is bought from each supply."""
    bought = case.frames[FRAME].group_by(KEYS).agg(pl.col("units").sum())
    rows = (
        case.by_period("supplies", ["capacity", "minimum"])
        .join(active(case), on=KEYS)
        .join(case.time.select("period", "years"), on="period")
        .join(bought, on=KEYS, how="left")
        .join(case.running, left_on=["site", "period"], right_on=["place", "period"])
        .with_columns(
            pl.col("units").fill_null(0.0),
            pl.col("capacity", "minimum") * pl.col("years") * pl.col("active"),
            nothing=pl.lit(0.0),
        )
    )
    limited = rows.filter(pl.col("capacity").is_not_null())
    findings.at_most(FRAME, "supply capacity", limited, KEYS, ("units", "capacity"))
    findings.at_least(FRAME, "supply minimum", rows.filter("open"), KEYS, ("units", "minimum"))
    inactive = rows.filter(pl.col("active") == 0)
    findings.equal(FRAME, "bought out of its dates", inactive, KEYS, ("units", "nothing"))


def active(case: Case) -> pl.DataFrame:
    """Return the share of each period's days in which a supply is there: site, product, period, active."""
    rows = []
    for site, product, since, until in (
        case.model["supplies"].select("site", "product", "from", "to").iter_rows()
    ):
        for tick in case.clock:
            first = max(since, tick.start) if since else tick.start
            after = min(until, tick.end) if until else tick.end
            days = max(0, (after - first).days)
            rows.append((site, product, tick.period, days / (tick.end - tick.start).days))
    schema = dict.fromkeys(KEYS, pl.String) | {"active": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")
