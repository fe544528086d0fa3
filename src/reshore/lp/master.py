"""The decisions alone: an LP that knows the flows by the cuts found so far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import highspy
import numpy as np
from highspy import HighsModelStatus as Raw
from scipy.sparse import csr_array, hstack, vstack

from reshore.errors import SolverError
from reshore.lp.engine import load, raw_status, run
from reshore.lp.limits import Stopped
from reshore.lp.program import LinearProgram
from reshore.lp.solution import Options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reshore.lp.limits import Limits
    from reshore.lp.recourse import Cut
    from reshore.lp.stages import Stages

    Floats = NDArray[np.float64]

SMALL = 1e-11
"""Coefficient of a cut, relative to its largest, that is left out at its worst value."""

LEAST = 1e-12
"""Coefficient that the solver drops without a word."""

RANGE = 1e4
"""About what the cost of a plan is in the master's own unit."""

FAR = 1e6
"""Where columns without an end are cut when costs fall without end towards it."""


SOLVED = (
    Raw.kOptimal,
    Raw.kModelEmpty,
    Raw.kInfeasible,
    Raw.kUnbounded,
    Raw.kTimeLimit,
    Raw.kInterrupt,
)
"""What the solver says when there is no need to try again."""


@dataclass(frozen=True, slots=True)
class Point:
    """An optimum of the master within given bounds.

    Attributes
    ----------
    objective
        No decision within the bounds costs less, flows included. Minus infinity where costs fall without
        end, as far as the cuts say; `y` is then far out.
    y
        One value a first-stage column.
    costs
        What the cuts say of each part's cost; minus infinity where they say nothing yet.
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
    unit
        What costs are counted in within :meth:`program`.
    """

    def __init__(self, stages: Stages, limits: Limits, seed: int = 0) -> None:
        program = stages.master
        self._limits = limits
        self.lower, self.upper = program.lower.copy(), program.upper.copy()
        self.integer = program.integer
        self._program = program
        self._parts = len(stages.parts)
        self._cuts: list[tuple[int, Cut]] = []
        size = len(program.cost)
        whole = LinearProgram(
            cost=np.concatenate([program.cost, np.ones(self._parts)]),
            lower=np.concatenate([program.lower, np.zeros(self._parts)]),
            upper=np.concatenate([program.upper, np.zeros(self._parts)]),
            matrix=hstack([program.matrix, csr_array((program.shape[0], self._parts))], format="csc"),
            row_lower=program.row_lower,
            row_upper=program.row_upper,
            integer=np.zeros(size + self._parts, dtype=bool),
            columns={},
            rows={},
        )
        self._highs = load(whole, Options(seed=seed, extra={"presolve": "off"}))
        self._known = np.zeros(self._parts, dtype=bool)
        self._least = np.zeros(self._parts)
        self.unit = 1.0
        self._all = np.arange(size, dtype=np.int32)

    @property
    def cost(self) -> Floats:
        """Cost of the first-stage columns."""
        return self._program.cost

    @property
    def cuts(self) -> int:
        """Number of cuts so far."""
        return len(self._cuts)

    def most(self) -> Floats | None:
        """Return decisions that keep the rows without cuts: the most of everything, or the least without end.

        None where no decisions keep the rows.
        """
        program = self._program
        low, high = np.isfinite(program.lower), np.isfinite(program.upper)
        outward = replace(program, cost=np.where(high, -1.0, low * 1.0), integer=np.zeros_like(self.integer))
        highs = load(outward, Options())
        run(highs, self._limits.cancel)
        if highs.getModelStatus() == Raw.kInfeasible:
            return None
        if highs.getModelStatus() == Raw.kInterrupt:
            raise Stopped
        if highs.getModelStatus() not in (Raw.kOptimal, Raw.kModelEmpty):
            raise SolverError(f"the decisions alone can't be solved: {raw_status(highs)}")
        return np.array(highs.getSolution().col_value)

    @property
    def complete(self) -> bool:
        """Whether there is a cut on the cost of every part; before, an optimum is no bound."""
        return bool(self._known.all())

    def add(self, cuts: Sequence[tuple[int, Cut]], size: float) -> None:
        """Take in cuts, each with the number of its part.

        Parameters
        ----------
        cuts
            See above.
        size
            About what a plan costs; the first time decides the unit in which the master counts.
        """
        for part, cut in cuts:
            self._cuts.append((part, cut))
            if cut.feasible and not self._known[part]:
                self._begin(part, cut, size)
            row, lower = self._row(part, cut)
            self._highs.addRow(lower, highspy.kHighsInf, row.nnz, row.indices.astype(np.int32), row.data)

    def _begin(self, part: int, cut: Cut, size: float) -> None:
        """Let the cost of a part move, from the least that its first cut allows on."""
        if not self._known.any():
            # Costs in the millions beside rows of switches are more than the solver's tolerances can bear.
            self.unit = max(1.0, abs(size), np.abs(self._program.cost).max(initial=0.0)) / RANGE
            self._highs.changeColsCost(len(self._all), self._all, self._program.cost / self.unit)
        low, high = np.minimum(cut.slope, 0.0), np.maximum(cut.slope, 0.0)
        ends = np.where(low < 0, self._program.upper, 0.0), np.where(high > 0, self._program.lower, 0.0)
        self._least[part] = (cut.constant + low @ ends[0] + high @ ends[1]) / self.unit
        self._known[part] = True
        self._highs.changeColBounds(len(self._all) + part, self._least[part], highspy.kHighsInf)

    def solve(self, lower: Floats | None = None, upper: Floats | None = None) -> Point | None:
        """Return an optimum within bounds of a branch; None where there is none.

        Raises
        ------
        Stopped
            If the limits came first.
        SolverError
            If the solver fails.
        """
        low = self.lower if lower is None else np.maximum(lower, self.lower)
        high = self.upper if upper is None else np.minimum(upper, self.upper)
        if (low > high).any():
            return None
        raw = self._run(low, high)
        if raw == Raw.kInfeasible:
            return None
        bounded = raw not in (Raw.kUnbounded, Raw.kUnboundedOrInfeasible)
        if not bounded:
            low = np.where(np.isfinite(low), low, np.minimum(-FAR, high - FAR))
            high = np.where(np.isfinite(high), high, np.maximum(FAR, low + FAR))
            raw = self._run(low, high)
        if raw in (Raw.kTimeLimit, Raw.kInterrupt):
            raise Stopped
        if raw not in (Raw.kOptimal, Raw.kModelEmpty):
            raise SolverError(f"the decisions alone can't be solved: {raw_status(self._highs)}")
        return self._point(low, high, bounded=bounded)

    def _point(self, low: Floats, high: Floats, *, bounded: bool) -> Point:
        values = self._highs.getSolution()
        x, size = np.array(values.col_value), len(self._all)
        objective = self._highs.getInfo().objective_function_value * self.unit
        return Point(
            objective=objective if bounded else -np.inf,
            y=np.clip(x[:size], low, high),
            costs=np.where(self._known, x[size:] * self.unit, -np.inf),
            reduced=np.array(values.col_dual)[:size] * self.unit,
        )

    def _run(self, low: Floats, high: Floats) -> Raw:
        """Run the solver, afresh where it fails: what stands in its way is as a rule an old basis."""
        highs, believed = self._highs, set(SOLVED)
        # With ends on all sides costs don't fall for ever, whatever the solver says.
        if all(np.isfinite(ends).all() for ends in (low, high, self._least)):
            believed.remove(Raw.kUnbounded)
        highs.changeColsBounds(len(self._all), self._all, low, high)
        for presolve in ("off", "on"):
            highs.setOptionValue("presolve", presolve)
            highs.setOptionValue("time_limit", highs.getRunTime() + self._limits.left)
            run(highs, self._limits.cancel)
            if highs.getModelStatus() in believed:
                break
            highs.clearSolver()
        highs.setOptionValue("presolve", "off")
        return highs.getModelStatus()

    def program(self, lower: Floats, upper: Floats) -> LinearProgram:
        """Return the mixed-integer program of the decisions with all cuts, within bounds."""
        program, parts = self._program, self._parts
        rows = [self._row(part, cut) for part, cut in self._cuts]
        top = hstack([program.matrix, csr_array((program.shape[0], parts))])
        return LinearProgram(
            cost=np.concatenate([program.cost / self.unit, np.ones(parts)]),
            lower=np.concatenate([lower, self._least]),
            upper=np.concatenate([upper, np.where(self._known, np.inf, 0.0)]),
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
        unit = self.unit if cut.feasible else 1.0
        small = max(SMALL * np.abs(slope).max(initial=0.0), LEAST * unit)
        tiny = (np.abs(slope) <= small) & (slope != 0)
        worst = np.where(slope > 0, self._program.lower, self._program.upper)
        tiny &= np.isfinite(worst)
        constant = cut.constant + float(slope[tiny] @ worst[tiny])
        slope[tiny] = 0.0
        size = len(slope)
        at = np.flatnonzero(slope)
        columns = np.append(at, size + part) if cut.feasible else at
        values = np.append(-slope[at] / unit, 1.0) if cut.feasible else -slope[at]
        row = csr_array((values, columns, [0, len(columns)]), shape=(1, size + self._parts))
        return row, constant / unit
