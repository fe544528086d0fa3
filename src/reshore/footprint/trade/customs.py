"""Customs values: what an importer takes a unit to be worth, and whether freight counts."""

from __future__ import annotations

from itertools import product as choices
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from reshore.tables.model import Model

KEYS = ("seller", "importer", "period")
"""What a row of `customs_values` may name, the most specific first."""


def customs_values(model: Model, goods: pl.DataFrame, asked: pl.DataFrame) -> pl.DataFrame:
    """Add the customs value of a unit, without freight.

    The row that names the seller goes before one that doesn't, then the importer, then the period; without
    a row it is the product's value.

    Parameters
    ----------
    goods
        product, period, value (`Goods.frame`).
    asked
        Frame with product, seller (site; null: none asked), importer, period.

    Returns
    -------
    `asked`, in its order, and customs_value, freight (whether the importer, CIF, counts the freight as well).
    """
    rows = model["customs_values"]
    found = []
    for named in choices((True, False), repeat=len(KEYS)):
        on = [key for key, is_named in zip(KEYS, named, strict=True) if is_named]
        written = [pl.col(key).is_not_null() == (key in on) for key in KEYS]
        name = f"#value {' '.join(on)}"
        values = rows.filter(written).select("product", *on, pl.col("value").alias(name))
        if values.height:
            found.append(name)
            asked = asked.join(values, on=["product", *on], how="left", maintain_order="left")
    own = goods.select("product", "period", pl.col("value").alias("#value"))
    basis = model["countries"].select(importer="country", freight=pl.col("customs_basis") == "CIF")
    return (
        asked.join(own, on=["product", "period"], how="left", maintain_order="left")
        .join(basis, on="importer", how="left", maintain_order="left")
        .with_columns(customs_value=pl.coalesce(*found, "#value"))
        .drop(*found, "#value")
    )
