"""What an operation loses at least when some of it stops: one linear program, solved again in place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
import polars as pl

from reshore.errors import SolverError
from reshore.lp.assemble import Assembler, Term
from reshore.lp.resolve import Changes, Resolver
from reshore.lp.solution import Options, Status

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reshore.lp.program import LinearProgram
    from reshore.risk.operation import Operation

    Floats = NDArray[np.float64]
    Rows = NDArray[np.int32]

WEEK = 7.0
"""Days of a week."""


class Outage(Protocol):
    """What stops together, as rows of the operation's frames."""

    @property
    def makes(self) -> Rows:
        """Makes that stop."""

    @property
    def buys(self) -> Rows:
        """Buys that stop."""

    @property
    def moves(self) -> Rows:
        """Moves that stop."""

    @property
    def items(self) -> Rows:
        """Items whose stock can't be used."""


@dataclass(frozen=True, slots=True)
class Line:
    """A loss that grows with time: `slope` a week times weeks, less `offset`, the loss that stock averts.

    The tangent of a convex loss is such a line, and never above it.
    """

    slope: float
    offset: float

    def at(self, weeks: float) -> float:
        """Return the loss after so many weeks."""
        return self.slope * weeks - self.offset


@dataclass(frozen=True, slots=True)
class Loss:
    """What is lost at least over a time.

    Attributes
    ----------
    rate
        Weight lost, a week on average.
    lost
        Units lost of each demand, a week on average.
    tangent
        Of the weight lost as a function of time, at this time; one of them where it bends.
    """

    rate: float
    lost: Floats
    tangent: Line


class Shortfall:
    """The program of docs/stress.md, "Exposure", in the solver's memory.

    It is written in units a week: flows, hours and demands don't change with the time then, only what stock
    gives a week does, and that and what stops are bounds of columns. Per week of the time T it minimises
    ``sum(weight * lost)`` so that, for every item, ``make + buy + moved in + drawn + lost >= used + moved out
    + demand``; hours, lanes and throughputs keep their limits, ``drawn <= (stock + goods under way) / T``.

    Parameters
    ----------
    operation
        What runs, and what else could.
    weights
        What a unit lost of each demand counts.
    """

    def __init__(self, operation: Operation, weights: Floats) -> None:
        under_way = np.zeros(operation.items.height)
        moves = operation.moves
        np.add.at(
            under_way, moves["target_item"].to_numpy(), (moves["rate"] * moves["days"] / WEEK).to_numpy()
        )
        stock = operation.items["stock"].to_numpy()
        held = np.flatnonzero(stock + under_way > 0)
        self._place = np.full(operation.items.height, -1)
        self._place[held] = np.arange(len(held))
        self._stock, self._under_way = stock[held], under_way[held]
        program = _program(operation, weights, held)
        self._first = {name: block.offset for name, block in program.columns.items()}
        self._drawn, self._lost = (program.columns[name].span for name in ("draw", "lose"))
        self._resolver = Resolver(program, Options())

    def over(self, weeks: float, outage: Outage | None = None) -> Loss:
        """Return the least loss over a time above 0, during all of which the outage lasts.

        Over infinite time stock is of no help.

        Raises
        ------
        SolverError
            If the solver gives up.
        """
        usable = self._under_way + self._stock
        stopped = [np.empty(0, np.int32)]
        if outage is not None:
            hit = self._place[outage.items]
            usable[hit[hit >= 0]] = self._under_way[hit[hit >= 0]]
            stopped += [getattr(outage, f"{name}s") + self._first[name] for name in ("make", "buy", "move")]
        closed = np.concatenate(stopped)
        drawn = np.arange(self._drawn.start, self._drawn.stop)
        positions = np.concatenate([closed, drawn]).astype(np.int32)
        upper = np.concatenate([np.zeros(len(closed)), usable / weeks])
        solution = self._resolver.run(Changes(upper=(positions, upper)))
        if solution.status is not Status.OPTIMAL:
            raise SolverError(f"the loss under a disruption can't be found: {solution.raw_status}")
        price = np.maximum(0.0, -solution.reduced_cost[self._drawn])
        offset = float(price @ usable)
        rate = max(0.0, solution.objective)
        return Loss(rate, solution.x[self._lost], Line(rate + offset / weeks, offset))


def _program(operation: Operation, weights: Floats, held: NDArray[np.int64]) -> LinearProgram:
    """Return the program without outage over infinite time."""
    draft = Assembler()
    unlimited = pl.col("capacity").fill_null(np.inf)
    make = draft.columns("make", operation.makes, ["make"])
    buy = draft.columns("buy", operation.buys.with_columns(unlimited), ["buy"], upper="capacity")
    move = draft.columns("move", operation.moves, ["move"])
    draw = draft.columns("draw", operation.items[held], ["item"], upper=0.0)
    demands = operation.demands.with_columns(pl.Series("weight", weights))
    lose = draft.columns("lose", demands, ["demand"], upper="rate", cost="weight")
    wanted = demands.group_by("item").agg(pl.col("rate").sum())
    draft.rows(
        "balance",
        operation.items.join(wanted, on="item", how="left").with_columns(pl.col("rate").fill_null(0.0)),
        ["item"],
        [
            Term(make),
            Term(make, "drawn", through=operation.uses.with_columns(drawn=-pl.col("quantity"))),
            Term(buy),
            Term(move, on={"item": "target_item"}),
            Term(move, -1.0, on={"item": "origin_item"}),
            Term(draw),
            Term(lose),
        ],
        lower="rate",
    )
    worked = operation.makes.drop_nulls("resource_index")
    draft.rows(
        "hours", operation.resources, ["resource_index"], [Term(make, "hours", through=worked)], upper="hours"
    )
    lanes = operation.lanes.drop_nulls("capacity")
    draft.rows("lane", lanes, ["lane_index"], [Term(move, partial=True)], upper="capacity")
    leaving = operation.moves.join(operation.lanes.select("lane_index", site="origin"), on="lane_index")
    sites = operation.sites.drop_nulls("throughput")
    draft.rows("throughput", sites, ["site"], [Term(move, through=leaving, partial=True)], upper="throughput")
    return draft.build()
