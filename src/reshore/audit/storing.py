"""Checks of `stock`: where it may be, its bounds, its cover of what flows out, and the last stock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.audit.balance import HELD, outflows, stock

if TYPE_CHECKING:
    from reshore.audit.case import Case
    from reshore.audit.findings import Findings

FRAME = "stock"


def check_storing(case: Case, findings: Findings) -> None:
    """Hold stock against the bounds that `stocks` writes."""
    limits = case.by_period("stocks", ["cover_days", "minimum", "maximum"]).rename({"site": "place"})
    outflow = outflows(case).group_by(HELD).agg(pl.col("units").sum().alias("outflow"))
    rows = (
        stock(case)
        .join(limits, on=HELD)
        .join(case.running.select("place", "period", "open"), on=["place", "period"])
        .join(case.time.select("period", "days"), on="period")
        .join(outflow, on=HELD, how="left")
        .with_columns(cover=pl.col("cover_days") / pl.col("days") * pl.col("outflow").fill_null(0.0))
    )
    findings.at_least(FRAME, "minimum stock", rows.filter("open"), HELD, ("units", "minimum"))
    bounded = rows.filter(pl.col("maximum").is_not_null())
    findings.at_most(FRAME, "maximum stock", bounded, HELD, ("units", "maximum"))
    findings.at_least(FRAME, "cover", rows, HELD, ("units", "cover"))
    last = rows.filter(pl.col("period") == case.clock.last.period, "open")
    findings.at_least(FRAME, "last stock", last, HELD, ("units", "opening"))
