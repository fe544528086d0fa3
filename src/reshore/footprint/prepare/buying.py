"""Supplies over time: how much can and must be bought, and at what cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.tables.periods import active_share
from reshore.tables.series import by_period

if TYPE_CHECKING:
    from reshore.footprint.prepare.clock import Clock
    from reshore.footprint.prepare.goods import Goods
    from reshore.tables.model import Model


def buying(model: Model, clock: Clock, goods: Goods) -> pl.DataFrame:
    """Return purchases that are possible, by site, product and period.

    Returns
    -------
    Frame with site, product, period, country, group, role, family, ownership, value, mass, minimum and most
    (units in the period, null = no limit) and cost.purchase (currency/unit).
    """
    return (
        by_period(model, "supplies", ["unit_cost", "capacity", "minimum"])
        .join(
            model["supplies"].select("site", "product", "ownership", "from", "to"),
            on=["site", "product"],
            how="left",
        )
        .join(clock.frame.select("period", "years", "start", "end"), on="period", how="left")
        .join(model["sites"].select("site", "country", "group", "role"), on="site", how="left")
        .join(
            goods.frame.select("product", "period", "family", "value", "mass"),
            on=["product", "period"],
            how="left",
        )
        .with_columns(active=active_share())
        .filter(pl.col("active") > 0)
        .select(
            "site",
            "product",
            "period",
            "country",
            "group",
            "role",
            "family",
            "ownership",
            "value",
            "mass",
            most=pl.col("capacity") * pl.col("years") * pl.col("active"),
            minimum=pl.col("minimum") * pl.col("years") * pl.col("active"),
            **{"cost.purchase": pl.col("unit_cost")},
        )
    )
