"""How much of each product can be called for: what makes the links between flows and openings tight.

The bounds leave out plans that make goods only to lose them: for a share that a rule asks for, or to have the
smaller part of a shipment in time. What is lost with the greater part, where demand falls while goods are
under way, is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from reshore.footprint.prepare.goods import long

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reshore.footprint.prepare.clock import Clock
    from reshore.footprint.prepare.goods import Goods
    from reshore.footprint.prepare.moving import Moving
    from reshore.footprint.prepare.storing import Storing


GREATER = 0.5
"""Share of a shipment from which on it is the greater part."""


def callable_units(
    clock: Clock,
    goods: Goods,
    demand: pl.DataFrame,
    moving: Moving,
    storing: Storing,
    pushed: dict[str, float],
) -> pl.DataFrame:
    """Return the most units of each product that a plan has a use for in each period, network-wide.

    A product that can't wait (no stock and no transit, of itself or of anything made of it) is called for by
    the demand of the period alone; others by that of the period and all later ones. Stocks that must be
    there and what is pushed into the network are added.

    Parameters
    ----------
    pushed
        As `pushed_units` gives them.

    Returns
    -------
    Frame with product, period, callable (units).
    """
    asked = goods.explode(_by_product(demand, goods, clock, "quantity"))
    lasting = _lasting(goods, moving, storing)
    held = _held(storing, {product: float(np.sum(numbers)) for product, numbers in asked.items()})
    extra = goods.explode(
        {product: np.full(len(clock), held.get(product, 0.0) + pushed[product]) for product in goods.order}
    )
    most = {
        product: (np.cumsum(numbers[::-1])[::-1] if product in lasting else numbers) + extra[product]
        for product, numbers in asked.items()
    }
    return long(most, clock, "callable")


def pushed_units(
    clock: Clock, goods: Goods, demand: pl.DataFrame, moving: Moving, forced: dict[str, float]
) -> dict[str, float]:
    """Return the most units of each product that come about over the horizon though nobody asks for them.

    Minimums and rules force some; others are under way when demand falls. Components that are there
    are pushed into what is made of them.

    Parameters
    ----------
    forced
        Product -> units over the horizon that minimums and rules force, demand or not.
    """
    asked = goods.explode(_by_product(demand, goods, clock, "quantity"))
    spilt = _spilt(moving, long(asked, clock, "asked"))
    pushed = {product: forced[product] + spilt.get(product, 0.0) for product in goods.order}
    for product in goods.order:
        for component, quantity in goods.draws[product].items():
            pushed[product] += pushed[component] / quantity
    return pushed


def _by_product(
    frame: pl.DataFrame, goods: Goods, clock: Clock, column: str
) -> dict[str, NDArray[np.float64]]:
    """Sum of a column by product, each an array over the periods."""
    position = clock.position
    totals = {product: np.zeros(len(clock)) for product in goods.order}
    for product, period, number in frame.select("product", "period", column).iter_rows():
        totals[product][position[period]] += number
    return totals


def _spilt(moving: Moving, asked: pl.DataFrame) -> dict[str, float]:
    """Units of each product lost if the greater part of every shipment covers all that is asked for then."""
    alike = moving.ship.group_by("product", "transit_days", "origin_status").agg(pl.col("lane").min())
    key = ["lane", "product", "period"]
    arriving = (
        moving.arrive.join(alike, on=["lane", "product"], how="semi")
        .filter(pl.len().over(key) > 1)
        .select(*key, "share", "arrival")
        .join(asked.rename({"period": "arrival"}), on=["product", "arrival"], how="left")
    )
    covered = arriving.filter(pl.col("share") >= GREATER).select(
        *key, covers="arrival", units=pl.col("asked") / pl.col("share")
    )
    lost = (
        covered.join(arriving, on=key)
        .group_by(*key, "covers")
        .agg((pl.col("units") * pl.col("share") - pl.col("asked")).clip(lower_bound=0.0).sum().alias("lost"))
        .group_by("product", "period")
        .agg(pl.col("lost").max())
    )
    return dict(lost.group_by("product").agg(pl.col("lost").sum()).iter_rows())


def _lasting(goods: Goods, moving: Moving, storing: Storing) -> set[str]:
    """Products that may be used later than they are made, as such or within another product."""
    lasting = set(storing.hold["product"]) | set(moving.ship.filter(pl.col("transit_days") > 0)["product"])
    for product in reversed(goods.order):
        if product in lasting:
            lasting.update(goods.needs[product])
    return lasting


def _held(storing: Storing, total: dict[str, float]) -> dict[str, float]:
    """Units of each product that stocks hold at most because they must, be it all sold in one period."""
    held: dict[str, float] = {}
    rows = storing.hold.group_by("site", "product").agg(
        pl.col("cover").max(), pl.col("minimum").max(), pl.col("closing").sum()
    )
    for product, cover, minimum, closing in rows.select("product", "cover", "minimum", "closing").iter_rows():
        held[product] = held.get(product, 0.0) + cover * total[product] + minimum + closing
    return held


def wanted_units(
    demand: pl.DataFrame, moving: Moving, storing: Storing, callable_: pl.DataFrame, pushed: dict[str, float]
) -> pl.DataFrame:
    """Return the most units that a market has a use for out of what leaves for it from a site in a period.

    Without stock at the market, that is what it asks for when the goods arrive, over the share that arrives
    then, and what is pushed; lanes of the same transit time share it, those of others add their own.

    Returns
    -------
    Frame with origin, destination, product, period, wanted (units); destinations are markets only.
    """
    asked = demand.group_by("market", "product", "period").agg(asked=pl.col("quantity").sum())
    free = pl.DataFrame(
        list(pushed.items()), schema={"product": pl.String, "pushed": pl.Float64}, orient="row"
    )
    stocked = storing.hold.select("product", destination="site").unique().with_columns(stocked=pl.lit(True))
    way = ["origin", "destination", "product", "period"]
    return (
        moving.arrive.join(
            asked.rename({"market": "destination", "period": "arrival"}),
            on=["destination", "product", "arrival"],
            how="left",
        )
        .join(demand.select(destination="market").unique(), on="destination", how="semi")
        .group_by("lane", "product", "period", "destination")
        .agg(wanted=(pl.col("asked").fill_null(0.0) / pl.col("share")).max())
        .join(
            moving.ship.select("lane", "product", "period", "origin", "transit_days"),
            on=["lane", "product", "period"],
        )
        .group_by(*way, "transit_days")
        .agg(pl.col("wanted").max())
        .group_by(way)
        .agg(pl.col("wanted").sum())
        .join(callable_, on=["product", "period"], how="left")
        .join(stocked, on=["product", "destination"], how="left")
        .join(free, on="product", how="left")
        .select(
            *way,
            wanted=pl.when("stocked")
            .then("callable")
            .otherwise(pl.min_horizontal(pl.col("wanted") + pl.col("pushed"), "callable")),
        )
    )
