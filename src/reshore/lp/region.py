"""Some rows of an LP with the columns in them as a program of its own, the duals of all other rows given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import highspy
import numpy as np
from scipy.sparse import csc_array, csr_array

from reshore.lp.basis import BASIC, LOWER, STATUSES, UPPER
from reshore.lp.engine import pass_model, run_here
from reshore.lp.program import LinearProgram

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reshore.lp.scenario import Scenario

    Floats = NDArray[np.float64]
    Places = NDArray[np.intp]

_DUAL, _PRIMAL = 1, 4
"""Strategies of the simplex method, as HiGHS counts them."""


class Region:
    """The program of the rows within a scenario.

    Only columns that are near get in; those that turn out to pay follow, and all where these have no plan.
    A column costs what it does, less what it is worth in the rows outside, at their duals.

    Parameters
    ----------
    highs
        Solves it.
    scenario
        What it is a part of: read, and written to by `solve`.
    """

    def __init__(self, highs: highspy.Highs, scenario: Scenario) -> None:
        self._highs, self._scenario = highs, scenario
        self._rows = np.flatnonzero(scenario.within)
        self._duals = scenario.duals[self._rows]
        self._touched, self._matrix = _narrow(scenario.start.matrix[self._rows])
        # What a column costs here: all of it, less what it is worth outside.
        self._cost = scenario.reduced[self._touched] + self._matrix.T @ self._duals
        near = scenario.near[self._touched]
        self._columns, self._left_out = np.flatnonzero(near), np.flatnonzero(~near)
        """Columns within and left out, by their places among those touched."""

    def solve(self) -> bool:
        """Write columns, duals, and where all stand to the scenario; False if there is no optimum."""
        self._pass()
        while True:
            run_here(self._highs)
            if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                if not len(self._left_out):
                    return False
                self._admit_all()
                continue
            solution = self._highs.getSolution()
            paying = self._paying(np.array(solution.row_dual))
            if not paying.any():
                self._write(solution)
                return True
            self._admit(paying)

    def _pass(self) -> None:
        scenario, columns = self._scenario, self._touched[self._columns]
        lower, upper = self._limits()
        program = LinearProgram(
            cost=self._cost[self._columns],
            lower=scenario.lower[columns],
            upper=scenario.upper[columns],
            matrix=self._matrix[:, self._columns],
            row_lower=lower,
            row_upper=upper,
            integer=np.zeros(len(columns), bool),
            columns={},
            rows={},
        )
        basis = highspy.HighsBasis()
        basis.col_status = STATUSES[scenario.column_status[columns]].tolist()
        basis.row_status = STATUSES[scenario.row_status[self._rows]].tolist()
        basis.valid, basis.alien = True, False
        pass_model(self._highs, program)
        self._highs.setBasis(basis)
        self._highs.setOptionValue("simplex_strategy", _DUAL)

    def _limits(self) -> tuple[Floats, Floats]:
        """Return limits of the rows, less what columns that are left out have of them."""
        scenario = self._scenario
        resting = scenario.x[self._touched]
        resting[self._columns] = 0.0
        used = self._matrix @ resting
        return scenario.row_lower[self._rows] - used, scenario.row_upper[self._rows] - used

    def _paying(self, duals: Floats) -> NDArray[np.bool_]:
        """Return which of the columns left out would pay."""
        reduced = (self._cost - self._matrix.T @ duals)[self._left_out]
        return self._scenario.pays(self._touched[self._left_out], reduced)

    def _admit(self, paying: NDArray[np.bool_]) -> None:
        """Let columns in; the columns so far stay as they are, so that the primal simplex method goes on."""
        scenario, highs = self._scenario, self._highs
        new = self._left_out[paying]
        self._left_out = self._left_out[~paying]
        self._columns = np.concatenate([self._columns, new])
        columns = self._touched[new]
        scenario.near[columns] = True
        if scenario.x[columns].any():
            lower, upper = self._limits()
            count = len(self._rows)
            highs.changeRowsBounds(count, np.arange(count, dtype=np.int32), lower, upper)  # type: ignore[attr-defined]  # not in its stubs
        matrix = self._matrix[:, new]
        highs.addCols(
            len(new),
            self._cost[new],
            scenario.lower[columns],
            scenario.upper[columns],
            matrix.nnz,
            matrix.indptr.astype(np.int32),
            matrix.indices.astype(np.int32),
            matrix.data,
        )
        highs.setOptionValue("simplex_strategy", _PRIMAL)

    def _admit_all(self) -> None:
        """Let all columns in, and begin again: the near ones alone may have no plan."""
        self._columns, self._left_out = np.arange(len(self._touched)), np.arange(0)
        self._scenario.near[self._touched] = True
        self._pass()

    def _write(self, solution: highspy.HighsSolution) -> None:
        scenario, columns, rows = self._scenario, self._touched[self._columns], self._rows
        lower, upper = self._limits()
        x = scenario.x[columns] = np.array(solution.col_value)
        scenario.row_dual[rows] = solution.row_dual
        basic = self._highs.getBasicVariables()[1]  # type: ignore[attr-defined]  # not in its stubs
        status = _nearest(x, scenario.lower[columns], scenario.upper[columns])
        status[basic[basic >= 0]] = BASIC
        scenario.column_status[columns] = status
        status = _nearest(np.array(solution.row_value), lower, upper)
        status[-1 - basic[basic < 0]] = BASIC
        scenario.row_status[rows] = status


def _narrow(matrix: csr_array) -> tuple[Places, csc_array]:
    """Return the columns that have entries, and their entries."""
    place = np.zeros(matrix.shape[1], np.int32)
    place[matrix.indices] = 1
    columns = np.flatnonzero(place)
    place[columns] = np.arange(len(columns))
    shape = (matrix.shape[0], len(columns))
    return columns, csr_array((matrix.data, place[matrix.indices], matrix.indptr), shape).tocsc()


def _nearest(values: Floats, lower: Floats, upper: Floats) -> NDArray[np.int8]:
    """Return the bound that each value is nearer to."""
    return np.where(upper - values < values - lower, UPPER, LOWER).astype(np.int8)
