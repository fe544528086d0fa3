"""Lanes as drivers see them: what a unit costs, how long it takes, and which lanes share a mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from reshore.tables import lanes as lane_table
from reshore.tables.series import by_period

if TYPE_CHECKING:
    from reshore.plan.plan import Plan
    from reshore.tables.model import Model

OWN = ("cost_per_unit", "cost_per_kg", "cost_per_shipment")


def written_out(model: Model) -> Model:
    """Return the same model with the lanes written that its modes generate: drivers can change them then."""
    every = lane_table.complete(model)
    generated = every.slice(model["lanes"].height).select(model["lanes"].columns)
    if generated.is_empty():
        return model
    left_open = [pl.lit(None, pl.Float64).alias(name) for name in ("distance", "days")]
    return model.with_frames(lanes=pl.concat([model["lanes"], generated.with_columns(left_open)]))


def numbers(model: Model, plan: Plan, *, to_sites: bool) -> pl.DataFrame:
    """Return what lanes that end at a site, or at a market, cost and take in every period.

    Returns
    -------
    pl.DataFrame
        lane, period; by_unit and by_kg (cost of a unit, and of each kg of it), days, border_days; group
        (lanes that can carry the same product are in one); units and mass (carried in the plan, over all
        periods).
    """
    every = lane_table.complete(model)
    ends = pl.col("destination").is_in(model["sites"]["site"].implode())
    chosen = every.filter(ends if to_sites else ~ends)
    carried = lane_table.carried(model, every).join(chosen, on="lane", how="semi", maintain_order="left")
    volumes = plan["shipments"].group_by("lane", maintain_order=True).agg(pl.col("units", "mass").sum())
    return (
        _costs(model, every)
        .join(chosen.select("lane", "days", "border_days"), on="lane", maintain_order="left")
        .join(_groups(carried), on="lane", maintain_order="left")
        .join(volumes, on="lane", how="left", maintain_order="left")
        .with_columns(pl.col("units", "mass").fill_null(0.0))
    )


def _costs(model: Model, every: pl.DataFrame) -> pl.DataFrame:
    """Return what a unit costs on each lane: by_unit + its mass x by_kg."""
    whole = model.with_frames(lanes=every.select(model["lanes"].columns))
    modes = by_period(model, "modes", ["cost_per_tonne_km", "cost_per_kg"])
    own = pl.any_horizontal(pl.col(name).is_not_null() for name in OWN)
    by_shipment = (pl.col("cost_per_shipment") / pl.col("shipment_kg")).fill_null(0.0)
    by_mode = pl.col("cost_per_tonne_km") / 1000 * pl.col("distance") + pl.col("mode_kg")
    return (
        by_period(whole, "lanes", OWN)
        .join(every.select("lane", "mode", "distance", "shipment_kg"), on="lane", maintain_order="left")
        .join(
            modes.rename({"cost_per_kg": "mode_kg"}),
            on=["mode", "period"],
            how="left",
            maintain_order="left",
        )
        .select(
            "lane",
            "period",
            by_unit=pl.col("cost_per_unit").fill_null(0.0),
            by_kg=pl.when(own).then(pl.col("cost_per_kg").fill_null(0.0) + by_shipment).otherwise(by_mode),
        )
    )


def _groups(carried: pl.DataFrame) -> pl.DataFrame:
    """Return lane and group: lanes are in one group where products that they can carry connect them."""
    lanes, products = (carried[name].rank("dense").to_numpy() - 1 for name in ("lane", "product"))
    count = carried["lane"].n_unique()
    links = coo_array(
        (np.ones(carried.height), (lanes, products + count)), shape=(2 * carried.height, 2 * carried.height)
    )
    _, group = connected_components(links, directed=False)
    return pl.DataFrame({"lane": carried["lane"].unique().sort(), "group": group[:count]})
