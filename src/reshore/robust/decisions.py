"""What a plan decides on sites, modules and sources, in a line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.robust.stage import VALUE

if TYPE_CHECKING:
    from reshore.plan.plan import Plan
    from reshore.robust.stage import FirstStage

OPENS, CLOSES, MODULES = "opens", "closes", "modules"
"""What a line says: a candidate starts, a site stops, modules come into service."""


def decisions(plan: Plan) -> pl.DataFrame:
    """Return what a plan decides on sites and modules.

    Returns
    -------
    pl.DataFrame
        Columns change, site, country, resource (of modules), period, amount (modules, else 1), in the order
        of sites and of time.
    """
    time = plan["periods"].with_row_index("#time").select("period", "#time")
    sites = [
        plan["sites"]
        .filter(pl.col(flag))
        .select(
            pl.lit(change).alias("change"),
            *("site", "country"),
            pl.lit(None, dtype=pl.String).alias("resource"),
            "period",
            pl.lit(1.0).alias("amount"),
        )
        for flag, change in (("started", OPENS), ("stopped", CLOSES))
    ]
    modules = (
        plan["capacity"]
        .filter(pl.col("modules_ordered") > 0)
        .select(
            pl.lit(MODULES).alias("change"),
            *("site", "country", "resource", "period"),
            pl.col("modules_ordered").cast(pl.Float64).alias("amount"),
        )
    )
    found = pl.concat([*sites, modules]).join(time, on="period", how="left")
    order = pl.col("change").replace_strict({OPENS: 0, CLOSES: 1, MODULES: 2}, return_dtype=pl.Int8)
    return found.sort("site", order, "resource", "#time").drop("#time")


def sources(stage: FirstStage) -> pl.DataFrame:
    """Return what counts as a source: rule, product, destination, site, period."""
    return stage.decided["source"].drop(VALUE)
