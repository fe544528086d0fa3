"""Today's network: the baseline as amounts with attributes, so that rules can take denominators from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.attributes import BLOCS, with_blocs
from reshore.footprint.prepare.places import locations
from reshore.tables.select import schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reshore.footprint.network import Network

WEIGHTS: Mapping[str, str] = {"value": "value", "mass": "mass"}
"""Measure -> column of the goods that turns units into it; other measures count the rows' own units."""


def today(network: Network, activity: str, measure: str) -> pl.DataFrame:
    """Return the baseline's rows of an activity in every period, with the attributes that conditions may use.

    An attribute that a row doesn't name is null, so that no condition on it is met.

    Returns
    -------
    Frame with the attributes of the activity, period among them, and amount in the unit of the measure.
    """
    rows = network.model["baseline"].filter(pl.col("activity") == activity).drop("activity")
    standing = rows.filter(pl.col("period").is_null()).drop("period")
    everywhere = standing.join(network.clock.frame.select("period"), how="cross").select(rows.columns)
    whole = pl.concat([rows.filter(pl.col("period").is_not_null()), everywhere])
    located = _shipped(network, whole) if activity == "ship" else _placed(network, activity, whole)
    goods = network.goods.frame.select("product", "period", "family", "value", "mass")
    weighed = located.rename({"value": "units"}).join(goods, on=["product", "period"], how="left")
    amount = pl.col("units") * pl.col(WEIGHTS[measure]) if measure in WEIGHTS else pl.col("units")
    types = schema(activity)
    known = with_blocs(network, weighed, [name for name in types if BLOCS.get(name) in weighed.columns])
    unnamed = {name: kind for name, kind in types.items() if name not in known.columns}
    return known.with_columns(pl.lit(None, kind).alias(name) for name, kind in unnamed.items()).select(
        *types, amount=amount
    )


def _placed(network: Network, activity: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Attributes of the place: a market's where something is served, else a site's."""
    if activity == "serve":
        return rows.join(
            network.model["markets"].select("market", "country", "group"), on="market", how="left"
        )
    sites = network.model["sites"].select("site", "country", "group", "role", "status")
    return rows.join(sites, on="site", how="left")


def _shipped(network: Network, rows: pl.DataFrame) -> pl.DataFrame:
    """Attributes of both ends: of the lane where it is named, else of the site and market."""
    lanes = network.moving.ship.select("lane", "mode", "origin", "destination").unique()
    ends = locations(network.model).drop("status")
    named = rows.join(lanes, on="lane", how="left").with_columns(
        origin=pl.coalesce("origin", "site"), destination=pl.coalesce("destination", "market")
    )
    for side in ("origin", "destination"):
        attributed = ends.select(pl.col("site").alias(side), pl.exclude("site").name.prefix(f"{side}_"))
        named = named.join(attributed, on=side, how="left")
    return named
