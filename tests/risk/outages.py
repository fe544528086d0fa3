"""Outages of operations, and flexible networks whose times to survive are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from tests.risk.operations import Draft

from reshore.risk.sets import StressSet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reshore.risk.operation import Operation


def sites(operation: Operation, *names: str, days: float | None = None) -> StressSet:
    """Return the outage of sites: makes, buys, moves from and to them, and their stock."""
    here = pl.col("site").is_in(names)
    lanes = operation.lanes.filter(pl.col("origin").is_in(names) | pl.col("destination").is_in(names))
    rows = {
        "makes": operation.makes.filter(here),
        "buys": operation.buys.filter(here),
        "moves": operation.moves.join(lanes, on="lane_index", how="semi"),
        "items": operation.items.filter(pl.col("place").is_in(names)),
    }
    numbers = {name: frame.to_series(0).to_numpy() for name, frame in rows.items()}
    return StressSet("site", " ".join(names), days, days is not None, **numbers)


def each_site(operation: Operation) -> list[StressSet]:
    """Return the outage of each site, with the time to recover that it states."""
    columns = operation.sites.select("site", "time_to_recover").iter_rows()
    return [sites(operation, name, days=days) for name, days in columns]


def part(outage: StressSet) -> StressSet:
    """Return every other row of an outage."""
    rows = {name: getattr(outage, name)[::2] for name in ("makes", "buys", "moves", "items")}
    return StressSet("part", outage.name, outage.time_to_recover, outage.stated, **rows)


def nothing(days: float | None = None) -> StressSet:
    """Return an outage of nothing."""
    none = np.empty(0, np.int32)
    return StressSet("site", "none", days, days is not None, none, none, none, none)


def flexible(
    capacities: Sequence[float],
    demands: Sequence[float],
    stocks: Sequence[float],
    makers: Mapping[int, Sequence[int]],
) -> Operation:
    """Return plants that make products for one market each; product n is stocked there, and plant n makes it.

    `makers`: product -> plants that can make it, an hour a unit, and send it at once.
    """
    draft = Draft()
    for plant, hours in enumerate(capacities):
        draft.site(f"P{plant}", "USA")
        draft.resource(f"P{plant}", "line", hours)
    for product, rate in enumerate(demands):
        name, market = f"product{product}", f"M{product}"
        draft.product(name, value=1.0, holding=0.0)
        draft.market(market, "USA")
        draft.demand(market, name, rate=rate, weight=1.0 + product)
        draft.stocks[market, name] = stocks[product]
        for plant in makers[product]:
            made = rate if plant == product else 0.0
            draft.make(f"P{plant}", name, {}, rate=made, resource="line", hours=1.0)
            draft.lane(f"P{plant}", market, {name: made})
    return draft.done()
