"""The programs of all futures as one: their shared first stage, then what each has to itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy.sparse import coo_array, csr_array

from reshore.lp.block import Block
from reshore.lp.keys import NOWHERE, POSITION
from reshore.lp.program import LinearProgram
from reshore.robust.shared import Shared

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from reshore.robust.case import Case

    Floats = NDArray[np.float64]
    Positions = NDArray[np.int64]

RULES = "shared"
"""Name of the block of rows that hold shared columns alone."""


@dataclass(frozen=True, slots=True)
class Joint:
    """The extensive form: the programs of all futures side by side.

    Attributes
    ----------
    program
        Its objective is the expected cost, but for the constants.
    shared
        What the futures have in common; its columns and rows are the first ones.
    columns, rows
        For each future, where its own program's columns and rows stand.
    costs
        Futures x columns: what each future costs, but for its constant.
    constants
        What no plan changes, one number a future.
    probabilities
        One number a future.
    """

    program: LinearProgram
    shared: Shared
    columns: tuple[Positions, ...]
    rows: tuple[Positions, ...]
    costs: csr_array
    constants: Floats
    probabilities: Floats

    @classmethod
    def of(cls, cases: Sequence[Case]) -> Joint:
        """Put the programs of futures together."""
        footprints = [case.footprint for case in cases]
        shared = Shared.of(footprints)
        columns = _placed(shared.where, shared.size)
        rows = _placed(shared.rows, shared.limits[0].shape[0])
        probabilities = np.array([case.future.probability for case in cases])
        program = _program(cases, shared, columns, rows)
        ends = np.cumsum([0, *map(len, columns)])
        values = np.concatenate([one.program.cost for one in footprints])
        shape = len(cases), program.shape[1]
        costs = csr_array((values, np.concatenate(columns), ends), shape=shape)
        return cls(
            program=replace(program, cost=np.asarray(probabilities @ costs)),
            shared=shared,
            columns=columns,
            rows=rows,
            costs=costs,
            constants=np.array([case.constant for case in cases]),
            probabilities=probabilities,
        )

    @property
    def first(self) -> NDArray[np.bool_]:
        """Which columns are decided once."""
        return np.arange(self.program.shape[1]) < self.shared.size

    def cost_of(self, x: Floats) -> Floats:
        """Return what each future costs at a point."""
        return np.asarray(self.costs @ x[: self.costs.shape[1]]) + self.constants


def _placed(numbers: Sequence[Positions], size: int) -> tuple[Positions, ...]:
    """Give numbers to what each future has to itself, after what is shared, future by future."""
    placed = []
    for number in numbers:
        own = number == NOWHERE
        places = number.copy()
        places[own] = size + np.arange(own.sum())
        size += int(own.sum())
        placed.append(places)
    return tuple(placed)


def _program(
    cases: Sequence[Case], shared: Shared, columns: Sequence[Positions], rows: Sequence[Positions]
) -> LinearProgram:
    """Return the program without costs."""
    limits, row_lower, row_upper = shared.limits
    programs = [case.footprint.program for case in cases]
    own = [number == NOWHERE for number in shared.where]
    free = [number == NOWHERE for number in shared.rows]
    entries = [coo_array(limits)]
    shape = int(max(map(_end, rows))), int(max(map(_end, columns)))
    row, column, value = ([part] for part in (*entries[0].coords, entries[0].data))
    for program, mine, place, at in zip(programs, free, columns, rows, strict=True):
        whole = coo_array(program.matrix)
        kept = mine[whole.row]
        row.append(at[whole.row[kept]])
        column.append(place[whole.col[kept]])
        value.append(whole.data[kept])
    joined = coo_array((np.concatenate(value), (np.concatenate(row), np.concatenate(column))), shape=shape)

    def beside(head: Floats, name: str, masks: Sequence[NDArray[np.bool_]]) -> Floats:
        parts = (getattr(one, name)[mask] for one, mask in zip(programs, masks, strict=True))
        return np.concatenate([head, *parts])

    return LinearProgram(
        cost=np.zeros(shape[1]),
        lower=beside(shared.lower, "lower", own),
        upper=beside(shared.upper, "upper", own),
        matrix=joined.tocsc(),
        row_lower=beside(row_lower, "row_lower", free),
        row_upper=beside(row_upper, "row_upper", free),
        integer=beside(shared.integer.astype(np.float64), "integer", own) > 0,
        columns=dict(shared.blocks) | dict(_own_blocks(cases, "columns", columns, own)),
        rows=_shared_rows(cases, shared) | dict(_own_blocks(cases, "rows", rows, free)),
    )


def _end(places: Positions) -> int:
    return int(places.max(initial=-1)) + 1


def _own_blocks(
    cases: Sequence[Case], side: str, places: Sequence[Positions], own: Sequence[NDArray[np.bool_]]
) -> Iterator[tuple[str, Block]]:
    """Yield the blocks that futures have to themselves, each under the future's name and its own."""
    for case, place, mine in zip(cases, places, own, strict=True):
        blocks: dict[str, Block] = getattr(case.footprint.program, side)
        for block in blocks.values():
            kept = mine[block.span]
            if not kept.any():
                continue
            at = place[block.span][kept]
            frame = block.frame.filter(kept).with_columns(pl.Series(POSITION, at.astype(np.int32)))
            name = f"{case.future.name}.{block.name}"
            yield name, Block(name, block.keys, frame, int(at[0]))


def _shared_rows(cases: Sequence[Case], shared: Shared) -> dict[str, Block]:
    """Return the block of shared rows, each called as in the first future that has it."""
    labels: dict[int, str] = {}
    for case, numbers in zip(cases, shared.rows, strict=True):
        for row in np.flatnonzero(numbers != NOWHERE):
            if int(numbers[row]) not in labels:
                labels[int(numbers[row])] = case.footprint.program.row_name(int(row))
    count = shared.limits[0].shape[0]
    frame = pl.DataFrame({"row": [labels[number] for number in range(count)]}, schema={"row": pl.String})
    position = pl.int_range(pl.len(), dtype=pl.Int32).alias(POSITION)
    return {RULES: Block(RULES, ("row",), frame.with_columns(position), 0)}
