"""A linear or mixed-integer program as arrays with named blocks: what every algorithm here takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csc_array

    from reshore.lp.block import Block


@dataclass(frozen=True, slots=True)
class LinearProgram:
    """Minimise ``cost @ x`` subject to ``row_lower <= A x <= row_upper`` and ``lower <= x <= upper``.

    Attributes
    ----------
    cost, lower, upper
        One value a column; bounds may be infinite.
    matrix
        ``A``, one row a constraint; compressed by columns with sorted row indices, as HiGHS holds it.
    row_lower, row_upper
        One value a row; may be infinite.
    integer
        True for columns that take whole values only.
    columns, rows
        Blocks by name, in the order of their positions.
    """

    cost: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    matrix: csc_array
    row_lower: NDArray[np.float64]
    row_upper: NDArray[np.float64]
    integer: NDArray[np.bool_]
    columns: dict[str, Block]
    rows: dict[str, Block]

    @property
    def shape(self) -> tuple[int, int]:
        """Number of rows and of columns."""
        return len(self.row_lower), len(self.cost)

    def sizes(self) -> str:
        """Say how large its numbers are, for a message where they are too large."""
        sides = {
            "coefficients": (self.matrix.data,),
            "costs": (self.cost,),
            "bounds": (self.lower, self.upper, self.row_lower, self.row_upper),
        }
        largest = {
            name: max(np.abs(part[np.isfinite(part)]).max(initial=0.0) for part in parts)
            for name, parts in sides.items()
        }
        return ", ".join(f"{name} up to {size:.0e}" for name, size in largest.items())

    def column_name(self, position: int) -> str:
        """Name of the column at `position`."""
        return _name(self.columns, position)

    def row_name(self, position: int) -> str:
        """Name of the row at `position`."""
        return _name(self.rows, position)


def _name(blocks: dict[str, Block], position: int) -> str:
    for block in blocks.values():
        if block.offset <= position < block.offset + block.size:
            return block.label(position)
    raise IndexError(position)
