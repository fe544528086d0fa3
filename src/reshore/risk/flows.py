"""What an operation can do over a time with some of it stopped, as a linear program."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
        Columns make, buy and move, and those of the question. Each product is counted in the largest rate at
        which it runs, so that a million chips weigh no more than ten racks.
    sizes
        Units a week that 1 stands for, of each column.
    taking
        Which columns take from an item; shape: items, columns.
    """

    program: LinearProgram
    sizes: Floats
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
        move = draft.columns("move", operation.moves.with_columns(item="target_item"), ["move"])
        taken = operation.uses.with_columns(taken=-pl.col("quantity"))
        terms = [
            Term(make),
            Term(make, "taken", through=taken),
            Term(buy),
            Term(move),
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
        program, sizes = _scaled(draft.build(), _sizes(operation))
        balance = csr_array(program.matrix)[program.rows["balance"].span]
        return cls(program, sizes, csr_array(balance < 0))

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
    units = pl.concat([on_hand, under_way]).group_by("item", maintain_order=True).agg(pl.col("units").sum())
    return units.filter(pl.col("units") > 0).sort("item")


def _items(operation: Operation, wanted: Floats) -> pl.DataFrame:
    """Return the items and how many units a week are wanted of each."""
    demands = operation.demands.select("item", pl.Series("wanted", wanted, dtype=pl.Float64))
    asked = demands.group_by("item", maintain_order=True).agg(pl.col("wanted").sum())
    joined = operation.items.join(asked, on="item", how="left", maintain_order="left")
    return joined.with_columns(pl.col("wanted").fill_null(0.0))


def _sizes(operation: Operation) -> Floats:
    """Return the largest rate of each item's product anywhere; 1 where it doesn't run."""
    parts = (operation.makes, operation.buys, operation.moves, operation.demands)
    rates = pl.concat([part.select("product", "rate") for part in parts])
    largest = rates.group_by("product").agg(pl.col("rate").max())
    size = operation.items.join(largest, on="product", how="left", maintain_order="left")["rate"]
    sizes: Floats = size.fill_null(0.0).to_numpy()
    return np.where(sizes > 0, sizes, 1.0)


def _scaled(program: LinearProgram, sizes: Floats) -> tuple[LinearProgram, Floats]:
    """Return the program with items counted in sizes and other limits in themselves, and sizes of columns."""
    column = np.ones(len(program.cost))
    for block in program.columns.values():
        if "item" in block.frame.columns:
            column[block.span] = sizes[block.frame["item"].to_numpy()]
    row = np.where(np.isfinite(program.row_upper) & (program.row_upper > 0), program.row_upper, 1.0)
    row[program.rows["balance"].span] = sizes
    matrix = program.matrix.copy()
    matrix.data *= np.repeat(column, np.diff(matrix.indptr)) / row[matrix.indices]
    scaled = replace(
        program,
        cost=program.cost * column,
        lower=program.lower / column,
        upper=program.upper / column,
        matrix=matrix,
        row_lower=program.row_lower / row,
        row_upper=program.row_upper / row,
    )
    return scaled, column
