"""Checks of `service`: the demand, what of it is served, and from how many sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from reshore.audit.case import Case
    from reshore.audit.findings import Findings

FRAME = "service"
KEYS = ("market", "product", "segment", "period")
RATES = ("quantity", "price", "shortage_cost", "minimum", "single_source")


def asked(case: Case) -> pl.DataFrame:
    """Return every demand in its periods, with `RATES`."""
    return case.by_period("demands", RATES)


def check_selling(case: Case, findings: Findings) -> None:
    """Hold each demand, its split, its minimum, and single sources."""
    rows = asked(case).join(case.frames[FRAME], on=KEYS, how="left")
    findings.equal(FRAME, "demand", rows, KEYS, ("demand", "quantity"))
    rows = rows.with_columns(delivered_or_not=pl.col("served") + pl.col("short"))
    findings.equal(FRAME, "served and short", rows, KEYS, ("delivered_or_not", "quantity"))
    findings.at_least(FRAME, "minimum delivery", rows, KEYS, ("served", "minimum"))
    _check_single_source(case, findings)


def _check_single_source(case: Case, findings: Findings) -> None:
    keys = ("market", "product", "period")
    single = asked(case).filter("single_source").select(keys).unique()
    rows = (
        case.shipped.join(single, left_on=["destination", "product", "period"], right_on=keys, how="semi")
        .group_by(pl.col("destination").alias("market"), "product", "period", "origin")
        .agg(pl.col("units").sum())
        .group_by(keys)
        .agg(pl.col("units").sum().alias("all"), pl.col("units").max().alias("from_one_site"))
    )
    findings.equal(FRAME, "single source", rows, keys, ("from_one_site", "all"))
