"""Stages of the bill of materials: how far goods are from what is sold, and their family."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST_STAGES = 16
"""Where families make more stages than this, goods as far from what is sold are one stage."""

MARKET = -1
"""Level of the markets, which stand after the last stage."""


def stages(products: pl.DataFrame, goes_into: Iterable[tuple[str, str]]) -> pl.DataFrame:
    """Return the stage of each product: its level, and within the level its family.

    Level 0 are goods that go into nothing; a component is one level above the farthest thing it goes into.

    Parameters
    ----------
    products
        Columns product and family; of a product without one, the product is the family.
    goes_into
        Components, each with a product that it goes into.

    Returns
    -------
    pl.DataFrame
        product, level, family; the family is empty where levels alone are told apart.
    """
    users: dict[str, set[str]] = {}
    for component, product in goes_into:
        users.setdefault(component, set()).add(product)
    levels: dict[str, int] = {}
    for product in products["product"]:
        _find_level(product, users, levels)
    found = products.select(
        "product",
        pl.col("product").replace_strict(levels, return_dtype=pl.Int64).alias("level"),
        pl.coalesce("family", "product").alias("family"),
    )
    if found.select("level", "family").n_unique() > MOST_STAGES:
        return found.with_columns(family=pl.lit(""))
    return found


def _find_level(product: str, users: Mapping[str, set[str]], levels: dict[str, int]) -> int:
    """Find the longest way from a product to one that goes into nothing; recipes have no cycle."""
    if product not in levels:
        levels[product] = max(
            (1 + _find_level(user, users, levels) for user in users.get(product, ())), default=0
        )
    return levels[product]
