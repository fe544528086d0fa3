"""Some rows of an LP with the columns in them as a program of its own, the duals of all other rows given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import highspy
import numpy as np

from reshore.lp.basis import BASIC, LOWER, STATUSES, UPPER
from reshore.lp.engine import run_here

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csc_array, csr_array

    from reshore.lp.scenario import Scenario

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Numbers = NDArray[np.int32]
    Places = NDArray[np.intp]

_DUAL, _PRIMAL = 1, 4
"""Strategies of the simplex method, as HiGHS counts them."""


class Region:
    """The program of rows within a scenario, to which rows and columns are added.

    Only columns that are near get in; those that turn out to pay follow, and all where these have no plan.
    A column costs what it does, less what it is worth in the rows outside, at their duals.

    Parameters
    ----------
    highs
        Solves it; what it holds is dropped.
    scenario
        What it is a part of: read, and written to by `solve`.
    """

    def __init__(self, highs: highspy.Highs, scenario: Scenario) -> None:
        self._highs, self._scenario = highs, scenario
        height, width = scenario.start.matrix.shape
        self._rows, self._columns, self._left_out = (np.empty(0, np.intp) for _ in range(3))
        """Positions of rows and columns as HiGHS has them, and of other columns in these rows."""
        self._row_place, self._place = (np.full(count, -1, np.int32) for count in (height, width))
        """Where HiGHS has a row or a column; -1 where it hasn't."""
        self._cost = scenario.reduced.copy()
        self._resting = np.zeros(height)
        """What columns that are left out have of each row."""
        highs.clearModel()

    def grow(self, rows: Places) -> None:
        """Take more rows in, and the columns that these are the first to have."""
        scenario = self._scenario
        part = scenario.start.matrix[rows]
        touched = np.zeros(len(self._place), bool)
        touched[part.indices] = True
        columns = np.flatnonzero(touched)
        self._cost[columns] += (part.T @ scenario.duals[rows])[columns]
        inside = columns[self._place[columns] >= 0]
        self._highs.changeColsCost(len(inside), self._place[inside], self._cost[inside])
        touched[self._left_out] = touched[inside] = False
        new = np.flatnonzero(touched)
        near = scenario.near[new]
        self._left_out = np.concatenate([self._left_out, new[~near]])
        self._add_columns(new[near])
        self._add_rows(rows, part)

    def solve(self) -> bool:
        """Write columns, duals, and where all stand to the scenario; False if there is no optimum."""
        self._begin()
        while True:
            run_here(self._highs)
            if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                if not len(self._left_out):
                    return False
                # The near columns alone may have no plan.
                self._admit(np.ones(len(self._left_out), bool))
                self._begin()
                continue
            solution = self._highs.getSolution()
            paying = self._paying(np.array(solution.row_dual))
            if not paying.any():
                self._write(solution)
                return True
            # The columns so far stay as they are, so that the primal simplex method goes on.
            self._admit(paying)
            self._highs.setOptionValue("simplex_strategy", _PRIMAL)

    def _begin(self) -> None:
        """Start from where all stands in the scenario."""
        scenario, basis = self._scenario, highspy.HighsBasis()
        basis.col_status = STATUSES[scenario.column_status[self._columns]].tolist()
        basis.row_status = STATUSES[scenario.row_status[self._rows]].tolist()
        basis.valid, basis.alien = True, False
        self._highs.setBasis(basis)
        self._highs.setOptionValue("simplex_strategy", _DUAL)

    def _paying(self, duals: Floats) -> Bools:
        """Return which of the columns left out would pay."""
        scenario = self._scenario
        apart = np.zeros(len(self._row_place))
        apart[self._rows] = duals - scenario.duals[self._rows]
        gained = (scenario.start.matrix.T @ apart)[self._left_out]
        return scenario.pays(self._left_out, scenario.reduced[self._left_out] - gained)

    def _admit(self, chosen: Bools) -> None:
        """Let some of the columns in that are left out."""
        scenario = self._scenario
        new = self._left_out[chosen]
        self._left_out = self._left_out[~chosen]
        scenario.near[new] = True
        if scenario.x[new].any():
            self._resting -= scenario.start.program.matrix[:, new] @ scenario.x[new]
            count = len(self._rows)
            places = np.arange(count, dtype=np.int32)
            self._highs.changeRowsBounds(count, places, *self._limits(self._rows))  # type: ignore[attr-defined]  # not in its stubs
        self._add_columns(new)

    def _add_columns(self, new: Places) -> None:
        scenario = self._scenario
        self._place[new] = np.arange(len(self._columns), len(self._columns) + len(new))
        self._columns = np.concatenate([self._columns, new])
        lower, upper = scenario.lower[new], scenario.upper[new]
        starts, rows, values = _entries(scenario.start.program.matrix[:, new], self._row_place)
        self._highs.addCols(len(new), self._cost[new], lower, upper, len(values), starts, rows, values)

    def _add_rows(self, new: Places, part: csr_array) -> None:
        self._row_place[new] = np.arange(len(self._rows), len(self._rows) + len(new))
        self._rows = np.concatenate([self._rows, new])
        outside = np.where(self._place < 0, self._scenario.x, 0.0)
        self._resting[new] = part @ outside
        starts, columns, values = _entries(part, self._place)
        lower, upper = self._limits(new)
        self._highs.addRows(len(new), lower, upper, len(values), starts, columns, values)

    def _limits(self, rows: Places) -> tuple[Floats, Floats]:
        """Return limits of rows, less what columns that are left out have of them."""
        used, scenario = self._resting[rows], self._scenario
        return scenario.row_lower[rows] - used, scenario.row_upper[rows] - used

    def _write(self, solution: highspy.HighsSolution) -> None:
        scenario, columns, rows = self._scenario, self._columns, self._rows
        x = scenario.x[columns] = np.array(solution.col_value)
        scenario.row_dual[rows] = solution.row_dual
        basic = self._highs.getBasicVariables()[1]  # type: ignore[attr-defined]  # not in its stubs
        status = _nearest(x, scenario.lower[columns], scenario.upper[columns])
        status[basic[basic >= 0]] = BASIC
        scenario.column_status[columns] = status
        status = _nearest(np.array(solution.row_value), *self._limits(rows))
        status[-1 - basic[basic < 0]] = BASIC
        scenario.row_status[rows] = status


def _entries(matrix: csr_array | csc_array, places: Numbers) -> tuple[Numbers, Numbers, Floats]:
    """Return starts, places and values of the entries that have a place."""
    at = places[matrix.indices]
    has = at >= 0
    starts = np.concatenate([[0], np.cumsum(has)])[matrix.indptr[:-1]]
    return starts.astype(np.int32), at[has], matrix.data[has]


def _nearest(values: Floats, lower: Floats, upper: Floats) -> NDArray[np.int8]:
    """Return the bound that each value is nearer to."""
    return np.where(upper - values < values - lower, UPPER, LOWER).astype(np.int8)
