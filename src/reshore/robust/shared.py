"""The first stage that futures share: its blocks of columns, and which of its rows they have in common.

Columns of the futures are one where their block and keys are the same. What a site or a module decides on is
there in a future or it isn't: what isn't possible in one future isn't decided in any. A source that a future
doesn't know brings nothing there, and is left as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy.sparse import csr_array

from reshore.footprint.method import FIRST
from reshore.lp.block import Block
from reshore.lp.keys import NOWHERE, locate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from reshore.footprint.program import FootprintProgram
    from reshore.lp.program import LinearProgram

    Floats = NDArray[np.float64]
    Positions = NDArray[np.int64]

POSSIBLE = ("open", "start", "stop", "build")
"""Blocks whose columns have to be there in every future to be decided on."""

FOLLOWING: Mapping[str, str] = {"keep": "modules_kept", "write_off": "write_off"}
"""Block that follows from decisions -> its rows. It is shared only where these are alike in all futures:
where they differ, so does what follows."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Columns and rows that the programs of all futures have in common.

    Attributes
    ----------
    blocks
        Shared columns; those of all blocks together are numbered from 0 on.
    where
        For each future, the number of each of its columns, `NOWHERE` of its own ones.
    rows
        For each future, the number of each of its rows, `NOWHERE` of those with columns of its own.
    limits
        Shared rows as a matrix, with their lower and upper limits.
    lower, upper
        Bounds of the shared columns that hold in every future.
    integer
        Which of them are whole.
    """

    blocks: Mapping[str, Block]
    where: tuple[Positions, ...]
    rows: tuple[Positions, ...]
    limits: tuple[csr_array, Floats, Floats]
    lower: Floats
    upper: Floats
    integer: NDArray[np.bool_]

    @classmethod
    def of(cls, footprints: Sequence[FootprintProgram]) -> Shared:
        """Find what programs have in common."""
        blocks, where = _columns(footprints, FIRST)
        differing = [name for name, rows in FOLLOWING.items() if not _alike(footprints, where, rows)]
        if differing:
            blocks, where = _columns(footprints, [name for name in FIRST if name not in differing])
        size = sum(block.size for block in blocks.values())
        rows, limits = _rows(footprints, where, size)
        lower, upper, integer = _bounds(footprints, blocks, where, size)
        return cls(blocks, where, rows, limits, lower, upper, integer)

    @property
    def size(self) -> int:
        """Number of shared columns."""
        return len(self.lower)


def _columns(
    footprints: Sequence[FootprintProgram], names: Sequence[str]
) -> tuple[dict[str, Block], tuple[Positions, ...]]:
    """Give numbers to the shared columns, and say where they stand in the programs."""
    blocks: dict[str, Block] = {}
    where = [np.full(one.program.shape[1], NOWHERE, dtype=np.int64) for one in footprints]
    offset = 0
    for name in names:
        keys = footprints[0].columns[name].keys
        frames = [one.columns[name].frame.select(keys) for one in footprints]
        block = Block.lay_out(name, pl.concat(frames).unique(), keys, offset)
        for one, frame, places in zip(footprints, frames, where, strict=True):
            places[one.columns[name].span] = locate(block, frame, keys)
        blocks[name] = block
        offset += block.size
    return blocks, tuple(where)


def _alike(footprints: Sequence[FootprintProgram], where: Sequence[Positions], name: str) -> bool:
    """Whether a family of rows is the same in all programs."""
    found = []
    for one, places in zip(footprints, where, strict=True):
        span = one.program.rows[name].span
        rows = range(span.start, span.stop)
        found.append(set(_signatures(one.program, places, rows)))
    return all(other == found[0] for other in found)


def _signatures(program: LinearProgram, places: Positions, rows: Sequence[int]) -> list[bytes]:
    """Return, for rows of shared columns alone, something that is equal where the rows are."""
    matrix = csr_array(program.matrix)
    found = []
    for row in rows:
        part = slice(matrix.indptr[row], matrix.indptr[row + 1])
        columns = places[matrix.indices[part]]
        order = np.argsort(columns)
        limits = program.row_lower[row], program.row_upper[row]
        found.append(np.concatenate([columns[order], matrix.data[part][order], limits]).tobytes())
    return found


def _rows(
    footprints: Sequence[FootprintProgram], where: Sequence[Positions], size: int
) -> tuple[tuple[Positions, ...], tuple[csr_array, Floats, Floats]]:
    """Give numbers to rows of shared columns alone, those that are equal once, and return them."""
    known: dict[bytes, int] = {}
    numbers, lines = [], []
    for one, places in zip(footprints, where, strict=True):
        program = one.program
        matrix = csr_array(program.matrix)
        mine = np.bincount(
            np.repeat(np.arange(program.shape[0]), np.diff(matrix.indptr)),
            places[matrix.indices] == NOWHERE,
            minlength=program.shape[0],
        )
        alone = np.flatnonzero(mine == 0)
        number = np.full(program.shape[0], NOWHERE, dtype=np.int64)
        for row, signature in zip(alone, _signatures(program, places, alone.tolist()), strict=True):
            if signature not in known:
                known[signature] = len(known)
                part = slice(matrix.indptr[row], matrix.indptr[row + 1])
                limits = program.row_lower[row], program.row_upper[row]
                lines.append((places[matrix.indices[part]], matrix.data[part], *limits))
            number[row] = known[signature]
        numbers.append(number)
    columns, values, lower, upper = zip(*lines, strict=True) if lines else ((), (), (), ())
    ends = np.cumsum([0, *(len(each) for each in columns)])
    entries = np.concatenate([np.empty(0), *values]), np.concatenate([np.empty(0, np.int64), *columns])
    shape = len(lines), size
    return tuple(numbers), (csr_array((*entries, ends), shape=shape), np.array(lower), np.array(upper))


def _bounds(
    footprints: Sequence[FootprintProgram],
    blocks: Mapping[str, Block],
    where: Sequence[Positions],
    size: int,
) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Return bounds that hold in every future, and which columns are whole."""
    lower, upper = np.full(size, -np.inf), np.full(size, np.inf)
    integer, count = np.zeros(size, dtype=bool), np.zeros(size, dtype=np.int64)
    for one, places in zip(footprints, where, strict=True):
        mine = np.flatnonzero(places != NOWHERE)
        at = places[mine]
        lower[at] = np.maximum(lower[at], one.program.lower[mine])
        upper[at] = np.minimum(upper[at], one.program.upper[mine])
        integer[at] |= one.program.integer[mine]
        count[at] += 1
    for name in POSSIBLE:
        span = blocks[name].span
        upper[span] = np.where(count[span] < len(footprints), 0.0, upper[span])
    return lower, upper, integer
