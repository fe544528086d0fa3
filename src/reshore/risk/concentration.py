"""How much hangs on few places: where each product comes from, and what crosses each passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.risk.frames import FRAMES

if TYPE_CHECKING:
    from reshore.risk.operation import Operation

TRIFLE = 1e-6
"""Share of a product's rate up to which a site doesn't count as one of its sources."""


def concentration(operation: Operation) -> pl.DataFrame:
    """Return how concentrated the making and buying of each product is, at the operation's rates.

    Returns
    -------
    pl.DataFrame
        product, value (currency, a week), by_country and by_site (Herfindahl index: the sum of squared
        shares, 1 where all comes from one), sources (sites), single (value where there is one source, else
        0); sorted by product.
    """
    parts = (operation.makes, operation.buys)
    rates = pl.concat([part.select("site", "product", "item", "rate") for part in parts])
    supplied = (
        rates.filter(pl.col("rate") > 0)
        .join(operation.items.select("item", "value"), on="item", maintain_order="left")
        .join(operation.sites.select("site", "country"), on="site", maintain_order="left")
        .with_columns(value=pl.col("rate") * pl.col("value"))
        .with_columns(share=pl.col("rate") / pl.col("rate").sum().over("product"))
    )
    by_country, by_site = (
        supplied.group_by("product", place, maintain_order=True)
        .agg(pl.col("share").sum())
        .group_by("product", maintain_order=True)
        .agg((pl.col("share") ** 2).sum().alias(f"by_{place}"), (pl.col("share") > TRIFLE).sum().alias(place))
        for place in ("country", "site")
    )
    return (
        supplied.group_by("product", maintain_order=True)
        .agg(pl.col("value").sum())
        .join(by_country, on="product")
        .join(by_site, on="product")
        .with_columns(
            sources=pl.col("site").cast(pl.Int64),
            single=pl.when(pl.col("site") == 1).then("value").otherwise(0.0),
        )
        .select(FRAMES["concentration"].dtypes.keys())
        .sort("product")
    )


def passages(operation: Operation) -> pl.DataFrame:
    """Return passage and value (currency, a week) of what crosses it at the operation's rates, sorted."""
    crossed = (
        operation.lanes.select("lane_index", passage="passages").explode("passage").drop_nulls("passage")
    )
    values = operation.items.select("value", origin_item="item")
    return (
        operation.moves.join(crossed, on="lane_index", maintain_order="left")
        .join(values, on="origin_item", maintain_order="left")
        .group_by("passage", maintain_order=True)
        .agg((pl.col("rate") * pl.col("value")).sum().alias("value"))
        .sort("passage")
    )
