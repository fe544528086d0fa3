"""What rows of trade tables are about: products by HS prefix, countries by name or bloc."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.tables import blocs
from reshore.tables.periods import periods

if TYPE_CHECKING:
    from reshore.tables.model import Model

BLOC, COUNTRY = 1, 2
"""How closely a cell names a country: as a member of a bloc, or by itself. An empty cell counts 0."""


def covered(model: Model, rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows once for each `product` whose HS code begins with their `hs` (empty: any product)."""
    covers = pl.col("hs").is_null() | pl.col("hs_code").str.starts_with(pl.col("hs"))
    products = model["products"].select("product", "hs_code")
    return products.join(rows, how="cross").filter(covers).drop("hs_code")


def meanings(model: Model) -> pl.DataFrame:
    """Return the countries that a cell stands for in each period: the one that it names, or a bloc's members.

    Returns
    -------
    Frame with cell, country, period, near (`COUNTRY` or `BLOC`).
    """
    own = (
        model["countries"]
        .select("country", cell="country")
        .join(periods(model).select("period"), how="cross")
        .with_columns(near=pl.lit(COUNTRY, pl.Int64))
    )
    joined = blocs.members(model).select("country", "period", cell="bloc", near=pl.lit(BLOC, pl.Int64))
    columns = ["cell", "country", "period", "near"]
    return pl.concat([own.select(columns), joined.select(columns)])


def alike(model: Model, rows: pl.DataFrame, cell: str, meanings: pl.DataFrame) -> pl.DataFrame:
    """Return for every product and country the first country that rows don't tell it from.

    Parameters
    ----------
    rows
        Rows with `product` and `cell`.
    cell
        Column of `rows` that names countries or blocs.
    meanings
        What cells stand for (`meanings`).

    Returns
    -------
    Frame with product, country, like.
    """
    named = (
        rows.select("product", cell=cell)
        .unique()
        .join(meanings, on="cell")
        .group_by("product", "country")
        .agg(told=pl.concat_str("cell", "period", separator="\n").sort().str.join("\n\n"))
    )
    return (
        model["products"]
        .select("product")
        .join(model["countries"].select("country"), how="cross")
        .join(named, on=["product", "country"], how="left")
        .with_columns(like=pl.col("country").min().over("product", pl.col("told").fill_null("")))
        .drop("told")
    )
