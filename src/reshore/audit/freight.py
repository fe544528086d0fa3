"""What moving a unit costs: by the lane's own prices where it writes any, else by its mode's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from reshore.audit.case import Case


def with_freight(case: Case, rows: pl.DataFrame) -> pl.DataFrame:
    """Add `freight`, the transport cost of a unit, to rows with lane, mode, distance, kg and period."""
    own = ("cost_per_unit", "cost_per_kg", "cost_per_shipment")
    busy = case.model["lanes"].join(rows.select("lane").unique(), on="lane", how="semi")
    lanes = case.by_period("lanes", own, busy).join(busy.select("lane", "shipment_kg"), on="lane")
    modes = case.by_period("modes", ["cost_per_tonne_km", "cost_per_kg"]).rename(
        {"cost_per_kg": "mode_per_kg"}
    )
    priced = rows.join(lanes, on=["lane", "period"], how="left").join(modes, on=["mode", "period"])
    per_unit, per_kg, per_shipment = (pl.col(column).fill_null(0.0) for column in own)
    kg = pl.col("kg")
    shipments = pl.when(per_shipment > 0).then(kg * per_shipment / pl.col("shipment_kg")).otherwise(0.0)
    by_lane = per_unit + kg * per_kg + shipments
    by_mode = kg * (pl.col("cost_per_tonne_km") / 1000 * pl.col("distance") + pl.col("mode_per_kg"))
    written = pl.any_horizontal(pl.col(column).is_not_null() for column in own)
    return priced.with_columns(freight=pl.when(written).then(by_lane).otherwise(by_mode))
