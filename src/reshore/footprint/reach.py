"""Reach: what a unit of a product at a place and period gives to the demand of a span of periods at most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reshore.footprint.network import Network

    Floats = NDArray[np.float64]
    Span = tuple[int, int]

ROUNDS = 100
"""Moves within one period after which goods that go round in circles are followed no further."""

SETTLED = 1e-12
"""Rise of a reach that is none."""

SPOT = ["place", "product", "period"]
END = ["to_place", "to_product", "arrival"]


@dataclass(frozen=True, slots=True)
class Reach:
    """Units of demand that a unit becomes part of, counted in units of what it is or goes into.

    A unit waits in stock, moves on lanes and goes into products, and reaches what its best way does: 1 or
    less. It is more in the first period alone, where goods that were under way before come with those that
    leave; where these would go round in circles and become ever more, they are left out.

    Attributes
    ----------
    spans
        Numbers of the first and the last period of each span.
    spots
        place, product, period, spot: numbers from 0 on.
    amount
        Spots x spans.
    """

    spans: tuple[Span, ...]
    spots: pl.DataFrame
    amount: Floats

    @classmethod
    def of(cls, network: Network, spans: Sequence[Span], *, delivered: bool = False) -> Reach:
        """Follow goods back from the demand of spans of periods; `delivered` ones no further than markets."""
        names = network.clock.names
        asked = network.demand.select("product", "period", place="market").unique()
        ways = _ways(network)
        if delivered:
            ways = ways.filter(pl.col("place").is_in(network.model["markets"]["market"].to_list()))
        ends = ways.select(END).rename(dict(zip(END, SPOT, strict=True)))
        spots = pl.concat([frame.select(SPOT) for frame in (ways, ends, asked)]).unique().sort(SPOT)
        spots = spots.with_row_index("spot")
        amount = np.zeros((spots.height, len(spans)))
        for index, (first, last) in enumerate(spans):
            inside = asked.filter(pl.col("period").is_in(names[first : last + 1]))
            amount[inside.join(spots, on=SPOT)["spot"].to_numpy(), index] = 1.0
        numbered = ways.join(spots, on=SPOT).join(spots, left_on=END, right_on=SPOT, suffix="_reached")
        for name in reversed(names):
            _follow(numbered.filter(period=name), amount)
        return cls(tuple(spans), spots, amount)

    def best(self, period: str, span: int) -> dict[str, float]:
        """Return the most that a unit of each product reaches from a period, anywhere."""
        reached = self.spots.with_columns(pl.Series("reached", self.amount[:, span])).filter(period=period)
        return dict(reached.group_by("product").agg(pl.col("reached").max()).iter_rows())


def _ways(network: Network) -> pl.DataFrame:
    """Return what can become of goods: kept, built into a product, moved on a lane.

    Returns
    -------
    Frame with way (a number), SPOT, END, share (of a unit; the shares of a way add up to 1), under_way (what
    was under way at the start and arrives beside a unit).
    """
    held = network.storing.hold.select("site", "product", "period").unique()
    kept = held.join(network.clock.frame.select("period", "next").drop_nulls(), on="period")
    parts = ["process", "site", "component", "period"]
    used = pl.concat([network.making.use.select(parts), network.drawing.draw.select(parts)]).unique()
    built = used.join(network.making.make.select("process", "product").unique(), on="process")
    whole = pl.concat(
        [
            kept.select(_way("site", "product", "site", "product", "next")).unique(),
            built.select(_way("site", "component", "site", "product", "period")).unique(),
        ]
    ).with_row_index("way")
    lanes = network.moving.ship.select("lane", "product", "period", "origin", "under_way").unique()
    moved = network.moving.arrive.join(
        lanes.with_row_index("way", offset=whole.height), on=["lane", "product", "period"]
    )
    first = pl.col("arrival") == network.clock.names[0]
    under_way = pl.when(first).then("under_way").otherwise(0.0)
    return pl.concat(
        [
            whole.with_columns(share=pl.lit(1.0), under_way=pl.lit(0.0)),
            moved.select(
                "way",
                *_way("origin", "product", "destination", "product", "arrival"),
                share=pl.col("share") - under_way,
                under_way=under_way,
            ).unique(),
        ]
    )


def _way(place: str, product: str, to_place: str, to_product: str, arrival: str) -> list[pl.Expr]:
    """Name the columns of a way."""
    names = (place, product, "period", to_place, to_product, arrival)
    return [pl.col(name).alias(column) for name, column in zip(names, SPOT + END, strict=True)]


def _follow(ways: pl.DataFrame, amount: Floats) -> None:
    """Raise what is reached from the spots of a period to what its best ways reach."""
    if ways.is_empty():
        return
    ways = ways.sort("spot", "way")
    way = ways["way"].rle_id().to_numpy()
    shape = (int(way[-1]) + 1, len(amount))
    origin = ways["spot"].to_numpy()[np.flatnonzero(np.diff(way, prepend=-1))]
    starts = np.flatnonzero(np.diff(origin, prepend=-1))
    at = origin[starts]
    before = amount[at]
    for share in (ways["share"] + ways["under_way"], ways["share"]):
        amount[at] = before
        matrix = csr_array((share.to_numpy(), (way, ways["spot_reached"].to_numpy())), shape=shape)
        for _ in range(ROUNDS):
            best = np.maximum(np.maximum.reduceat(matrix @ amount, starts, axis=0), amount[at])
            if (best - amount[at]).max(initial=0.0) <= SETTLED:
                return
            amount[at] = best
