"""Rows of `duties`: the products that they cover; their days, rates and terms in each period."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.trade.scope import covered
from reshore.tables import schema
from reshore.tables.series import by_period

if TYPE_CHECKING:
    from reshore.footprint.prepare.clock import Clock
    from reshore.tables.model import Model

CELLS = ("importer", "origin", "exporter")
"""Columns that name a country or a bloc."""

TERMS = ("layer", "kind", "combine", "exempt", "excludes", "drawback")
"""What a row says of the days on which it is in force, beside its rates."""


def duty_rows(model: Model) -> pl.DataFrame:
    """Return the rows of `duties` by product.

    Returns
    -------
    Frame with product, row (its place in the table), its cells as for_importer, for_origin, for_exporter,
    for_segment, and digits (length of its HS prefix).
    """
    return covered(model, model["duties"].with_row_index("row")).select(
        "product",
        "row",
        *(pl.col(cell).alias(f"for_{cell}") for cell in (*CELLS, "segment")),
        digits=pl.col("hs").str.len_chars().fill_null(0).cast(pl.Int64),
    )


def duty_terms(model: Model, clock: Clock) -> pl.DataFrame:
    """Return what the rows of `duties` say, in each period in which they stand on some day.

    Returns
    -------
    Frame with row, period, begins and ends (the first of its days, and the day after the last), days (of the
    period), `TERMS`, ad_valorem, per_kg.
    """
    keys = schema.tables()["duties"].keys
    rates = by_period(model, "duties", ["ad_valorem", "per_kg"])
    return (
        model["duties"]
        .drop("ad_valorem", "per_kg")
        .with_row_index("row")
        .join(rates, on=keys, nulls_equal=True)
        .join(clock.frame.select("period", "start", "end"), on="period")
        .with_columns(
            begins=pl.max_horizontal("start", "from"),
            ends=pl.min_horizontal("end", "to"),
            days=(pl.col("end") - pl.col("start")).dt.total_days(),
        )
        .filter(pl.col("begins") < pl.col("ends"))
        .select("row", "period", "begins", "ends", "days", *TERMS, "ad_valorem", "per_kg")
    )
