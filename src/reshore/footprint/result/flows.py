"""What is made, bought, shipped, stored and served, from a solution."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.plan.frames import FRAMES

if TYPE_CHECKING:
    from collections.abc import Mapping


def flows(solved: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Return the frames production, purchases, shipments, stock and service.

    Parameters
    ----------
    solved
        Frame of every block with the solution in `units`.
    """
    nothing = pl.lit(None, dtype=pl.String)
    per_unit = ("gross", "hours", "labour_hours", "energy", "carbon", "value", "value_added")
    made = solved["make"].filter(pl.col("units") > 0)
    production = (
        made.with_columns(pl.col(name) * pl.col("units") for name in per_unit)
        .group_by("process", "site", "country", "product", "family", "variant", "resource", "period")
        .agg(pl.col("units", *per_unit).sum())
        .sort("process", "period")
        .with_columns(provenance=nothing)
        .select(list(FRAMES["production"].dtypes))
    )
    shipped = solved["ship"].filter(pl.col("units") > 0)
    shipments = shipped.select(
        *("lane", "origin", "destination", "mode", "product"),
        nothing.alias("provenance"),
        nothing.alias("arrives"),
        "period",
        "units",
        mass=pl.col("mass") * pl.col("units"),
        carbon=pl.col("carbon") * pl.col("units"),
    )
    served = solved["serve"].select(
        "market", "country", "product", "segment", "period", demand="quantity", served="units"
    )
    return {
        "production": production,
        "purchases": solved["buy"]
        .filter(pl.col("units") > 0)
        .select("site", "country", "product", nothing.alias("provenance"), "period", "units"),
        "shipments": shipments,
        "stock": solved["hold"]
        .filter(pl.col("units") > 0)
        .select("site", "product", nothing.alias("provenance"), "period", "units"),
        **{name: FRAMES[name].empty() for name in ("deliveries", "use", "provenances", "duties")},
        "service": served.with_columns(short=solved["short"]["units"]),
    }
