"""Lanes over time: what each carries, what a unit costs, and when it arrives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from reshore.footprint.prepare.clock import DAYS_PER_YEAR
from reshore.footprint.prepare.places import locations
from reshore.tables import lanes as lane_table
from reshore.tables.series import by_period

if TYPE_CHECKING:
    from reshore.footprint.prepare.clock import Clock
    from reshore.footprint.prepare.goods import Goods
    from reshore.tables.model import Model

OWN_COSTS = ("cost_per_unit", "cost_per_kg", "cost_per_shipment")


@dataclass(frozen=True, slots=True)
class Moving:
    """Lanes over time.

    Attributes
    ----------
    lanes
        lane, period; origin, destination, capacity and minimum (units in the period, capacity may be null).
    ship
        lane, product, period; origin, destination, mode, attributes of both ends, transit_days, under_way
        (goods under way at the start over the first period's shipments); per unit: mass (kg), carbon (kg),
        and the ``cost.`` columns.
    arrive
        lane, product, period, destination, arrival (period), share: of what leaves in period, the share that
        arrives in arrival; the first period's share counts the goods that were under way before it (so it
        may be above 1).
    """

    lanes: pl.DataFrame
    ship: pl.DataFrame
    arrive: pl.DataFrame

    @classmethod
    def of(cls, model: Model, clock: Clock, goods: Goods) -> Moving:
        """Read the lanes of a model, generated ones included."""
        complete = lane_table.complete(model)
        carried = lane_table.carried(model, complete)
        whole = model.with_frames(lanes=complete.select(model["lanes"].columns))
        years = clock.frame.select("period", "years")
        over_time = by_period(whole, "lanes", [*OWN_COSTS, "capacity", "minimum"]).join(
            years, on="period", how="left"
        )
        fixed = complete.select(
            "lane", "origin", "destination", "mode", "distance", "transit_days", "shipment_kg"
        )
        ship = _costed(model, clock, goods, carried, fixed, over_time)
        return cls(
            lanes=over_time.select(
                "lane",
                "period",
                capacity=pl.col("capacity") * pl.col("years"),
                minimum=pl.col("minimum") * pl.col("years"),
            ).join(fixed.select("lane", "origin", "destination"), on="lane", how="left"),
            ship=ship,
            arrive=_arrivals(clock, ship),
        )


def _costed(
    model: Model,
    clock: Clock,
    goods: Goods,
    carried: pl.DataFrame,
    fixed: pl.DataFrame,
    over_time: pl.DataFrame,
) -> pl.DataFrame:
    """Every (lane, product, period) with its attributes and the cost of a unit."""
    modes = by_period(model, "modes", ["cost_per_tonne_km", "cost_per_kg", "emissions"]).rename(
        {"cost_per_kg": "mode_kg"}
    )
    ends = locations(model)
    carbon_price = float(model.settings["carbon_price"]) / 1000
    own = pl.any_horizontal(pl.col(name).is_not_null() for name in OWN_COSTS)
    by_own = (
        pl.col("cost_per_unit").fill_null(0.0)
        + pl.col("mass") * pl.col("cost_per_kg").fill_null(0.0)
        + (pl.col("mass") * pl.col("cost_per_shipment") / pl.col("shipment_kg")).fill_null(0.0)
    )
    by_mode = pl.col("mass") * (pl.col("cost_per_tonne_km") / 1000 * pl.col("distance") + pl.col("mode_kg"))
    first = clock.names[0]
    steady = model.settings["opening_pipeline"] == "steady"
    days = fixed["transit_days"].unique()
    waiting = pl.DataFrame({"transit_days": days, "waiting": [clock.under_way(one) for one in days]})
    return (
        carried.select("lane", "product")
        .join(fixed, on="lane", how="left")
        .join(over_time.select("lane", "period", *OWN_COSTS), on="lane", how="left")
        .join(goods.frame, on=["product", "period"], how="left")
        .join(modes, on=["mode", "period"], how="left")
        .join(_end(ends, "origin"), on="origin", how="left")
        .join(_end(ends, "destination"), on="destination", how="left")
        .join(waiting, on="transit_days", how="left")
        .with_columns(
            carbon=pl.col("mass") / 1000 * pl.col("distance") * pl.col("emissions"),
            under_way=pl.when((pl.col("origin_status") == "open") & steady).then("waiting").otherwise(0.0),
        )
        .select(
            "lane",
            "product",
            "period",
            "origin",
            "destination",
            "mode",
            "family",
            "transit_days",
            "under_way",
            "mass",
            "carbon",
            "value",
            "origin_country",
            "origin_group",
            "origin_status",
            "destination_country",
            "destination_group",
            pl.when(own).then(by_own).otherwise(by_mode).alias("cost.transport"),
            (pl.col("carbon") * carbon_price).alias("cost.carbon"),
            (pl.col("transit_days") / DAYS_PER_YEAR * pl.col("rate") * pl.col("capital")).alias(
                "cost.transit_capital"
            ),
            pl.when(pl.col("period") == first)
            .then(pl.col("under_way") * pl.col("value"))
            .otherwise(0.0)
            .alias("cost.opening_pipeline"),
        )
    )


def _end(ends: pl.DataFrame, side: str) -> pl.DataFrame:
    """Attributes of one end of a lane."""
    return ends.select(pl.col("site").alias(side), pl.exclude("site").name.prefix(f"{side}_"))


def _arrivals(clock: Clock, ship: pl.DataFrame) -> pl.DataFrame:
    """Share of every shipment by period of arrival: by days in transit, and what was under way before."""
    kinds = ship.select("transit_days", "under_way").unique()
    rows: list[tuple[float, float, str, str, float]] = []
    for transit, under_way in kinds.iter_rows():
        shares = clock.arrivals(transit)
        shares[0, 0] += under_way
        rows.extend(
            (transit, under_way, clock.names[t], clock.names[u], float(share))
            for t, line in enumerate(shares)
            for u, share in enumerate(line)
            if share
        )
    spread = pl.DataFrame(
        rows,
        schema={
            "transit_days": pl.Float64,
            "under_way": pl.Float64,
            "period": pl.String,
            "arrival": pl.String,
            "share": pl.Float64,
        },
        orient="row",
    )
    return (
        ship.select("lane", "product", "period", "destination", "transit_days", "under_way")
        .join(spread, on=["transit_days", "under_way", "period"], how="inner")
        .drop("transit_days", "under_way")
    )
