"""What scenarios of an LP start from: the basis of its optimum, and the columns to look at first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from reshore.lp.basis import Basis
    from reshore.lp.program import LinearProgram
    from reshore.lp.solution import Solution

    Floats = NDArray[np.float64]

NEAR = 4
"""Columns of each row, besides those of the basis, that are looked at first."""


@dataclass(frozen=True, slots=True, eq=False)
class Start:
    """What scenarios of a program start from.

    Attributes
    ----------
    program
        The unchanged LP.
    matrix
        Its matrix, row by row.
    basis
        Of its optimum.
    members
        Of the basis, at the optimum.
    duals, reduced
        Duals of its rows, and reduced costs of its columns.
    near
        Columns that are looked at first.
    """

    program: LinearProgram
    matrix: csr_array
    basis: Basis
    members: Floats
    duals: Floats
    reduced: Floats
    near: NDArray[np.bool_]

    @classmethod
    def of(cls, program: LinearProgram, basis: Basis, base: Solution) -> Start:
        """Look at the columns of the basis first, and at those of the least reduced costs of each row."""
        matrix = program.matrix.tocsr()
        duals = basis.duals(program.cost)
        reduced = program.cost - matrix.T @ duals
        near = np.zeros(program.shape[1], bool)
        near[basis.columns] = True
        entries = matrix.tocoo()
        other = ~near[entries.col]
        rows, columns = entries.row[other], entries.col[other]
        order = np.lexsort((np.abs(reduced)[columns], rows))
        rows, columns = rows[order], columns[order]
        near[columns[np.arange(len(rows)) - np.searchsorted(rows, rows) < NEAR]] = True
        members = np.concatenate([base.x[basis.columns], base.row_activity[basis.rows]])
        return cls(program, matrix, basis, members, duals, reduced, near)
