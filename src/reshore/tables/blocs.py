"""Blocs over time: which countries are members, and which customs territory each country is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.tables.periods import periods

if TYPE_CHECKING:
    from reshore.tables.model import Model


def members(model: Model) -> pl.DataFrame:
    """Return the members of every bloc on the first day of each period.

    Returns
    -------
    Frame with bloc, kind, country, period.
    """
    joined = pl.col("from").is_null() | (pl.col("from") <= pl.col("start"))
    stays = pl.col("to").is_null() | (pl.col("to") > pl.col("start"))
    return (
        model["blocs"]
        .join(periods(model).select("period", "start"), how="cross")
        .filter(joined & stays)
        .select("bloc", "kind", "country", "period")
    )


def territories(model: Model) -> pl.DataFrame:
    """Return the customs territory of every country in each period: its customs union, or the country itself.

    Returns
    -------
    Frame with country, period, territory.
    """
    unions = members(model).filter(pl.col("kind") == "customs_union").rename({"bloc": "union"})
    return (
        model["countries"]
        .select("country")
        .join(periods(model).select("period"), how="cross")
        .join(unions.select("country", "period", "union"), on=["country", "period"], how="left")
        .select("country", "period", territory=pl.coalesce("union", "country"))
    )


def lists(model: Model) -> pl.DataFrame:
    """Return the blocs that each country is a member of in each period.

    Returns
    -------
    Frame with country, period, blocs (list of text, empty where it is in none).
    """
    found = members(model).group_by("country", "period").agg(blocs=pl.col("bloc").unique().sort())
    return (
        model["countries"]
        .select("country")
        .join(periods(model).select("period"), how="cross")
        .join(found, on=["country", "period"], how="left")
        .with_columns(pl.col("blocs").fill_null([]))
    )
