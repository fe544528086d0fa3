"""The decisions alone: an LP that knows the flows by the cuts found so far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import highspy
import numpy as np
from highspy import HighsModelStatus as Raw
from scipy.sparse import csr_array, hstack, vstack

from reshore.errors import SolverError
from reshore.lp.engine import load, raw_status
from reshore.lp.program import LinearProgram
from reshore.lp.solution import Options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reshore.lp.recourse import Cut
    from reshore.lp.stages import Stages

    Floats = NDArray[np.float64]

SMALL = 1e-11
"""Coefficient of a cut, relative to its largest, that is left out at its worst value."""


@dataclass(frozen=True, slots=True)
class Point:
    """An optimum of the master within given bounds.

    Attributes
    ----------
    objective
        No decision within the bounds costs less, flows included.
    y
        One value a first-stage column.
    costs
        What the cuts say of each part's cost.
    reduced
        Reduced costs of the first-stage columns.
    """

    objective: float
    y: Floats
    costs: Floats
    reduced: Floats


class Master:
    """The LP of the first stage with a column for the cost of every part, cut by cut.

    Attributes
    ----------
    lower, upper
        Bounds of the first-stage columns; those that hold everywhere, not those of a branch.
    """

    def __init__(self, stages: Stages, seed: int = 0) -> None:
        program = stages.master
        self.lower, self.upper = program.lower.copy(), program.upper.copy()
        self.integer = program.integer
        self._program = program
        self._parts = len(stages.parts)
        self._cuts: list[tuple[int, Cut]] = []
        size = len(program.cost)
        whole = LinearProgram(
            cost=np.concatenate([program.cost, np.ones(self._parts)]),
            lower=np.concatenate([program.lower, np.full(self._parts, -np.inf)]),
            upper=np.concatenate([program.upper, np.full(self._parts, np.inf)]),
            matrix=hstack([program.matrix, csr_array((program.shape[0], self._parts))], format="csc"),
            row_lower=program.row_lower,
            row_upper=program.row_upper,
            integer=np.zeros(size + self._parts, dtype=bool),
            columns={},
            rows={},
        )
        self._highs = load(whole, Options(seed=seed, extra={"presolve": "off"}))
        self._all = np.arange(size, dtype=np.int32)

    @property
    def cost(self) -> Floats:
        """Cost of the first-stage columns."""
        return self._program.cost

    @property
    def cuts(self) -> int:
        """Number of cuts so far."""
        return len(self._cuts)

    @property
    def free(self) -> int:
        """Number of integer columns that are not fixed."""
        return int((self.integer & (self.lower < self.upper)).sum())

    def extreme(self, sign: float) -> Floats | None:
        """Return decisions that keep the rows without cuts: the least, or with sign -1 the most, of all.

        Of columns without an upper bound it is always the least.
        """
        program = self._program
        cost = np.where(np.isfinite(program.upper), sign, 1.0)
        inward = replace(program, cost=cost, integer=np.zeros_like(program.integer))
        highs = load(inward, Options())
        highs.run()
        if highs.getModelStatus() != Raw.kOptimal:
            return None
        return np.array(highs.getSolution().col_value)

    def begin(self, least: Sequence[float]) -> None:
        """Take in what each part costs at least, for the time before its first cut."""
        size = len(self._all)
        for part, cost in enumerate(least):
            self._highs.changeColBounds(size + part, cost, highspy.kHighsInf)

    def add(self, cuts: Sequence[tuple[int, Cut]]) -> None:
        """Take in cuts, each with the number of its part."""
        for part, cut in cuts:
            self._cuts.append((part, cut))
            row, lower = self._row(part, cut)
            self._highs.addRow(lower, highspy.kHighsInf, row.nnz, row.indices.astype(np.int32), row.data)

    def solve(self, lower: Floats | None = None, upper: Floats | None = None) -> Point | None:
        """Return an optimum within bounds of a branch; None where there is none.

        Raises
        ------
        SolverError
            If the solver fails.
        """
        highs = self._highs
        low = self.lower if lower is None else np.maximum(lower, self.lower)
        high = self.upper if upper is None else np.minimum(upper, self.upper)
        if (low > high).any():
            return None
        highs.changeColsBounds(len(self._all), self._all, low, high)
        highs.run()
        if highs.getModelStatus() not in (Raw.kOptimal, Raw.kInfeasible, Raw.kUnbounded):
            # Numbers that a run from another branch's basis couldn't handle are as a rule no trouble afresh.
            highs.clearSolver()
            highs.run()
        raw = highs.getModelStatus()
        if raw == Raw.kInfeasible:
            return None
        if raw != Raw.kOptimal:
            raise SolverError(f"the decisions alone can't be solved: {raw_status(highs)}")
        values = highs.getSolution()
        x, size = np.array(values.col_value), len(self._all)
        return Point(
            objective=highs.getInfo().objective_function_value,
            y=np.clip(x[:size], low, high),
            costs=x[size:],
            reduced=np.array(values.col_dual)[:size],
        )

    def program(self, lower: Floats, upper: Floats) -> LinearProgram:
        """Return the mixed-integer program of the decisions with all cuts, within bounds."""
        program, parts = self._program, self._parts
        rows = [self._row(part, cut) for part, cut in self._cuts]
        top = hstack([program.matrix, csr_array((program.shape[0], parts))])
        return LinearProgram(
            cost=np.concatenate([program.cost, np.ones(parts)]),
            lower=np.concatenate([lower, np.full(parts, -np.inf)]),
            upper=np.concatenate([upper, np.full(parts, np.inf)]),
            matrix=vstack([top, *(row for row, _ in rows)], format="csc"),
            row_lower=np.concatenate([program.row_lower, [lower for _, lower in rows]]),
            row_upper=np.concatenate([program.row_upper, np.full(len(rows), np.inf)]),
            integer=np.concatenate([program.integer, np.zeros(parts, dtype=bool)]),
            columns={},
            rows={},
        )

    def _row(self, part: int, cut: Cut) -> tuple[csr_array, float]:
        """Write a cut as ``row @ (y, costs) >= lower``.

        What is too small for the solver is left out at its worst value.
        """
        slope = cut.slope.copy()
        tiny = (np.abs(slope) <= SMALL * np.abs(slope).max(initial=0.0)) & (slope != 0)
        worst = np.where(slope > 0, self._program.lower, self._program.upper)
        tiny &= np.isfinite(worst)
        constant = cut.constant + float(slope[tiny] @ worst[tiny])
        slope[tiny] = 0.0
        size = len(slope)
        at = np.flatnonzero(slope)
        sign = 1.0 if cut.feasible else 0.0
        columns = np.append(at, size + part) if cut.feasible else at
        values = np.append(-slope[at], sign) if cut.feasible else -slope[at]
        row = csr_array((values, columns, [0, len(columns)]), shape=(1, size + self._parts))
        return row, constant
