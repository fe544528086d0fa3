"""What a site does in a plan: what it makes, what it sends where, and its part in that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.insight.frames import conform

if TYPE_CHECKING:
    from reshore.plan.plan import Plan


def made(plan: Plan, site: str) -> pl.DataFrame:
    """Return the frame `makes`: good units over the horizon, the most valuable product first."""
    every = plan["production"].group_by("product").agg(pl.col("units", "value").sum())
    here = plan["production"].filter(site=site).group_by("product").agg(units=pl.col("units").sum())
    rows = here.filter(pl.col("units") > 0).join(every, on="product", suffix="_all")
    worth = pl.col("value") / pl.col("units_all") * pl.col("units")
    told = rows.with_columns(share=pl.col("units") / pl.col("units_all"))
    return conform("makes", told.sort(worth, "product", descending=[True, False]))


def sent(plan: Plan, site: str) -> pl.DataFrame:
    """Return the frame `sends`: units over the horizon by product and destination, the most first."""
    keys = ["product", "destination"]
    every = plan["shipments"].group_by(keys).agg(units_all=pl.col("units").sum())
    here = plan["shipments"].filter(origin=site).group_by(keys).agg(pl.col("units").sum())
    rows = here.filter(pl.col("units") > 0).join(every, on=keys)
    told = rows.with_columns(share=pl.col("units") / pl.col("units_all"))
    return conform("sends", told.sort("product", "units", "destination", descending=[False, True, False]))
