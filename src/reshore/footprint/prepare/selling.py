"""Demand: one line for each market, product, segment and period."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.tables.series import by_period

if TYPE_CHECKING:
    from reshore.footprint.prepare.goods import Goods
    from reshore.tables.model import Model


def selling(model: Model, goods: Goods) -> pl.DataFrame:
    """Return demand by market, product, segment and period.

    A missing shortage cost is the setting shortage_factor times the product's value when costs are
    minimised, and 0 when profit counts; prices count for profit only.

    Returns
    -------
    Frame with market, product, segment, period, country, group, family, value, mass, quantity and minimum
    (units), price and shortage_cost (currency/unit), single_source.
    """
    profit = model.settings["objective"] == "profit"
    factor = 0.0 if profit else float(model.settings["shortage_factor"])
    columns = ["quantity", "minimum", "price", "shortage_cost", "single_source"]
    return (
        by_period(model, "demands", columns)
        .join(model["markets"].select("market", "country", "group"), on="market", how="left")
        .join(
            goods.frame.select("product", "period", "family", "value", "mass"),
            on=["product", "period"],
            how="left",
        )
        .with_columns(
            shortage_cost=pl.col("shortage_cost").fill_null(factor * pl.col("value")),
            price=pl.col("price").fill_null(0.0) if profit else pl.lit(0.0),
        )
    )
