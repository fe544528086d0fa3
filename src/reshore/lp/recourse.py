"""What the flows of one part cost at least, as a cut in the space of the decisions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from highspy import HighsModelStatus as Raw
from scipy.sparse import csc_array

from reshore.errors import SolverError
from reshore.lp.engine import load, raw_status, run
from reshore.lp.solution import Options

if TYPE_CHECKING:
    from threading import Event
    from typing import Any

    from numpy.typing import NDArray

    from reshore.lp.stages import Part

    Floats = NDArray[np.float64]

TOLERANCE = 1e-6
"""Reduced cost, relative to the largest cost where that is above 1, that counts as none."""

@dataclass(frozen=True, slots=True)
class Cut:
    """What holds for every decision y: the part's cost is at least ``constant + slope @ y``.

    Attributes
    ----------
    constant, slope
        See above; slope has one value a first-stage column.
    feasible
        Whether the part has flows at the decision the cut was made for. If not, the cut says instead that y
        must keep ``constant + slope @ y <= 0``.
    value
        Cost of the part at that decision; infinite where it has no flows.
    """

    constant: float
    slope: Floats
    feasible: bool
    value: float

    def at(self, y: Floats) -> float:
        """Return what the cut says of another decision."""
        return self.constant + float(self.slope @ y)


class Recourse:
    """The LP of one part in the solver's memory, solved again for one decision after the other.

    Each run goes on from the basis of the one before. The cuts are made from row duals alone, so that they
    hold whatever the solver's tolerances.

    Parameters
    ----------
    part
        The flows.
    seed
        Seed of the solver.
    """

    def __init__(self, part: Part, seed: int = 0) -> None:
        self.part = part
        self._matrix = csc_array(part.program.matrix)
        self._highs: Any = load(part.program, Options(seed=seed))
        self._fresh = True
        self._coupled = np.flatnonzero(np.diff(part.coupling.indptr) > 0).astype(np.int32)
        self._linked = np.unique(part.linked).astype(np.int32)

    def solve(self, y: Floats, limit: float = np.inf, cancel: Event | None = None) -> Cut | None:
        """Return the cut that is exact at `y`; None when `limit` (seconds) or `cancel` came first.

        Raises
        ------
        SolverError
            If the solver fails or the part's cost has no end.
        """
        program, highs = self.part.program, self._highs
        shift = self.part.coupling @ y
        at = self._coupled
        highs.changeRowsBounds(
            len(at), at, program.row_lower[at] - shift[at], program.row_upper[at] - shift[at]
        )
        upper = self._upper(y)
        highs.changeColsBounds(
            len(self._linked), self._linked, program.lower[self._linked], upper[self._linked]
        )
        highs.setOptionValue("time_limit", highs.getRunTime() + limit)
        raw = self._run(cancel)
        if raw in (Raw.kOptimal, Raw.kModelEmpty):
            values = highs.getSolution()
            cut = self._cut(np.array(values.row_dual), y, value=highs.getInfo().objective_function_value)
            if np.isfinite(cut.constant):
                return cut
            raise SolverError("the duals of the flows prove nothing: a column without bounds is in their way")
        if raw == Raw.kInfeasible:
            return self._infeasible(y)
        if raw in (Raw.kTimeLimit, Raw.kInterrupt):
            return None
        raise SolverError(f"the flows for given decisions can't be found: {raw_status(highs)}")

    def _run(self, cancel: Event | None) -> Raw:
        """Run the solver: from the last basis, or with presolve the first time and where that fails."""
        highs, told = self._highs, (Raw.kOptimal, Raw.kModelEmpty, Raw.kTimeLimit, Raw.kInterrupt)
        if not self._fresh:
            run(highs, cancel)
            if highs.getModelStatus() in (*told, Raw.kInfeasible):
                return highs.getModelStatus()
            highs.clearSolver()
        highs.setOptionValue("presolve", "choose")
        run(highs, cancel)
        # From here on presolve would forget the basis and, where there are no flows, the ray.
        highs.setOptionValue("presolve", "off")
        self._fresh = False
        if highs.getModelStatus() not in told:
            run(highs, cancel)
        return highs.getModelStatus()

    def flows(self) -> Floats:
        """Return the flows of the last run that found some, one value a column of the part."""
        return np.array(self._highs.getSolution().col_value)

    def _upper(self, y: Floats) -> Floats:
        upper = self.part.program.upper.copy()
        np.minimum.at(upper, self.part.linked, self.part.reach + self.part.links @ y)
        return np.maximum(upper, self.part.program.lower)

    def _infeasible(self, y: Floats) -> Cut:
        for afresh in (False, True):
            if afresh:
                self._highs.clearSolver()
                run(self._highs)
            _, has_ray, ray = self._highs.getDualRay()
            for sign in (1.0, -1.0) if has_ray else ():
                cut = _scaled(self._cut(sign * np.array(ray), y, value=np.inf))
                if cut.at(y) > TOLERANCE:
                    return cut
        raise SolverError("there are no flows for given decisions, and the solver doesn't say why")

    def _cut(self, dual: Floats, y: Floats, value: float) -> Cut:
        """Lagrangian bound of row duals; those of no use to a row's sides are dropped."""
        program, part = self.part.program, self.part
        feasible = bool(np.isfinite(value))
        dual = np.where(np.isinf(program.row_lower), np.minimum(dual, 0.0), dual)
        dual = np.where(np.isinf(program.row_upper), np.maximum(dual, 0.0), dual)
        side = np.where(dual > 0, program.row_lower, program.row_upper)
        constant = float(dual @ np.where(dual == 0, 0.0, side))
        slope = -(part.coupling.T @ dual)
        reduced = (program.cost if feasible else 0.0) - self._matrix.T @ dual
        constant += float(reduced @ np.where(reduced > 0, program.lower, 0.0))
        below = np.minimum(reduced, 0.0)
        link = self._tightest(y)
        by_link = below[part.linked[link]]
        constant += float(by_link @ part.reach[link])
        slope += part.links[link].T @ by_link
        below[part.linked[link]] = 0.0
        scale = max(1.0, float(np.abs(program.cost).max(initial=0.0)))
        below[np.isinf(program.upper) & (below >= -TOLERANCE * scale)] = 0.0
        constant += float(below @ np.where(below == 0, 0.0, program.upper))
        return Cut(constant, slope, feasible, value)

    def _tightest(self, y: Floats) -> NDArray[np.int64]:
        """Links that limit their column at `y` more than its own bound and other links do."""
        part = self.part
        reach = part.reach + part.links @ y
        order = np.lexsort((reach, part.linked))
        _, first = np.unique(part.linked[order], return_index=True)
        best: NDArray[np.int64] = order[first]
        near: NDArray[np.bool_] = reach[best] <= part.program.upper[part.linked[best]]
        return best[near]


def _scaled(cut: Cut) -> Cut:
    """Return the same with slopes of at most 1: a ray has no size of its own."""
    size = float(np.abs(cut.slope).max(initial=0.0)) or 1.0
    return replace(cut, constant=cut.constant / size, slope=cut.slope / size)
