"""What making, buying and moving cost, row by row: amounts from `making` and `moving`, times prices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.audit.clock import DAYS_PER_YEAR
from reshore.audit.freight import with_freight

if TYPE_CHECKING:
    from reshore.audit.case import Case

MAKING = ("production", "labour", "energy", "carbon")
MOVING = ("transport", "carbon", "transit_capital")


def priced_making(case: Case) -> pl.DataFrame:
    """Return what is made, with a column ``<line> cost`` for each of `MAKING`."""
    countries = case.by_period("countries", ["labour_rate", "electricity_price"])
    return case.made.join(countries, on=["country", "period"]).with_columns(
        (pl.col("cost_per_unit") * pl.col("worked")).alias("production cost"),
        (pl.col("labour_hours") * pl.col("labour_rate")).alias("labour cost"),
        (pl.col("energy") * pl.col("electricity_price")).alias("energy cost"),
        (pl.col("carbon") * _carbon_price(case)).alias("carbon cost"),
    )


def priced_buying(case: Case) -> pl.DataFrame:
    """Return what is bought: site, product, provenance, period, units, ``purchase cost``."""
    keys = ["site", "product", "period"]
    rows = case.frames["purchases"].select(*keys, "provenance", "units")
    rows = rows.join(case.by_period("supplies", ["unit_cost"]), on=keys)
    return rows.with_columns((pl.col("unit_cost") * pl.col("units")).alias("purchase cost"))


def priced_moving(case: Case) -> pl.DataFrame:
    """Return what is moved, with a column ``<line> cost`` for each of `MOVING`."""
    rows = with_freight(case, case.shipped).join(case.worth, on=["product", "period"])
    tied = pl.col("transit") / DAYS_PER_YEAR * pl.col("holding") * pl.col("capital")
    return rows.with_columns(
        (pl.col("freight") * pl.col("units")).alias("transport cost"),
        (pl.col("carbon") * _carbon_price(case)).alias("carbon cost"),
        (tied * pl.col("units")).alias("transit_capital cost"),
    )


def priced_shortage(case: Case, rows: pl.DataFrame) -> pl.DataFrame:
    """Add ``shortage cost`` to rows with product, period, shortage_cost and short."""
    factor = float(case.model.settings["shortage_factor"])
    profit = case.model.settings["objective"] == "profit"
    default = pl.lit(0.0) if profit else factor * pl.col("worth")
    worth = case.worth.select("product", "period", "worth")
    rows = rows.join(worth, on=["product", "period"], how="left")
    cost = pl.coalesce("shortage_cost", default) * pl.col("short")
    return rows.with_columns(cost.alias("shortage cost")).drop("worth")


def _carbon_price(case: Case) -> float:
    """Price of a kg."""
    return float(case.model.settings["carbon_price"]) / 1000
