"""Making, worked out again from the good units alone: gross units, hours, labour, energy, carbon, value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.tables.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.audit.case import Case
    from reshore.audit.clock import Clock
    from reshore.audit.findings import Findings
    from reshore.audit.lives import Life

FRAME = "production"
KEYS = ("process", "provenance", "period")
DERIVED = ("gross", "hours", "labour_hours", "energy", "carbon", "value", "value_added")
SIZES = {"value_added": "value"}
"""Numbers that are small differences of large ones, and the column that says how large."""

RATES = ("hours_per_unit", "cost_per_unit", "labour_hours", "energy")


def made(case: Case) -> pl.DataFrame:
    """Return one row a row of `production`, each number worked out from the units.

    Returns
    -------
    pl.DataFrame
        process, provenance, period, site, country, product, variant, resource, units; `DERIVED`; and worked,
        the gross units with those done again.
    """
    rates = case.by_period("processes", RATES).rename({"labour_hours": "labour", "energy": "kwh"})
    countries = case.by_period("countries", ["grid_carbon"])
    processes = case.model["processes"].select(
        "process", "site", "product", "variant", "resource", "scrap", "rework"
    )
    rows = (
        case.frames[FRAME]
        .select(*KEYS, "units")
        .join(processes, on="process")
        .join(rates, on=["process", "period"])
        .join(case.model["sites"].select("site", "country"), on="site")
        .join(countries, on=["country", "period"])
        .join(case.worth.select("product", "period", "worth"), on=["product", "period"])
        .join(_contents(case), on=["product", "variant", "period"], how="left")
    )
    for column in ("scrap", "rework"):
        rows = _with_mean(rows, column, case.lives, case.clock)
    gross = pl.col("units") / (1 - pl.col("scrap"))
    return rows.with_columns(gross=gross, worked=gross * (1 + pl.col("rework"))).with_columns(
        hours=pl.col("hours_per_unit") * pl.col("worked"),
        labour_hours=pl.col("labour") * pl.col("worked"),
        energy=pl.col("kwh") * pl.col("worked"),
        carbon=pl.col("kwh") * pl.col("worked") * pl.col("grid_carbon"),
        value=pl.col("units") * pl.col("worth"),
        value_added=pl.col("units") * (pl.col("worth") - pl.col("content").fill_null(0.0)),
    )


def used(case: Case) -> pl.DataFrame:
    """Return the components that making uses up: place, product, provenance, period, units."""
    renamed = {"site": "place", "component": "product", "drawn": "provenance"}
    columns = (*renamed, "period")
    return case.drawn.group_by(columns).agg(pl.col("units").sum()).rename(renamed)


def check_making(case: Case, findings: Findings) -> None:
    """Hold the numbers of `production` against those worked out, and minimum volumes."""
    found = case.frames[FRAME].select(*KEYS, *DERIVED)
    rows = found.join(case.made, on=KEYS, how="left", suffix=" expected", nulls_equal=True)
    for column in DERIVED:
        findings.equal(FRAME, column, rows, KEYS, (column, f"{column} expected"), SIZES.get(column, ""))
    _check_minimum(case, findings)


def _check_minimum(case: Case, findings: Findings) -> None:
    keys = ("process", "period")
    made = case.frames[FRAME].group_by(keys).agg(pl.col("units").sum())
    rows = (
        case.by_period("processes", ["minimum"])
        .filter(pl.col("minimum") > 0)
        .join(case.model["processes"].select("process", pl.col("site").alias("place")), on="process")
        .join(case.running.filter("open"), on=["place", "period"])
        .join(case.time.select("period", "years"), on="period")
        .join(made, on=keys, how="left")
        .with_columns(pl.col("minimum") * pl.col("years"), pl.col("units").fill_null(0.0))
    )
    findings.at_least(FRAME, "minimum volume", rows, keys, ("units", "minimum"))


def _contents(case: Case) -> pl.DataFrame:
    """Value of the components in one unit: product, variant, period, content."""
    value = case.worth.select(pl.col("product").alias("component"), "period", "worth")
    return (
        case.by_period("boms", ["quantity"])
        .join(value, on=["component", "period"])
        .group_by("product", "variant", "period")
        .agg((pl.col("quantity") * pl.col("worth")).sum().alias("content"))
    )


def _with_mean(rows: pl.DataFrame, column: str, lives: Mapping[str, Life], clock: Clock) -> pl.DataFrame:
    """Replace a profile by its mean over the period, counted from the site's start."""
    ticks = {tick.period: tick for tick in clock}
    distinct = rows.select("site", "period", column).unique()
    means = []
    for site, period, text in distinct.iter_rows():
        since, tick = lives[site].since, ticks[period]
        # A site that doesn't run yet makes nothing; where it does all the same, another check says so.
        month = tick.month - clock.ticks[since].month if since is not None and since <= tick.index else 0
        means.append(Profile.parse(text).mean(month, month + tick.months) if text else 0.0)
    distinct = distinct.with_columns(pl.Series("mean", means, dtype=pl.Float64))
    joined = rows.join(distinct, on=["site", "period", column], how="left", nulls_equal=True)
    return joined.drop(column).rename({"mean": column})
