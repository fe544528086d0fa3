"""What is scarce in a plan: capacity and supply that are used up, and what a little more would save."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from reshore.plan.plan import Plan

MORE = 0.01
"""How much more of what is scarce is asked about, as a share of what there is in each period."""


def scarce(plan: Plan) -> pl.DataFrame:
    """Return capacity in service and limited supplies of which more would save something.

    Returns
    -------
    pl.DataFrame
        Columns kind (capacity or supply), site, what (resource or product), periods (in which more would
        save, in time order), most (saved by one hour or unit more where that is most), at (the period of
        that), saves (by `MORE` of what there is in each period). Money is net present, with sites, modules
        and sources as they are; what saves most first.
    """
    hours = plan["capacity"].filter(pl.col("hours_available") > 0)
    bought = plan["purchases"].group_by("site", "product", "period").agg(pl.col("units").sum())
    there = {"capacity": ("resource", "hours_available", hours), "supply": ("product", "units", bought)}
    return pl.concat(
        _of(plan, kind, frame.select("site", "period", what=what, there=amount))
        for kind, (what, amount, frame) in there.items()
    ).sort("saves", "kind", "site", "what", descending=[True, False, False, False])


def demanded(plan: Plan) -> pl.DataFrame:
    """Return what one more unit of demand would cost, by product.

    Returns
    -------
    pl.DataFrame
        Columns product, low, mean (by demand), high, and the market and period in which it is high; the
        product of the highest mean first.
    """
    name = pl.concat_str("market", "product", "segment", separator="/")
    asked = plan["service"].filter(pl.col("demand") > 0).with_columns(name=name)
    values = plan["marginals"].filter(pl.col("family") == "demand").select("name", "period", "value")
    rows = asked.join(values, on=["name", "period"], how="left").with_columns(pl.col("value").fill_null(0.0))
    return (
        rows.group_by("product")
        .agg(
            low=pl.col("value").min(),
            mean=(pl.col("value") * pl.col("demand")).sum() / pl.col("demand").sum(),
            high=pl.col("value").max(),
            market=pl.col("market").get(pl.col("value").arg_max()),
            period=pl.col("period").get(pl.col("value").arg_max()),
        )
        .filter((pl.col("low") != 0) | (pl.col("high") != 0))
        .sort("mean", "product", descending=[True, False])
    )


def _of(plan: Plan, kind: str, there: pl.DataFrame) -> pl.DataFrame:
    order = plan["periods"].with_row_index("#order").select("period", "#order")
    values = (
        plan["marginals"].filter(pl.col("family") == kind).select("name", "period", saved=-pl.col("value"))
    )
    name = pl.concat_str("site", "what", separator="/")
    return (
        there.with_columns(name=name)
        .join(values, on=["name", "period"])
        .filter(pl.col("saved") > 0)
        .join(order, on="period")
        .sort("#order")
        .group_by("site", "what")
        .agg(
            periods=pl.col("period"),
            most=pl.col("saved").max(),
            at=pl.col("period").get(pl.col("saved").arg_max()),
            saves=(pl.col("saved") * pl.col("there")).sum() * MORE,
        )
        .select(pl.lit(kind).alias("kind"), "site", "what", "periods", "most", "at", "saves")
    )
