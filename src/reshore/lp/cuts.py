"""Rows that are found when they are violated, instead of all written down beforehand."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from threading import Event
from typing import TYPE_CHECKING, Protocol

import numpy as np
from scipy.sparse import csr_array, vstack

from reshore.lp.engine import load, read, run
from reshore.lp.highs import solve
from reshore.lp.solution import Options, Solution, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from reshore.lp.program import LinearProgram
    from reshore.lp.solution import Progress

TOLERANCE = 1e-6
"""Violation, relative to a row's limit where that is above 1, that counts as none."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows to add: ``lower <= matrix @ x <= upper``."""

    matrix: csr_array
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]


class LazyRows(Protocol):
    """A family of constraints of which only a few matter."""

    def violated(self, x: NDArray[np.float64]) -> Rows:
        """Return rows that `x` violates, the worst or all of them; no rows when it violates none."""


class CutLoop:
    """An LP that grows by the rows that its optimum violates, until there are none.

    Each round goes on from the basis of the one before, to which HiGHS adds the slacks of the new rows.

    Attributes
    ----------
    program
        The LP with all rows found so far, its own first.
    """

    def __init__(
        self, program: LinearProgram, families: Sequence[LazyRows], options: Options | None = None
    ) -> None:
        if program.integer.any():
            raise ValueError("a cut loop takes no integer columns")
        self.program = program
        self._families = families
        self._highs = load(program, options or Options())

    def solve(self, cancel: Event | None = None) -> Solution:
        """Solve, add what is violated, and so on.

        Without rows to find the program has to have an optimum; if a limit or `cancel` comes in between, the
        status is that of a run without a plan.
        """
        cancel = cancel or Event()
        begin = time.perf_counter()
        while True:
            run(self._highs, cancel)
            solution = read(self._highs, self.program)
            if solution.status is not Status.OPTIMAL:
                solution = _without_plan(solution)
            solution = replace(solution, seconds=time.perf_counter() - begin)
            if not solution.has_plan:
                return solution
            found = find(self._families, solution.x)
            if not len(found.lower):
                return solution
            self._highs.addRows(
                len(found.lower),
                found.lower,
                found.upper,
                found.matrix.nnz,
                found.matrix.indptr[:-1].astype(np.int32),
                found.matrix.indices.astype(np.int32),
                found.matrix.data,
            )
            self.program = extend(self.program, found)


def solve_lazily(
    program: LinearProgram,
    families: Sequence[LazyRows],
    options: Options | None = None,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    cancel: Event | None = None,
) -> Solution:
    """Solve a program some of whose rows are found when violated.

    The cut loop of the LP relaxation finds most of them; then the mixed-integer program is solved with the
    rows found, again until its plan violates none. A plan that does is no plan when time runs out.

    Returns
    -------
    Solution
        Row vectors hold the program's own rows first, then those found.
    """
    options = options or Options()
    cancel = cancel or Event()
    begin = time.perf_counter()

    def left() -> Options:
        return replace(options, time_limit=max(0.0, begin + options.time_limit - time.perf_counter()))

    loop = CutLoop(replace(program, integer=np.zeros_like(program.integer)), families, options)
    solution = loop.solve(cancel)
    grown = replace(loop.program, integer=program.integer)
    if program.integer.any() and solution.status in (Status.OPTIMAL, Status.UNBOUNDED):
        while True:
            solution = solve(grown, left(), on_progress=on_progress, cancel=cancel)
            if not solution.has_plan:
                break
            found = find(families, solution.x)
            if not len(found.lower):
                break
            if solution.status is Status.FEASIBLE:
                solution = _without_plan(solution)
                break
            grown = extend(grown, found)
    return replace(solution, seconds=time.perf_counter() - begin)


def find(families: Sequence[LazyRows], x: NDArray[np.float64]) -> Rows:
    """Return the rows of all families that `x` violates by more than a tolerance."""
    parts = [family.violated(x) for family in families]
    nothing = np.empty(0)
    matrix = vstack([csr_array((0, len(x))), *(part.matrix for part in parts)], format="csr")
    lower = np.concatenate([nothing, *(part.lower for part in parts)])
    upper = np.concatenate([nothing, *(part.upper for part in parts)])
    activity = matrix @ x
    # What is off by less would come back for ever: the solver calls it feasible.
    below = lower - activity > TOLERANCE * np.maximum(1.0, np.abs(lower))
    above = activity - upper > TOLERANCE * np.maximum(1.0, np.abs(upper))
    off = below | above
    return Rows(matrix[off], lower[off], upper[off])


def extend(program: LinearProgram, rows: Rows) -> LinearProgram:
    """Return the program with more rows, which have no names."""
    return replace(
        program,
        matrix=vstack([program.matrix, rows.matrix], format="csc"),
        row_lower=np.concatenate([program.row_lower, rows.lower]),
        row_upper=np.concatenate([program.row_upper, rows.upper]),
    )


def _without_plan(solution: Solution) -> Solution:
    """Return the same without a plan: what was found violates rows that are not there yet."""
    if not solution.has_plan:
        return solution
    shape = len(solution.row_activity), len(solution.x)
    return Solution.without_plan(shape, Status.NO_PLAN, solution.raw_status, bound=solution.bound)
