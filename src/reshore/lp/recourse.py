"""What the flows of one part cost at least, as a cut in the space of the decisions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from highspy import HighsModelStatus as Raw
from scipy.sparse import csc_array

from reshore.errors import SolverError
from reshore.lp.engine import load, raw_status, run
from reshore.lp.implied import implied
from reshore.lp.limits import Endless, Limits
from reshore.lp.solution import Options

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from reshore.lp.stages import Part

    Floats = NDArray[np.float64]

NOISE = 1e-9
"""Reduced cost, relative to a column's cost where that is above 1, that counts as none."""

TOLERANCE = 1e-6
"""The same where a column has no end that anything implies: the solver's word has to do then. Also by how
much decisions without flows have to violate a cut that says so, whose largest slope is 1."""

LOOSE = 1e-5
"""Tolerance on rows where there are no flows by a hair: the cut that follows holds all the same."""

FEASIBLE = 1e-7
"""The solver's usual tolerance."""


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

    Each run goes on from the basis of the one before. The cuts are made from row duals alone, whatever these
    are; where a reduced cost has the wrong sign for a column without an end, the ends that its rows imply
    make the cut hold (Neumaier and Shcherbina, 2004, "Safe bounds in linear and mixed-integer linear
    programming", Mathematical Programming 99(2)).

    Parameters
    ----------
    part
        The flows.
    least, most
        Bounds of the first stage.
    seed
        Seed of the solver.
    """

    def __init__(self, part: Part, least: Floats, most: Floats, seed: int = 0) -> None:
        self.part = part
        self._box = least, most
        self._ends: tuple[Floats, Floats] | None = None
        self._matrix = csc_array(part.program.matrix)
        self._highs: Any = load(part.program, Options(seed=seed))
        self._fresh = True
        self._coupled = np.flatnonzero(np.diff(part.coupling.indptr) > 0).astype(np.int32)
        self._linked = np.unique(part.linked).astype(np.int32)
        program = part.program
        crossed = (program.lower > program.upper).any() or (program.row_lower > program.row_upper).any()
        self._never = bool(crossed)

    def solve(self, y: Floats, limits: Limits) -> Cut | None:
        """Return the cut that is exact at `y`; None when the limits came first.

        Raises
        ------
        Endless
            If the part's cost has no end.
        SolverError
            If the solver fails.
        """
        if self._never:
            return Cut(1.0, np.zeros(len(y)), feasible=False, value=np.inf)
        self._decide(y)
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + limits.left)
        raw = self._run(limits)
        if raw == Raw.kInfeasible:
            cut = self._ray(y, limits)
            if cut is not None:
                return cut
            raw = self._loosely(limits)
        if raw in (Raw.kOptimal, Raw.kModelEmpty):
            value = self._highs.getInfo().objective_function_value
            cut = self._cut(np.array(self._highs.getSolution().row_dual), y, value)
            if np.isfinite(cut.constant):
                return cut
            raise SolverError("the duals of the flows prove nothing: a column without bounds is in their way")
        if raw in (Raw.kTimeLimit, Raw.kInterrupt):
            return None
        if raw in (Raw.kUnbounded, Raw.kUnboundedOrInfeasible):
            raise Endless
        raise SolverError(f"the flows for given decisions can't be found: {raw_status(self._highs)}")

    def flows(self) -> Floats:
        """Return the flows of the last run that found some, one value a column of the part."""
        return np.array(self._highs.getSolution().col_value)

    def _decide(self, y: Floats) -> None:
        """Set the bounds of rows and columns to what the first stage leaves."""
        program, at, linked = self.part.program, self._coupled, self._linked
        shift = (self.part.coupling @ y)[at]
        low, high = program.row_lower[at] - shift, program.row_upper[at] - shift
        self._highs.changeRowsBounds(len(at), at, low, high)
        upper = program.upper.copy()
        reach = np.maximum(self.part.reach + self.part.links @ y, program.lower[self.part.linked])
        np.minimum.at(upper, self.part.linked, reach)
        self._highs.changeColsBounds(len(linked), linked, program.lower[linked], upper[linked])

    def _run(self, limits: Limits) -> Raw:
        """Run the solver: from the last basis, or with presolve the first time and where that fails."""
        highs, told = self._highs, (Raw.kOptimal, Raw.kModelEmpty, Raw.kTimeLimit, Raw.kInterrupt)
        if not self._fresh:
            run(highs, limits.cancel)
            if self._raw() in (*told, Raw.kInfeasible):
                return self._raw()
            highs.clearSolver()
        highs.setOptionValue("presolve", "choose")
        run(highs, limits.cancel)
        # From here on presolve would forget the basis and, where there are no flows, the ray.
        highs.setOptionValue("presolve", "off")
        self._fresh = False
        if self._raw() not in told:
            run(highs, limits.cancel)
        return self._raw()

    def _raw(self) -> Raw:
        status: Raw = self._highs.getModelStatus()
        return status

    def _ray(self, y: Floats, limits: Limits) -> Cut | None:
        """Return why there are no flows at `y`; None where the solver doesn't say."""
        for afresh in (False, True):
            if afresh:
                self._highs.clearSolver()
                run(self._highs, limits.cancel)
            _, has_ray, ray = self._highs.getDualRay()
            direction = np.array(ray) / (np.abs(ray).max(initial=0.0) or 1.0) if has_ray else np.empty(0)
            for sign in (1.0, -1.0) if has_ray else ():
                cut = _scaled(self._cut(sign * direction, y, value=np.inf))
                if cut.at(y) > TOLERANCE:
                    return cut
        return None

    def _loosely(self, limits: Limits) -> Raw:
        """Run the solver with a larger tolerance."""
        self._highs.setOptionValue("primal_feasibility_tolerance", LOOSE)
        run(self._highs, limits.cancel)
        self._highs.setOptionValue("primal_feasibility_tolerance", FEASIBLE)
        return self._raw()

    def _cut(self, dual: Floats, y: Floats, value: float) -> Cut:
        """Lagrangian bound of row duals; those of no use to a row's sides are dropped."""
        program, part = self.part.program, self.part
        feasible = bool(np.isfinite(value))
        dual = np.where(np.isinf(program.row_lower), np.minimum(dual, 0.0), dual)
        dual = np.where(np.isinf(program.row_upper), np.maximum(dual, 0.0), dual)
        side = np.where(dual > 0, program.row_lower, program.row_upper)
        constant = float(dual @ np.where(dual == 0, 0.0, side))
        slope = -(part.coupling.T @ dual)
        cost = program.cost if feasible else np.zeros_like(program.cost)
        reduced = cost - self._matrix.T @ dual
        link = self._tightest(y)
        link = link[reduced[part.linked[link]] < 0]
        by_link = reduced[part.linked[link]]
        constant += float(by_link @ part.reach[link])
        slope += part.links[link].T @ by_link
        reduced[part.linked[link]] = 0.0
        scale = np.maximum(1.0, np.abs(cost))
        constant += self._least(reduced, NOISE * scale, TOLERANCE * scale if feasible else NOISE * scale)
        return Cut(constant, slope, feasible, value)

    def _least(self, reduced: Floats, noise: Floats, tolerance: Floats) -> float:
        """Least of ``reduced @ x`` within the bounds of the columns, or those that rows imply."""
        lower, upper = self.part.program.lower, self.part.program.upper
        endless = np.isinf(np.where(reduced > 0, lower, upper)) & (reduced != 0)
        if endless.any():
            reduced = np.where(endless & (np.abs(reduced) <= noise), 0.0, reduced)
            if reduced[endless].any():
                if self._ends is None:
                    self._ends = implied(self.part, *self._box)
                lower = np.where(np.isinf(lower), self._ends[0], lower)
                upper = np.where(np.isinf(upper), self._ends[1], upper)
            endless = np.isinf(np.where(reduced > 0, lower, upper))
            reduced = np.where(endless & (np.abs(reduced) <= tolerance), 0.0, reduced)
        at = np.flatnonzero(reduced)
        return float(reduced[at] @ np.where(reduced[at] > 0, lower[at], upper[at]))

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
