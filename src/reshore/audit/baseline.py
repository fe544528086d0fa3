"""Today's amounts: what rules take their denominators from, and the checks of what they pin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.audit.activities import activity, describe, measured

if TYPE_CHECKING:
    from reshore.audit.case import Case
    from reshore.audit.findings import Findings

NAMES = ("site", "product", "lane", "market", "segment")
"""Columns by which a row of `baseline` may name what it counts; empty ones match all."""

COLUMNS = {
    "ship": {"site": "origin", "market": "destination"},
    "hold": {"market": "site"},
}
"""Activity -> what a name of the baseline is called in it, where it is called otherwise."""

FRAMES = {
    "make": "production",
    "buy": "purchases",
    "ship": "shipments",
    "hold": "stock",
    "serve": "service",
    "open": "sites",
}


def baseline_activity(case: Case, name: str) -> pl.DataFrame:
    """Return the baseline's rows of an activity as if a plan did them, with attributes and amounts."""
    rows = _rows(case).filter(pl.col("activity") == name).rename({"value": "units"})
    if name == "ship":
        lanes = case.lanes.select("lane", "origin", "destination", "mode", pl.col("product").alias("carried"))
        rows = rows.join(lanes, on="lane", how="left").with_columns(
            pl.coalesce("origin", "site").alias("origin"),
            pl.coalesce("destination", "market").alias("destination"),
            pl.coalesce("product", "carried").alias("product"),
        )
        rows = rows.select("lane", "mode", "product", "origin", "destination", "period", "units")
    elif name == "hold":
        rows = rows.select(pl.coalesce("site", "market").alias("site"), "product", "period", "units")
    elif name == "serve":
        rows = rows.select("market", "product", "segment", "period", "units")
    elif name == "open":
        statuses = case.model["sites"].select("site", "status")
        rows = rows.select("site", "period", open="units").join(statuses, on="site", how="left")
    else:
        owners = case.model["supplies"].select("site", "product", "ownership")
        rows = rows.select("site", "product", "period", "units")
        rows = rows.join(owners, on=["site", "product"], how="left") if name == "buy" else rows
    return describe(case, name, rows)


def check_baseline(case: Case, findings: Findings) -> None:
    """Hold the sums that the baseline pins, each within its tolerance."""
    pins = _rows(case).filter(pl.col("tolerance").is_not_null()).with_row_index("pin")
    pattern = pl.concat_str(pl.col(name).is_not_null().cast(pl.Int8) for name in NAMES)
    for (name, _), group in pins.group_by("activity", pattern.alias("pattern"), maintain_order=True):
        named = [column for column in NAMES if group[column].null_count() == 0]
        _check_pins(case, findings, str(name), group, named)


def _check_pins(case: Case, findings: Findings, name: str, pins: pl.DataFrame, named: list[str]) -> None:
    """Hold pins of one activity that name the same columns."""
    called = {column: COLUMNS.get(name, {}).get(column, column) for column in named}
    amounts = measured(activity(case, name), "sites" if name == "open" else "units", "baseline")
    sums = amounts.group_by(*called.values(), "period").agg(pl.col("amount").sum())
    rows = pins.join(
        sums, left_on=[*named, "period"], right_on=[*called.values(), "period"], how="left"
    ).with_columns(
        pl.col("amount").fill_null(0.0),
        least=pl.col("value") * (1 - pl.col("tolerance")),
        most=pl.col("value") * (1 + pl.col("tolerance")),
    )
    keys = (*named, "period")
    findings.at_least(FRAMES[name], "baseline", rows, keys, ("amount", "least"))
    findings.at_most(FRAMES[name], "baseline", rows, keys, ("amount", "most"))


def _rows(case: Case) -> pl.DataFrame:
    """Return the baseline with a period in every row: one without a period stands in all."""
    columns = ("activity", *NAMES, "value", "tolerance")
    rows = case.model["baseline"]
    dated = rows.filter(pl.col("period").is_not_null()).select(*columns, "period")
    general = rows.filter(pl.col("period").is_null()).select(columns)
    return pl.concat([dated, general.join(case.time.select("period"), how="cross")])
