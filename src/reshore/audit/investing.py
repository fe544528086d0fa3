"""Checks of `investments`: every opening and every module ordered, at its full cost, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.audit.invest import invested

if TYPE_CHECKING:
    from reshore.audit.case import Case
    from reshore.audit.findings import Findings

FRAME = "investments"
KEYS = ("kind", "site", "country", "resource", "period")
SCHEMA = {
    "kind": pl.String,
    "site": pl.String,
    "resource": pl.String,
    "period": pl.String,
    "amount": pl.Float64,
}


def check_investing(case: Case, findings: Findings) -> None:
    """Hold every amount of `investments`: nothing missing, nothing more."""
    countries = case.places.select("country", site="place")
    blank = pl.col("resource").fill_null("")
    total = pl.col("amount").sum()
    expected = pl.DataFrame(list(invested(case)), schema=SCHEMA, orient="row").join(
        countries, on="site", how="left"
    )
    found = case.frames[FRAME].with_columns(blank).group_by(KEYS).agg(total)
    rows = (
        expected.with_columns(blank)
        .group_by(KEYS)
        .agg(total)
        .join(found, on=KEYS, how="full", coalesce=True, suffix=" found")
        .with_columns(pl.col(pl.Float64).fill_null(0.0))
    )
    findings.equal(FRAME, "amount", rows, KEYS, ("amount found", "amount"))
