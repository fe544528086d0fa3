"""Makes, buys, moves and detours of an operation as options of one kind, and what realisations change."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from reshore.risk.transit import in_weeks
from reshore.risk.ways import Arcs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from reshore.risk.operation import Operation
    from reshore.risk.realisation import Realisation

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]
    _Changes = tuple[NDArray[Any], NDArray[Any], NDArray[Any], Floats]


@dataclass(frozen=True, slots=True, eq=False)
class Options:
    """What brings items in: makes, buys, moves and detours, numbered in this order.

    Each draws on items and loads pools: hours of resources, capacities of lanes, throughputs of sites,
    numbered in this order.

    Attributes
    ----------
    operation
        Whose options they are.
    makes, buys, moves, detours
        Number of the first of each kind.
    target, transit, rate
        Item that is brought in, weeks in transit, units a week in the plan.
    arcs
        What each draws on.
    loads
        option, pool, load: what a unit takes of pools; sorted by option.
    limit, cost
        Units a week (infinite without a limit; detours are shut) and cost of a unit, where nothing happens.
    pools
        What pools hold a week, where nothing happens.
    """

    operation: Operation
    makes: int
    buys: int
    moves: int
    detours: int
    target: Integers
    transit: Integers
    rate: Floats
    arcs: Arcs
    loads: pl.DataFrame
    limit: Floats
    cost: Floats
    pools: Floats

    @classmethod
    def of(cls, operation: Operation) -> Options:
        """Take the options of an operation."""
        makes, buys, moves, detours = operation.makes, operation.buys, operation.moves, _detours(operation)
        sizes = (makes.height, buys.height, moves.height, detours.height)
        first = dict(zip(("makes", "buys", "moves", "detours"), accumulate(sizes, initial=0), strict=False))
        moving = pl.concat([moves.select(_MOVING), detours.select(_MOVING)]).with_row_index(
            "option", first["moves"]
        )
        target = np.concatenate(
            [_integers(makes["item"]), _integers(buys["item"]), _integers(moving["target_item"])]
        )
        uses = operation.uses.filter(pl.col("quantity") > 0)
        draws = np.concatenate([_integers(uses["make"]), _integers(moving["option"])])
        return cls(
            operation=operation,
            **first,
            target=target,
            transit=np.concatenate([np.zeros(first["moves"], np.int64), in_weeks(moving["days"].to_numpy())]),
            rate=np.concatenate([frame["rate"].to_numpy() for frame in (makes, buys, moves, detours)]),
            arcs=Arcs(
                draws,
                np.concatenate([_integers(uses["item"]), _integers(moving["origin_item"])]),
                target[draws],
                np.concatenate([uses["quantity"].to_numpy(), np.ones(moving.height)]),
            ),
            loads=_loads(operation, moving),
            limit=np.concatenate(
                [
                    np.full(makes.height, np.inf),
                    _limits(buys["capacity"]),
                    np.full(moves.height, np.inf),
                    np.zeros(detours.height),
                ]
            ),
            cost=np.concatenate([frame["cost"].to_numpy() for frame in (makes, buys, moves, detours)]),
            pools=np.concatenate(
                [
                    operation.resources["hours"].to_numpy(),
                    _limits(operation.lanes["capacity"]),
                    _limits(operation.sites["throughput"]),
                ]
            ),
        )

    def named(self, option: int) -> tuple[str, int]:
        """Return the frame of an option, and its number there."""
        kinds = ("makes", "buys", "moves", "detours")
        kind = max((name for name in kinds if getattr(self, name) <= option), key=kinds.index)
        return kind, option - getattr(self, kind)

    @property
    def around(self) -> Integers:
        """Return the option that each detour stands in for."""
        return self.moves + _integers(self.operation.detours["move"])

    @property
    def most(self) -> Floats:
        """Return units a week that each can do by itself where nothing happens, and detours once open."""
        most = self.limit.copy()
        most[self.detours :] = np.inf
        loads = self.loads
        pools = self.pools[loads["pool"].to_numpy()] / loads["load"].to_numpy()
        np.minimum.at(most, loads["option"].to_numpy(), pools)
        return most

    @property
    def ends(self) -> tuple[int, int, int, int, int]:
        """Where limits, pools, costs, demands and shares destroyed end in `usual`."""
        size, demands, items = len(self.limit), self.operation.demands.height, self.operation.items.height
        limits, pools, costs, wanted, destroyed = accumulate((size, len(self.pools), size, demands, items))
        return limits, pools, costs, wanted, destroyed

    @property
    def usual(self) -> Floats:
        """Numbers that realisations change: limits, pools, costs, demands, and the shares destroyed."""
        demands = self.operation.demands["rate"].to_numpy()
        return np.concatenate(
            [self.limit, self.pools, self.cost, demands, np.zeros(self.operation.items.height)]
        )

    def changes(self, realisations: Sequence[Realisation], weeks: int) -> tuple[Integers, Integers, Floats]:
        """Return what realisations change, one after the other and week by week.

        Returns
        -------
        starts, places, values
            Where the changes of each realisation and week begin (shape: realisations times weeks, and one),
            their places in `usual`, and the values.
        """
        parts = [*self._changes(realisations)]
        number, week, place, value = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
        when = number * weeks + week
        order = np.argsort(when, kind="stable")
        starts = np.searchsorted(when[order], np.arange(len(realisations) * weeks + 1))
        return starts, place[order].astype(np.int64), value[order]

    def _changes(self, realisations: Sequence[Realisation]) -> Iterator[_Changes]:
        """Yield number of the realisation, week, place and value."""
        pools, costs, demands, destroyed, _ = self.ends
        firsts = {
            "makes": self.makes,
            "buys": self.buys,
            "moves": self.moves,
            "detours": self.detours,
            "hours": pools,
            "lanes": pools + self.operation.resources.height,
            "buy_cost": costs + self.buys,
            "move_cost": costs + self.moves,
            "demands": demands,
            "destroyed": destroyed,
        }
        for name, first in firsts.items():
            changes = [getattr(realisation, name) for realisation in realisations]
            number = np.repeat(np.arange(len(changes)), [len(change.row) for change in changes])
            row = np.concatenate([change.row for change in changes])
            week = np.concatenate([change.week for change in changes])
            value = np.concatenate([change.value for change in changes])
            yield number, week, first + row, value
            if name == "move_cost":
                yield self._fares(number, week, row, value)

    def _fares(self, number: NDArray[Any], week: NDArray[Any], move: NDArray[Any], fare: Floats) -> _Changes:
        """Return costs of the detours that stand in for moves: those of the moves and their own."""
        starts = np.searchsorted(self.around, self.moves + np.arange(self.detours - self.moves + 1))
        counts = np.diff(starts)[move]
        detour = np.repeat(starts[move] - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
        own = self.operation.detours["cost"].to_numpy()[detour]
        place = self.ends[1] + self.detours + detour
        return (*(np.repeat(array, counts) for array in (number, week)), place, np.repeat(fare, counts) + own)


_MOVING = ("lane_index", "origin_item", "target_item", "days")


def _detours(operation: Operation) -> pl.DataFrame:
    """Return detours as moves of their own."""
    moves = operation.moves.select(*_MOVING, "move", "cost", usual="days", fare="cost").drop("days", "cost")
    return operation.detours.join(moves, on="move", how="left", maintain_order="left").with_columns(
        days=pl.col("days") + pl.col("usual"), cost=pl.col("cost") + pl.col("fare"), rate=pl.lit(0.0)
    )


def _loads(operation: Operation, moving: pl.DataFrame) -> pl.DataFrame:
    """Return what a unit of each option takes of pools that have a limit."""
    resources, lanes = operation.resources.height, operation.lanes.height
    worked = operation.makes.drop_nulls("resource_index").filter(pl.col("hours") > 0)
    limited = operation.lanes.drop_nulls("capacity").select("lane_index")
    sites = operation.sites.drop_nulls("throughput").select("site_index", place="site")
    places = operation.items.select("place", origin_item="item").join(sites, on="place")
    return pl.concat(
        [
            worked.select(option=_number("make"), pool=_number("resource_index"), load="hours"),
            moving.join(limited, on="lane_index").select(
                option=_number("option"), pool=_number("lane_index") + resources, load=pl.lit(1.0)
            ),
            moving.join(places, on="origin_item").select(
                option=_number("option"), pool=_number("site_index") + resources + lanes, load=pl.lit(1.0)
            ),
        ]
    ).sort("option", "pool")


def _number(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.Int64)


def _integers(column: pl.Series) -> Integers:
    return column.to_numpy().astype(np.int64)


def _limits(column: pl.Series) -> Floats:
    return column.fill_null(np.inf).to_numpy()
