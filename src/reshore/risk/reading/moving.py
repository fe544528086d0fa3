"""Lanes between places that run, what they carry, and what a unit costs there, duty and detours included."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from reshore.risk.reading.moment import WEEK_OF_YEAR
from reshore.tables import lanes as lane_table

if TYPE_CHECKING:
    from reshore.risk.reading.moment import Moment

OWN_COSTS = ("cost_per_unit", "cost_per_kg", "cost_per_shipment")
COUNTRIES = ("origin_country", "destination_country")
PAID = ("entry", "release")
"""Events of duty paid on a shipment."""


def lanes(moment: Moment, whole: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """Return the lanes between places that run.

    Parameters
    ----------
    whole
        All lanes, as `reshore.tables.lanes.complete` gives them.
    places
        place, country.

    Returns
    -------
    pl.DataFrame
        lane, origin, destination, origin_country, destination_country, mode, passages, capacity as of an
        operation; and distance, days, shipment_kg and `OWN_COSTS`.
    """
    ends = places.select("place", "country")
    numbers = moment.numbers("lanes", *OWN_COSTS, "capacity", rows=whole.drop("transit_days"))
    return (
        whole.drop(*OWN_COSTS, "capacity", "days")
        .rename({"transit_days": "days"})
        .join(numbers, on="lane")
        .join(ends.rename({"place": "origin", "country": "origin_country"}), on="origin")
        .join(ends.rename({"place": "destination", "country": "destination_country"}), on="destination")
        .with_columns(
            passages=pl.col("passages").fill_null("").str.extract_all(r"\S+"),
            capacity=pl.col("capacity") * WEEK_OF_YEAR,
        )
        .select(
            "lane",
            "origin",
            "destination",
            *COUNTRIES,
            "mode",
            "passages",
            "capacity",
            "distance",
            "days",
            "shipment_kg",
            *OWN_COSTS,
        )
        .sort("lane")
    )


def moves(moment: Moment, whole: pl.DataFrame, running: pl.DataFrame) -> pl.DataFrame:
    """Return what the lanes between places that run carry.

    Parameters
    ----------
    whole
        All lanes, as `reshore.tables.lanes.complete` gives them.
    running
        Those that `lanes` gives.

    Returns
    -------
    pl.DataFrame
        lane, product, origin, destination, days, cost and rate as of an operation; and kg, and per_km, what a
        unit costs more for each km more.
    """
    model = moment.model
    modes = moment.numbers("modes", "cost_per_tonne_km", "cost_per_kg", "emissions")
    rates = moment.rates("shipments", ["lane", "product"])
    rows = (
        lane_table.carried(model, whole)
        .join(running, on="lane")
        .join(modes.rename({"cost_per_kg": "mode_per_kg"}), on="mode")
        .join(model["products"].select("product", kg="mass"), on="product")
        .join(rates, on=["lane", "product"], how="left")
        .with_columns(pl.col("rate").fill_null(0.0))
    )
    carbon = float(model.settings["carbon_price"]) / 1000 * pl.col("kg") / 1000 * pl.col("emissions")
    per_km = pl.when(_own_prices()).then(0.0).otherwise(pl.col("kg") * pl.col("cost_per_tonne_km") / 1000)
    transport = pl.when(_own_prices()).then(_by_lane()).otherwise(_by_mode())
    cost = transport + carbon * pl.col("distance") + pl.col("duty")
    return (
        _with_duty(moment, rows)
        .with_columns(cost=cost, per_km=per_km + carbon)
        .select("lane", "product", "origin", "destination", "days", "cost", "rate", "kg", "per_km")
        .sort("lane", "product")
    )


def detours(moment: Moment, goods: pl.DataFrame) -> pl.DataFrame:
    """Return the detours of moves: lane, product, passage, days and cost, both more than usual, of a unit."""
    further = pl.col("cost_per_kg") * pl.col("kg") + pl.col("further") * pl.col("per_km")
    return (
        moment.model["detours"]
        .select("lane", "passage", "cost_per_kg", more="days", further="distance")
        .join(goods, on="lane")
        .select("lane", "product", "passage", days="more", cost=further)
        .sort("lane", "product", "passage")
    )


def _with_duty(moment: Moment, rows: pl.DataFrame) -> pl.DataFrame:
    """Add the duty of a unit: of the plan on the lane, else between the two countries, else 0."""
    paid = (
        moment.frame("duties")
        .filter(pl.col("event").is_in(PAID))
        .group_by("lane", "product", maintain_order=True)
        .agg(pl.col("amount").sum())
    )
    known = rows.join(paid, on=["lane", "product"], how="left").with_columns(
        paid=pl.col("amount").fill_null(0.0) / moment.weeks
    )
    between = ["product", *COUNTRIES]
    shipped = pl.col("rate") > 0
    mean = pl.col("paid").sum().over(between) / pl.col("rate").sum().over(between)
    usual = pl.when(pl.col("rate").sum().over(between) > 0).then(mean).otherwise(0.0)
    return known.with_columns(duty=pl.when(shipped).then(pl.col("paid") / pl.col("rate")).otherwise(usual))


def _own_prices() -> pl.Expr:
    return pl.any_horizontal(pl.col(name).is_not_null() for name in OWN_COSTS)


def _by_lane() -> pl.Expr:
    shipments = pl.col("cost_per_shipment") / pl.col("shipment_kg")
    per_kg = pl.col("cost_per_kg").fill_null(0.0) + shipments.fill_null(0.0)
    return pl.col("cost_per_unit").fill_null(0.0) + pl.col("kg") * per_kg


def _by_mode() -> pl.Expr:
    return pl.col("kg") * (pl.col("cost_per_tonne_km") / 1000 * pl.col("distance") + pl.col("mode_per_kg"))
