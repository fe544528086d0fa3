"""Stocks over time: bounds, cover and what holding a unit costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.prepare.clock import DAYS_PER_YEAR
from reshore.footprint.prepare.places import locations
from reshore.tables.series import by_period

if TYPE_CHECKING:
    from reshore.footprint.prepare.clock import Clock
    from reshore.footprint.prepare.goods import Goods
    from reshore.tables.model import Model


@dataclass(frozen=True, slots=True)
class Storing:
    """Stocks over time.

    Attributes
    ----------
    hold
        site (a site or market), product, period; country, group, family, value, mass, minimum, maximum
        (units, null = none), cover (share of the period's outflow that the end stock covers), opening
        (units, in the first period, else 0).
    charges
        site, product, period (of the stock at its end), booked (period), cost, amount: half of a period's
        holding is charged on the stock before it, half on the stock at its end.
    constants
        Cost lines of the opening stock: cost, place, country, product, period, amount.
    """

    hold: pl.DataFrame
    charges: pl.DataFrame
    constants: pl.DataFrame

    @classmethod
    def of(cls, model: Model, clock: Clock, goods: Goods) -> Storing:
        """Read the stocks of a model."""
        places = locations(model).drop("status")
        index = clock.frame.select("period", "index", "years", "next")
        over_time = (
            by_period(model, "stocks", ["cover_days", "minimum", "maximum", "cost"])
            .join(model["stocks"].select("site", "product", "opening"), on=["site", "product"], how="left")
            .join(places, on="site", how="left")
            .join(index, on="period", how="left")
            .join(goods.frame, on=["product", "period"], how="left")
            .with_columns(
                (pl.col("cost") * pl.col("years") / 2).alias("storage"),
                (pl.col("rate") * pl.col("capital") * pl.col("years") / 2).alias("stock_capital"),
            )
        )
        hold = over_time.select(
            "site",
            "product",
            "period",
            "country",
            "group",
            "family",
            "value",
            "mass",
            "minimum",
            "maximum",
            cover=pl.col("cover_days") / (pl.col("years") * DAYS_PER_YEAR),
            opening=pl.when(pl.col("index") == 0).then("opening").otherwise(0.0),
            closing=pl.when(pl.col("next").is_null()).then("opening").otherwise(0.0),
        )
        halves = over_time.select(
            "site", "product", "period", "next", "country", "opening", "index", "storage", "stock_capital"
        )
        long = halves.unpivot(
            ["storage", "stock_capital"],
            index=["site", "product", "period", "next", "country", "opening", "index"],
            variable_name="cost",
            value_name="amount",
        )
        previous = (
            halves.select("site", "product", "period", "next")
            .drop_nulls()
            .select("site", "product", period="next", before="period")
        )
        at_end = long.select("site", "product", "period", booked="period", cost="cost", amount="amount")
        on_next = long.join(previous, on=["site", "product", "period"]).select(
            "site", "product", period="before", booked="period", cost="cost", amount="amount"
        )
        return cls(
            hold=hold,
            charges=pl.concat([at_end, on_next]).filter(pl.col("amount") != 0),
            constants=long.filter((pl.col("index") == 0) & (pl.col("opening") > 0)).select(
                "cost",
                "country",
                "product",
                "period",
                place="site",
                amount=pl.col("amount") * pl.col("opening"),
            ),
        )

    def constant(self, clock: Clock) -> float:
        """Return the net present cost of what the plan can't change: holding the opening stock."""
        worth = clock.frame.select("period", "discount")
        lines = self.constants.join(worth, on="period", how="left")
        return float((lines["amount"] * lines["discount"]).sum())
