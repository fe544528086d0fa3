"""The recipe that a site follows, and how it makes a product so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from reshore.factory.plan.start import at_start

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.tables.model import Model

BASE = "base"
"""The recipe followed where nothing says another."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What goes into a product.

    Attributes
    ----------
    variant
        Name of the recipe in `boms`.
    parts
        Component -> units of it in a unit.
    """

    variant: str
    parts: Mapping[str, float]


def recipe(model: Model, site: str, product: str) -> Recipe:
    """Return the recipe of a product at a site.

    It is that of the site's process (the first by name), else `BASE`, else the first by name of those in
    `boms`.
    """
    boms = at_start(model, "boms", ["quantity"]).filter(pl.col("product") == product)
    known = boms["variant"].unique().sort().to_list()
    processes = model["processes"].filter(pl.col("site") == site, pl.col("product") == product)
    wanted = [*processes.sort("process")["variant"].to_list(), BASE, *known]
    variant = next((name for name in wanted if name in known), wanted[0])
    rows = boms.filter(pl.col("variant") == variant).select("component", "quantity")
    return Recipe(variant, dict(rows.iter_rows()))
