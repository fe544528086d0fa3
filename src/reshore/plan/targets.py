"""How a plan stands to the rules that limit countries: the path that was set, and where the plan is on it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from reshore.plan.aggregate import calendar
from reshore.tables import select
from reshore.tables.series import by_period

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

KEPT = 1e-6
"""A rule is kept where it is violated by at most this share of its limit, or this amount of a small one."""

UNITS: Mapping[str, str] = MappingProxyType(
    {
        "units": "unit",
        "mass": "kg",
        "carbon": "kg CO2e",
        "labour": "hour",
        "hours": "hour",
        "sites": "site",
        "modules": "module",
        "sources": "source",
    }
)
"""Units of the measures of rules; those not named are money."""

COUNTRIES = frozenset(
    {
        *("country", "origin_country", "destination_country", "processed", "goods_origin"),
        *("blocs", "origin_blocs", "destination_blocs", "processed_blocs", "goods_origin_blocs"),
    }
)
"""Attributes by which a condition tells countries apart."""


def targets(plan: Plan, model: Model) -> pl.DataFrame:
    """Return the rules whose condition names countries or blocs, period by period, beside what the plan does.

    Parameters
    ----------
    plan
        A plan.
    model
        The model that it was designed for, its scenario applied.

    Returns
    -------
    pl.DataFrame
        Columns rule, year (in which the period starts) and period (both empty for a sum over periods),
        measure, actual, sense, limit, slack (what is left to the limit, below 0 where it is missed), unit,
        actual_share and limit_share (for a rule on a share; else empty), kept. In the order of the model's
        rules, then of time.
    """
    written = model["rules"].with_row_index("#rule")
    by_country = [bool(COUNTRIES & select.names(where)) for where in written["where"]]
    asked = written.filter(pl.Series(by_country, dtype=pl.Boolean)).select("#rule", "rule", "of")
    shares = by_period(model, "rules", ["limit"]).rename({"limit": "limit_share"})
    of_share = pl.col("of").is_not_null() & (pl.col("of") != "baseline")
    below, above = pl.col("limit") - pl.col("value"), pl.col("value") - pl.col("limit")
    slack = (
        pl.when(pl.col("sense") == "<=")
        .then(below)
        .otherwise(pl.when(pl.col("sense") == ">=").then(above).otherwise(-below.abs()))
    )
    least = KEPT * pl.max_horizontal(pl.col("limit").abs(), 1.0)
    share = pl.when(of_share & (pl.col("limit") != 0)).then(
        pl.col("value") / pl.col("limit") * pl.col("limit_share")
    )
    return (
        plan["rules"]
        .join(asked, on="rule", how="inner")
        .join(calendar(plan["periods"]), on="period", how="left")
        .join(shares, on=["rule", "period"], how="left")
        .sort("#rule", "_order", nulls_last=True)
        .select(
            "rule",
            "year",
            "period",
            "measure",
            pl.col("value").alias("actual"),
            "sense",
            "limit",
            slack.alias("slack"),
            pl.col("measure").replace_strict(dict(UNITS), default=plan.currency).alias("unit"),
            share.alias("actual_share"),
            pl.when(of_share).then("limit_share").alias("limit_share"),
            (pl.col("violation") <= least).alias("kept"),
        )
    )
