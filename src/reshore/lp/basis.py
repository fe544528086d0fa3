"""The basis of an LP's optimum: what its members are for other bounds, and which rows hang on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from highspy import HighsBasisStatus as At
from scipy.sparse import csc_array, csc_matrix, hstack
from scipy.sparse.linalg import splu

if TYPE_CHECKING:
    from collections.abc import Sequence

    import highspy
    from numpy.typing import NDArray
    from scipy.sparse import csr_array
    from scipy.sparse.linalg import SuperLU

    from reshore.lp.program import LinearProgram

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Places = NDArray[np.intp]
    Statuses = NDArray[np.int8]

STATUSES = np.array([At.kLower, At.kUpper, At.kBasic, At.kZero, At.kNonbasic])
"""Where a column or a row may stand, in the solver's words; a bound, the basis, or 0 where there is none."""

LOWER, UPPER, BASIC = range(3)
"""Places of the first in `STATUSES`."""

ZERO = 1e-9
"""Entries of the inverse below it count as 0."""


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """A basis, factored. A member is one of its columns, or the activity of one of its rows.

    Attributes
    ----------
    column_status, row_status
        Where columns and rows stand, by their places in `STATUSES`.
    columns, rows
        Positions of members: columns first, then rows whose activity is one.
    """

    column_status: Statuses
    row_status: Statuses
    columns: Places
    rows: Places
    _factor: SuperLU
    _touched: csr_array
    """Entries of members in rows; shape: members, rows."""
    _generic: Floats
    """Numbers for members such that no sum of multiples of them vanishes by chance."""

    @classmethod
    def of(cls, program: LinearProgram, basis: highspy.HighsBasis) -> Basis:
        """Factor the basis of a program's optimum."""
        column_status, row_status = (_places(part) for part in (basis.col_status, basis.row_status))
        columns, rows = (np.flatnonzero(part == BASIC) for part in (column_status, row_status))
        height = len(row_status)
        slack = csc_matrix((np.full(len(rows), -1.0), (rows, np.arange(len(rows)))), (height, len(rows)))
        members = csc_array(hstack([program.matrix[:, columns], slack]))
        generic = np.random.default_rng(0).uniform(1.0, 2.0, height)
        factor = splu(csc_matrix(members))
        return cls(column_status, row_status, columns, rows, factor, abs(members).T.tocsr(), generic)

    def values(self, rest: Floats) -> Floats:
        """Return what members are where all else leaves `rest` of each row to them."""
        return self._factor.solve(rest)

    def duals(self, cost: Floats) -> Floats:
        """Return duals of rows for costs of all columns."""
        own = np.concatenate([cost[self.columns], np.zeros(len(self.rows))])
        return self._transposed(own)

    def hanging(self, members: Bools) -> tuple[Bools, Bools] | None:
        """Return the rows whose duals change when members leave the basis, and all members in these rows.

        They are as many as the rows, so that they are a basis of these rows, and no other member has a part
        in them. None if rounding hides which they are.
        """
        found = members
        while True:
            rows = np.abs(self._transposed(np.where(found, self._generic, 0.0))) > ZERO
            within = self._touched @ rows.astype(float) > 0
            if within.sum() == rows.sum():
                return rows, within
            if not (within & ~found).any():
                return None
            found = found | within

    def _transposed(self, values: Floats) -> Floats:
        return self._factor.solve(values, "T")  # type: ignore[no-any-return,call-overload]  # not in its stubs


def _places(statuses: Sequence[At]) -> Statuses:
    place = {int(status): place for place, status in enumerate(STATUSES)}
    return np.array([place[int(status)] for status in statuses], np.int8)
