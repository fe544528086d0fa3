"""What a design may do otherwise: sites that can open or close, resources that can get modules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from reshore.tables.model import Model


def sites(model: Model) -> pl.DataFrame:
    """Return the sites of a model: site, country, status, fixed (whether it is used in every plan)."""
    fixed = (pl.col("status") == "open") & pl.col("closing_cost").is_null()
    return model["sites"].select("site", "country", "status", fixed=fixed).sort("site")


def resources(model: Model) -> list[tuple[str, str]]:
    """Return the resources that can get modules, by site and resource."""
    growing = model["resources"].filter(pl.col("maximum").is_not_null())
    return sorted(growing.select("site", "resource").iter_rows())
