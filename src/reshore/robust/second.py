"""The second stage of a future: what its program has beside what all futures share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy.sparse import coo_array, csr_array

from reshore.lp.block import Block
from reshore.lp.keys import NOWHERE, POSITION
from reshore.lp.write import names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from reshore.lp.program import LinearProgram
    from reshore.robust.case import Case
    from reshore.robust.joint import Joint

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Second:
    """Columns and rows of a future's own.

    Attributes
    ----------
    columns, rows
        Their blocks, numbered from the shared columns and rows on.
    matrix
        Its rows, compressed by rows with sorted columns; the shared columns are the first ones.
    cost, lower, upper, integer
        One value a column of its own.
    row_lower, row_upper
        One value a row of its own.
    """

    columns: Mapping[str, Block]
    rows: Mapping[str, Block]
    matrix: csr_array
    cost: Floats
    lower: Floats
    upper: Floats
    integer: Flags
    row_lower: Floats
    row_upper: Floats

    @classmethod
    def of(cls, case: Case, joint: Joint, index: int) -> Second:
        """Take the second stage out of a future's program.

        Parameters
        ----------
        case, joint
            The future, and the programs of all.
        index
            Which of them it is.
        """
        program, shared = case.footprint.program, joint.shared
        own, free = shared.where[index] == NOWHERE, shared.rows[index] == NOWHERE
        place = np.where(own, shared.size + np.cumsum(own) - 1, shared.where[index])
        return cls(
            columns=_numbered(program.columns, own, shared.size),
            rows=_numbered(program.rows, free, shared.limits[0].shape[0]),
            matrix=_placed(program, free, place, shared.size + int(own.sum())),
            cost=program.cost[own],
            lower=program.lower[own],
            upper=program.upper[own],
            integer=program.integer[own],
            row_lower=program.row_lower[free],
            row_upper=program.row_upper[free],
        )

    @property
    def column_names(self) -> list[str]:
        """Name of each column of its own."""
        return list(names(self.columns.values()))

    @property
    def row_names(self) -> list[str]:
        """Name of each row."""
        return list(names(self.rows.values()))

    @property
    def sides(self) -> Floats:
        """Right-hand side of each row in the sense of MPS: its upper limit, or else its lower one."""
        return np.where(np.isfinite(self.row_upper), self.row_upper, self.row_lower)

    def difference(self, other: Second) -> str:
        """Return in what shape it differs from another; empty where they differ in numbers alone."""
        return next(self._differences(other), "")

    def _differences(self, other: Second) -> Iterator[str]:
        if self.column_names != other.column_names or not np.array_equal(self.integer, other.integer):
            yield "which columns there are"
        elif self.row_names != other.row_names:
            yield "which rows there are"
        elif any(
            not np.array_equal(getattr(self.matrix, part), getattr(other.matrix, part))
            for part in ("indptr", "indices")
        ):
            yield "which entries there are"
        elif any(
            not np.array_equal(np.isfinite(getattr(self, end)), np.isfinite(getattr(other, end)))
            for end in ("lower", "upper", "row_lower", "row_upper")
        ):
            yield "which limits there are"
        elif not np.allclose(
            self.row_upper - self.row_lower, other.row_upper - other.row_lower, rtol=1e-9, atol=0
        ):
            yield "how far the two limits of a row are apart"


def _placed(program: LinearProgram, free: Flags, place: NDArray[np.int64], width: int) -> csr_array:
    """Return some rows of a program, its columns at other places."""
    entries = coo_array(csr_array(program.matrix)[free])
    shape = int(free.sum()), width
    matrix = csr_array((entries.data, (entries.row, place[entries.col])), shape=shape)
    matrix.eliminate_zeros()
    matrix.sort_indices()
    return matrix


def _numbered(blocks: Mapping[str, Block], kept: Flags, offset: int) -> dict[str, Block]:
    """Return the entries of blocks that are kept, numbered from an offset on."""
    found = {}
    for name, block in blocks.items():
        frame = block.frame.filter(kept[block.span])
        if frame.height:
            position = pl.int_range(offset, offset + pl.len(), dtype=pl.Int32).alias(POSITION)
            found[name] = Block(name, block.keys, frame.with_columns(position), offset)
            offset += frame.height
    return found
