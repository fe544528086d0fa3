"""What an operation can do over a time with some of it stopped, as a linear program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy.sparse import csr_array

from reshore.lp.assemble import Assembler, Term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reshore.lp.program import LinearProgram
    from reshore.risk.operation import Operation
    from reshore.risk.sets import StressSet

    Floats = NDArray[np.float64]
    Positions = NDArray[np.int32]

WEEK = 7.0
"""Days of a week."""


@dataclass(frozen=True, slots=True, eq=False)
class Flows:
    """The program of docs/stress.md, "Exposure", in units a week.

    For every item, ``make + buy + moved in + ... >= used + moved out + wanted``; hours, buys, lanes and
    throughputs keep their limits. What stands for the dots, stock first of all, and what is minimised is up
    to the question.

    Attributes
    ----------
    program
        Columns make, buy and move, and those of the question.
    taking
        Which columns take from an item; shape: items, columns.
    """

    program: LinearProgram
    taking: csr_array

    @classmethod
    def of(cls, operation: Operation, wanted: Floats, draft: Assembler, others: Sequence[Term]) -> Flows:
        """Return the flows of an operation.

        Parameters
        ----------
        operation
            What runs, and what else could.
        wanted
            Units a week of each demand.
        draft
            Holds the columns of the question.
        others
            Where these bring something to an item.
        """
        make = draft.columns("make", operation.makes, ["make"])
        buys = operation.buys.with_columns(pl.col("capacity").fill_null(np.inf))
        buy = draft.columns("buy", buys, ["buy"], upper="capacity")
        move = draft.columns("move", operation.moves, ["move"])
        taken = operation.uses.with_columns(taken=-pl.col("quantity"))
        terms = [
            Term(make),
            Term(make, "taken", through=taken),
            Term(buy),
            Term(move, on={"item": "target_item"}),
            Term(move, -1.0, on={"item": "origin_item"}),
        ]
        items = _items(operation, wanted)
        draft.rows("balance", items, ["item"], [*terms, *others], lower="wanted")
        worked = operation.makes.drop_nulls("resource_index")
        hours = Term(make, "hours", through=worked)
        draft.rows("hours", operation.resources, ["resource_index"], [hours], upper="hours")
        lanes = operation.lanes.drop_nulls("capacity")
        draft.rows("lane", lanes, ["lane_index"], [Term(move, partial=True)], upper="capacity")
        leaving = operation.moves.join(operation.lanes.select("lane_index", site="origin"), on="lane_index")
        sites = operation.sites.drop_nulls("throughput")
        shared = Term(move, through=leaving, partial=True)
        draft.rows("throughput", sites, ["site"], [shared], upper="throughput")
        program = draft.build()
        balance = csr_array(program.matrix)[program.rows["balance"].span]
        return cls(program, csr_array(balance < 0))

    def closed(self, outage: StressSet) -> Positions:
        """Return the columns that stop; where stock can't be used, whatever would take it stops too."""
        first = {name: block.offset for name, block in self.program.columns.items()}
        stopped = (
            outage.makes + first["make"],
            outage.buys + first["buy"],
            outage.moves + first["move"],
            self.taking[outage.items].indices,
        )
        return np.unique(np.concatenate(stopped)).astype(np.int32)


def stocks(operation: Operation) -> pl.DataFrame:
    """Return item and units, at it or under way to it at the start, of all items that have some."""
    rate, days = pl.col("rate"), pl.col("days")
    under_way = operation.moves.select(item="target_item", units=rate * days / WEEK)
    on_hand = operation.items.select("item", units="stock")
    units = pl.concat([on_hand, under_way]).group_by("item").agg(pl.col("units").sum())
    return units.filter(pl.col("units") > 0).sort("item")


def _items(operation: Operation, wanted: Floats) -> pl.DataFrame:
    """Return the items and how many units a week are wanted of each."""
    demands = operation.demands.select("item", pl.Series("wanted", wanted, dtype=pl.Float64))
    asked = demands.group_by("item").agg(pl.col("wanted").sum())
    joined = operation.items.join(asked, on="item", how="left", maintain_order="left")
    return joined.with_columns(pl.col("wanted").fill_null(0.0))
