"""How much of each product can be called for: what makes the links between flows and openings tight."""

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


def callable_units(
    clock: Clock,
    goods: Goods,
    demand: pl.DataFrame,
    moving: Moving,
    storing: Storing,
    forced: dict[str, float],
) -> pl.DataFrame:
    """Return the most units of each product that a plan has a use for in each period, network-wide.

    A product that can't wait (no stock and no transit, of itself or of anything made of it) is called for by
    the demand of the period alone; others by that of the period and all later ones. Stocks that must be
    there and amounts that minimums and rules force are added.

    Parameters
    ----------
    forced
        Product -> units over the horizon that minimums and rules force, demand or not.

    Returns
    -------
    Frame with product, period, callable (units).
    """
    asked = goods.explode(_by_product(demand, goods, clock, "quantity"))
    lasting = _lasting(goods, moving, storing)
    peak = {product: float(np.max(numbers)) for product, numbers in asked.items()}
    held = _held(storing, peak)
    pushed = _pushed(goods, forced)
    extra = goods.explode(
        {product: np.full(len(clock), held.get(product, 0.0) + pushed[product]) for product in goods.order}
    )
    most = {
        product: (np.cumsum(numbers[::-1])[::-1] if product in lasting else numbers) + extra[product]
        for product, numbers in asked.items()
    }
    return long(most, clock, "callable")


def _by_product(
    frame: pl.DataFrame, goods: Goods, clock: Clock, column: str
) -> dict[str, NDArray[np.float64]]:
    """Sum of a column by product, each an array over the periods."""
    position = {name: index for index, name in enumerate(clock.names)}
    totals = {product: np.zeros(len(clock)) for product in goods.order}
    for product, period, number in frame.select("product", "period", column).iter_rows():
        totals[product][position[period]] += number
    return totals


def _lasting(goods: Goods, moving: Moving, storing: Storing) -> set[str]:
    """Products that may be used later than they are made, as such or within another product."""
    lasting = set(storing.hold["product"]) | set(moving.ship.filter(pl.col("transit_days") > 0)["product"])
    for product in reversed(goods.order):
        if product in lasting:
            lasting.update(goods.needs[product])
    return lasting


def _held(storing: Storing, peak: dict[str, float]) -> dict[str, float]:
    """Units of each product that stocks hold at most because they must."""
    held: dict[str, float] = {}
    rows = storing.hold.group_by("site", "product").agg(
        pl.col("cover").max(), pl.col("minimum").max(), pl.col("closing").sum()
    )
    for product, cover, minimum, closing in rows.select("product", "cover", "minimum", "closing").iter_rows():
        held[product] = held.get(product, 0.0) + cover * peak[product] + minimum + closing
    return held


def _pushed(goods: Goods, forced: dict[str, float]) -> dict[str, float]:
    """Units that are forced, and units of what is made of them that they may be pushed into."""
    pushed = {product: forced.get(product, 0.0) for product in goods.order}
    for product in goods.order:
        for component, quantity in goods.needs[product].items():
            pushed[product] += pushed[component] / float(np.min(quantity))
    return pushed


def wanted_units(
    demand: pl.DataFrame, moving: Moving, storing: Storing, callable_: pl.DataFrame, forced: dict[str, float]
) -> pl.DataFrame:
    """Return the most units that a market has a use for out of what leaves for it on a lane in a period.

    Without stock at the market, that is what it asks for when the goods arrive, over the share that arrives
    then.

    Returns
    -------
    Frame with lane, product, period, wanted (units); lanes to markets only.
    """
    asked = demand.group_by("market", "product", "period").agg(asked=pl.col("quantity").sum())
    free = pl.Series([product for product, units in forced.items() if units], dtype=pl.String)
    stocked = storing.hold.select("product", destination="site").unique().with_columns(stocked=pl.lit(True))
    return (
        moving.arrive.join(
            asked.rename({"market": "destination", "period": "arrival"}),
            on=["destination", "product", "arrival"],
            how="left",
        )
        .join(demand.select(destination="market").unique(), on="destination", how="semi")
        .group_by("lane", "product", "period", "destination")
        .agg(wanted=(pl.col("asked").fill_null(0.0) / pl.col("share")).max())
        .join(callable_, on=["product", "period"], how="left")
        .join(stocked, on=["product", "destination"], how="left")
        .select(
            "lane",
            "product",
            "period",
            wanted=pl.when(pl.col("stocked").is_not_null() | pl.col("product").is_in(free.implode()))
            .then("callable")
            .otherwise(pl.min_horizontal("wanted", "callable")),
        )
    )
