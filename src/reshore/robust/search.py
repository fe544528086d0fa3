"""How the program of all futures is searched: whole, or what is decided once apart from each future."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array, vstack

from reshore.errors import UsageError
from reshore.footprint.coverage import coverage
from reshore.footprint.method import Method
from reshore.lp.cuts import Rows
from reshore.lp.decompose import decompose
from reshore.lp.highs import solve
from reshore.lp.solution import Options, Solution, Status, relative_gap
from reshore.robust.tail import decided, weighed, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from threading import Event

    from numpy.typing import NDArray

    from reshore.lp.program import LinearProgram
    from reshore.lp.solution import Progress
    from reshore.robust.case import Case
    from reshore.robust.joint import Joint
    from reshore.robust.objective import Weighing

    Floats = NDArray[np.float64]

METHODS = (Method.AUTO, Method.DIRECT, Method.DECOMPOSE)
"""Ways to search."""

LARGE = 10_000
"""Columns from which on futures are best apart."""

ROUGH = 0.05
"""Gap to which the expected cost is brought first, where the worst futures count: what it teaches bounds the
threshold."""


def as_robust_method(name: str) -> Method:
    """Return a method by its name.

    Raises
    ------
    UsageError
        If there is none of that name.
    """
    if name not in METHODS:
        raise UsageError(f"there is no method {name!r} for many futures; there are {', '.join(METHODS)}")
    return Method(name)


def choose(joint: Joint) -> Method:
    """Return the method for a program, by its size."""
    program = joint.program
    undecided = program.integer & (program.lower < program.upper)
    small = program.shape[1] < LARGE or not undecided.any()
    return Method.DIRECT if small else Method.DECOMPOSE


@dataclass(slots=True)
class Search:
    """A search, with what all its steps need.

    Attributes
    ----------
    cases
        The futures.
    joint
        Their programs as one.
    options
        Gap, limits and the like, of the search as a whole.
    on_progress
        Called while it runs.
    cancel
        Set it to stop early with what there is.
    """

    cases: Sequence[Case]
    joint: Joint
    options: Options
    on_progress: Callable[[Progress], None] | None = None
    cancel: Event | None = None

    def run(
        self, weighing: Weighing, method: Method, start: Floats | None = None, least: Floats | None = None
    ) -> Solution:
        """Minimise a weighing by a method that is not `auto`.

        Parameters
        ----------
        weighing
            The objective.
        method
            `direct` or `decompose`.
        start
            One value a column of the extensive form: integers to start from (NaN: unknown).
        least
            What each future costs at least in any plan, where that is known.

        Returns
        -------
        Solution
            Of the program of :func:`reshore.robust.tail.weighed`, whose columns are those of the extensive
            form first. Objective and bound are without the constants of an expected cost.
        """
        names = tuple(case.future.name for case in self.cases)
        if method is Method.DIRECT:
            program = weighed(self.joint, weighing, names)
            return solve(
                program,
                self.options,
                start=_padded(start, program),
                on_progress=self.on_progress,
                cancel=self.cancel,
            )
        if not weighing.tail:
            return self._decomposed(self.joint.program, self.options, start)
        begin = time.perf_counter()
        deadline = begin + self.options.time_limit
        rough = replace(self.options, gap=max(ROUGH, self.options.gap))
        expected = self._decomposed(self.joint.program, rough, start)
        if not expected.has_plan:
            return replace(expected, bound=-np.inf)
        fallback, most = self._known(weighing, expected)
        low = float(((self._least(deadline) if least is None else least) - weighing.bases).min())
        program = weighed(self.joint, weighing, names, (min(low, most), most))
        left = replace(self.options, time_limit=max(0.0, deadline - time.perf_counter()))
        found = self._decomposed(program, left, whole(self.joint, weighing, expected.x))
        if not found.has_plan:
            found = fallback
        bound = max(found.bound, fallback.bound)
        gap, seconds = relative_gap(found.objective, bound), time.perf_counter() - begin
        return replace(found, bound=bound, gap=gap, seconds=seconds)

    def _known(self, weighing: Weighing, expected: Solution) -> tuple[Solution, float]:
        """Return a plan of least expected cost as one of the weighing, and the most the threshold can be."""
        joint, share = self.joint, 1 - weighing.tail
        constant = float(joint.probabilities @ joint.constants)
        value = weighing.value(joint.cost_of(expected.x))
        bound = expected.bound + constant
        # The objective is at least (1 - tail) x the expected cost + tail x the threshold.
        most = (value - share * bound) / weighing.tail
        x = whole(joint, weighing, expected.x)
        nothing = Solution.without_plan((0, len(x)), Status.FEASIBLE, expected.raw_status)
        shift = share * constant
        known = replace(
            nothing, x=x, objective=value - shift, bound=weighing.least(bound) - shift, nodes=expected.nodes
        )
        return known, most + abs(most) * 1e-6 + 1.0

    def _least(self, deadline: float) -> Floats:
        """Return what each future costs at least, by its linear relaxation; minus infinity where late."""
        found = []
        for case in self.cases:
            program = case.footprint.program
            left = Options(time_limit=max(0.0, deadline - time.perf_counter()))
            relaxed = solve(
                replace(program, integer=np.zeros_like(program.integer)), left, cancel=self.cancel
            )
            found.append(relaxed.bound + case.constant)
        return np.array(found)

    def _decomposed(self, program: LinearProgram, options: Options, start: Floats | None) -> Solution:
        return decompose(
            program,
            decided(self.joint, program),
            options,
            valid=self._covering(program.shape[1]),
            start=_padded(start, program),
            on_progress=self.on_progress,
            cancel=self.cancel,
        )

    def _covering(self, width: int) -> Rows:
        """Return rows that every plan keeps, future by future."""
        matrices, lower, upper = [csr_array((0, width))], [np.empty(0)], [np.empty(0)]
        for case, places in zip(self.cases, self.joint.columns, strict=True):
            rows = coverage(case.footprint)
            entries = csr_array(rows.matrix)
            shape = entries.shape[0], width
            matrices.append(csr_array((entries.data, places[entries.indices], entries.indptr), shape=shape))
            lower.append(rows.lower)
            upper.append(rows.upper)
        return Rows(csr_array(vstack(matrices)), np.concatenate(lower), np.concatenate(upper))


def _padded(start: Floats | None, program: LinearProgram) -> Floats | None:
    """Return a start with unknown values for the columns that it doesn't have."""
    if start is None:
        return None
    return np.concatenate([start, np.full(program.shape[1] - len(start), np.nan)])
