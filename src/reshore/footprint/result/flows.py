"""What is made, bought, shipped, stored and served, from a solution."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.provenance.following import NONE
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
    per_unit = ("gross", "hours", "labour_hours", "energy", "carbon", "value", "value_added")
    made = solved["make"].filter(pl.col("units") > 0)
    production = (
        made.with_columns(pl.col(name) * pl.col("units") for name in per_unit)
        .group_by(
            *("process", "site", "country", "product", "provenance"),
            *("family", "variant", "resource", "period"),
        )
        .agg(pl.col("units", *per_unit).sum())
        .sort("process", "provenance", "period")
        .with_columns(named("provenance"))
        .select(list(FRAMES["production"].dtypes))
    )
    shipped = solved["ship"].filter(pl.col("units") > 0)
    shipments = shipped.select(
        *("lane", "origin", "destination", "mode", "product"),
        named("provenance"),
        named("arrives"),
        "period",
        "units",
        mass=pl.col("mass") * pl.col("units"),
        carbon=pl.col("carbon") * pl.col("units"),
    )
    line = ["market", "product", "segment", "period"]
    served = solved["serve"].group_by(line).agg(served=pl.col("units").sum())
    service = (
        solved["short"]
        .select(*line, "country", demand="quantity", short="units")
        .join(served, on=line, how="left", maintain_order="left")
        .with_columns(pl.col("served").fill_null(0.0))
        .select(list(FRAMES["service"].dtypes))
    )
    return {
        "production": production,
        "purchases": solved["buy"]
        .filter(pl.col("units") > 0)
        .select("site", "country", "product", named("provenance"), "period", "units"),
        "shipments": shipments,
        "stock": solved["hold"]
        .filter(pl.col("units") > 0)
        .select("site", "product", named("provenance"), "period", "units"),
        "service": service,
        "deliveries": solved["serve"]
        .filter(pl.col("units") > 0, pl.col("provenance") != NONE)
        .select(list(FRAMES["deliveries"].dtypes)),
        "use": solved["use"]
        .filter(pl.col("units") > 0)
        .with_columns(named("provenance"))
        .select(list(FRAMES["use"].dtypes)),
    }


def named(column: str) -> pl.Expr:
    """Return the name of a provenance; null where goods aren't followed."""
    return pl.when(pl.col(column) != NONE).then(column).alias(column)
