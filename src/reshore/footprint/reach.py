"""Reach: what a unit of a product at a place and period gives to the demand of a span of periods at most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy.sparse import csr_array

from reshore.lp.keys import POSITION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reshore.footprint.network import Network

    Floats = NDArray[np.float64]
    Positions = NDArray[np.intp]
    Span = tuple[int, int]

ROUNDS = 30
"""Moves within one period after which goods that go round in circles are followed no further."""

NODE = ["place", "product"]


@dataclass(frozen=True, slots=True)
class Reach:
    """Units of demand that a unit is part of, counted in units of the product that it is or becomes.

    A unit waits, moves on lanes and goes into products. It reaches no more than its best way does, which is
    1 or less, but for goods that were under way on its lane before the first period and count with it.

    Attributes
    ----------
    nodes
        place, product, node: numbers from 0 on.
    amount
        One array a period: nodes x spans.
    """

    nodes: pl.DataFrame
    amount: tuple[Floats, ...]

    @classmethod
    def of(cls, network: Network, spans: Sequence[Span]) -> Reach:
        """Follow goods back from the demand of each span of periods, first and last given by number."""
        arrive = (
            network.moving.arrive.unique(["lane", "product", "period", "arrival"], maintain_order=True)
            .join(network.moving.lanes.select("lane", "origin").unique(), on="lane")
            .select("lane", "origin", "destination", "product", "period", "arrival", "share")
        )
        into = _into(network)
        held = network.storing.hold.select("product", "period", place="site").unique(maintain_order=True)
        asked = network.demand.select("product", "period", place="market").unique(maintain_order=True)
        nodes = _nodes(
            arrive.select("product", place="origin"),
            arrive.select("product", place="destination"),
            into.select("product", place="site"),
            into.select(place="site", product="component"),
            held,
            asked,
            network.buy.select("product", place="site"),
            network.making.make.select("product", place="site"),
        )
        names = network.clock.names
        amount: list[Floats] = [np.empty(0)] * len(names)
        for now in reversed(range(len(names))):
            here = pl.col("period") == names[now]
            reached = np.zeros((nodes.height, len(spans)))
            for index, (first, last) in enumerate(spans):
                if first <= now <= last:
                    reached[_at(nodes, asked.filter(here), "place"), index] = 1.0
            if now + 1 < len(names):
                kept = _at(nodes, held.filter(here), "place")
                reached[kept] = np.maximum(reached[kept], amount[now + 1][kept])
            amount[now] = reached
            _follow(nodes, arrive.filter(here), into.filter(here), amount, now, names)
        return cls(nodes, tuple(amount))

    def best(self, period: int, span: int) -> dict[str, float]:
        """Return the most that a unit of each product reaches from a period, anywhere."""
        reached = self.nodes.with_columns(pl.Series("reached", self.amount[period][:, span]))
        return dict(reached.group_by("product").agg(pl.col("reached").max()).iter_rows())

    def of_rows(self, frame: pl.DataFrame, span: int, names: Sequence[str]) -> pl.DataFrame:
        """Return a frame with place, product and period, and times: what a unit there reaches."""
        here = frame.join(self.nodes, on=NODE, how="left", maintain_order="left")
        node = here["node"].to_numpy()
        number = {name: index for index, name in enumerate(names)}
        period = here["period"].replace_strict(number, return_dtype=pl.Int64)
        table = np.stack([part[:, span] for part in self.amount])
        times = table[period.to_numpy(), node]
        return here.select(POSITION, "product").with_columns(times=pl.Series(times))


def _into(network: Network) -> pl.DataFrame:
    """Return what goes into what at which site: site, component, product, period."""
    made = network.making.make.select("process", "product").unique()
    plain = network.making.use.select("process", "site", "component", "period")
    drawn = network.drawing.draw.select("process", "site", "component", "period")
    return (
        pl.concat([plain, drawn])
        .join(made, on="process")
        .select("site", "component", "product", "period")
        .unique(maintain_order=True)
    )


def _nodes(*frames: pl.DataFrame) -> pl.DataFrame:
    both = pl.concat([frame.select(NODE) for frame in frames]).unique().sort(NODE)
    return both.with_row_index("node")


def _at(nodes: pl.DataFrame, frame: pl.DataFrame, place: str, product: str = "product") -> Positions:
    """Return the node of each line of a frame."""
    found = frame.join(nodes, left_on=[place, product], right_on=NODE, how="left", maintain_order="left")
    return found["node"].to_numpy().astype(np.intp)


def _follow(
    nodes: pl.DataFrame,
    arrive: pl.DataFrame,
    into: pl.DataFrame,
    amount: Sequence[Floats],
    now: int,
    names: Sequence[str],
) -> None:
    """Raise what is reached from a period by all moves, given what is reached from later ones."""
    lanes = arrive.select("lane", "product", "origin").unique(maintain_order=True).with_row_index("move")
    moves = lanes.height + into.height
    if not moves:
        return
    origin = np.concatenate([_at(nodes, lanes, "origin"), _at(nodes, into, "site", "component")])
    shape = (moves, nodes.height)
    built = np.arange(lanes.height, moves)
    same = csr_array((np.ones(len(built)), (built, _at(nodes, into, "site"))), shape=shape)
    later = np.zeros((moves, amount[now].shape[1]))
    for (arrival,), part in arrive.join(lanes, on=["lane", "product"]).group_by("arrival"):
        there = _at(nodes, part, "destination")
        shares = csr_array((part["share"].to_numpy(), (part["move"].to_numpy(), there)), shape=shape)
        if arrival == names[now]:
            same = same + shares
        else:
            later += shares @ amount[names.index(str(arrival))]
    order = np.argsort(origin, kind="stable")
    starts = np.flatnonzero(np.diff(origin[order], prepend=-1))
    at = origin[order][starts]
    same, later = same[order], later[order]
    for _ in range(ROUNDS):
        best = np.maximum(np.maximum.reduceat(later + same @ amount[now], starts, axis=0), amount[now][at])
        if np.allclose(best, amount[now][at], rtol=0, atol=1e-12):
            return
        amount[now][at] = best
