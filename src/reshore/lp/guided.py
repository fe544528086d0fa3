"""The solver with a good plan to start from: for programs that are large and hard to take apart."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from threading import Event
from typing import TYPE_CHECKING

import numpy as np

from reshore.errors import SolverError
from reshore.lp.cuts import extend, find
from reshore.lp.highs import solve
from reshore.lp.improve import Improvement
from reshore.lp.limits import Limits
from reshore.lp.settle import settle
from reshore.lp.solution import Options, Progress, Solution, Status, relative_gap

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from reshore.lp.cuts import LazyRows
    from reshore.lp.program import LinearProgram

INTERRUPTED = "Interrupted by user"
"""What a search says that was stopped by Ctrl-C or `cancel`."""

SHARE = 0.4
"""Share of the time limit that goes into plans before the proof."""

CAREFUL = {"solver": "ipm", "mip_lp_solver": "ipm"}
"""Without a basis to start from, interior points solve large programs of flows through several stages several
times as fast."""

PROOF = {"mip_heuristic_effort": 0.01}
"""The plan is there: what is left is the bound."""


def guided(
    program: LinearProgram,
    switches: NDArray[np.bool_],
    groups: NDArray[np.int64],
    options: Options | None = None,
    *,
    families: Sequence[LazyRows] = (),
    start: NDArray[np.float64] | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    cancel: Event | None = None,
) -> Solution:
    """Find good plans near the relaxation and near each other, then let the solver prove the best one.

    Parameters
    ----------
    program
        What to minimise.
    switches, groups
        See :class:`reshore.lp.improve.Improvement`.
    options
        Gap, limits and the like.
    families
        Rows that every plan keeps anyway. Those that the relaxation violates are there for the proof.
    start
        One value a column: integers to start from (NaN: unknown).
    on_progress
        Called while the search runs.
    cancel
        Set it to stop early with what there is. Ctrl-C does the same.

    Returns
    -------
    Solution
        As of :func:`reshore.lp.highs.solve`.
    """
    options, cancel = options or Options(), cancel or Event()
    begin = time.perf_counter()
    careful = replace(options, extra={**CAREFUL, **options.extra})
    told = _Told(begin, cancel, on_progress) if on_progress else None
    early, limits = (Limits(begin + share * options.time_limit, cancel) for share in (SHARE, 1.0))
    improvement = Improvement(program, switches, groups, careful, early, told)
    found = _plans(improvement, start)
    if found.status in (Status.FEASIBLE, Status.NO_PLAN) and not cancel.is_set():
        relaxed = improvement.relaxed
        known = relaxed is not None and relaxed.has_plan
        searched = extend(program, find(families, relaxed.x)) if relaxed and known else program
        found = _proof(searched, found, replace(careful, time_limit=limits.left), start, told, cancel)
    if found.has_plan:
        ended = found.status is Status.OPTIMAL
        raw, nodes = found.raw_status, found.nodes
        found = settle(
            program, found.x, found.bound, options, limits.left, told=raw, ended=ended, nodes=nodes
        )
    else:
        found = Solution.without_plan(program.shape, found.status, found.raw_status, bound=found.bound)
    return replace(found, seconds=time.perf_counter() - begin)


@dataclass(slots=True)
class _Told:
    """Passes progress on: the best of all plans and bounds so far."""

    begin: float
    cancel: Event
    on_progress: Callable[[Progress], None]
    incumbent: float = np.inf
    bound: float = -np.inf

    def __call__(self, progress: Progress) -> None:
        self.incumbent = min(self.incumbent, progress.incumbent)
        self.bound = max(self.bound, min(progress.bound, self.incumbent))
        gap, seconds = relative_gap(self.incumbent, self.bound), time.perf_counter() - self.begin
        try:
            self.on_progress(Progress(seconds, self.incumbent, self.bound, gap, progress.nodes))
        except KeyboardInterrupt:
            # Raised through the solver, it would take the solver's plan along.
            self.cancel.set()


def _plans(improvement: Improvement, start: NDArray[np.float64] | None) -> Solution:
    """Find plans before the proof; optimal where they are near enough to the relaxation."""
    options, cancel = improvement.options, improvement.limits.cancel
    try:
        improvement.run(start)
    except KeyboardInterrupt:
        cancel.set()
    except SolverError:
        if improvement.best is None:
            raise
    best, bound, relaxed = improvement.best, improvement.bound, improvement.relaxed
    if best is not None and improvement.gap <= options.gap:
        return replace(best, status=Status.OPTIMAL, raw_status="Optimal", bound=bound)
    if best is None and relaxed is not None and relaxed.status is Status.INFEASIBLE:
        return relaxed
    raw = INTERRUPTED if cancel.is_set() else "Time limit reached"
    if best is None:
        return Solution.without_plan(improvement.program.shape, Status.NO_PLAN, raw, bound=bound)
    return replace(best, status=Status.FEASIBLE, raw_status=raw, bound=bound)


def _proof(
    program: LinearProgram,
    found: Solution,
    options: Options,
    start: NDArray[np.float64] | None,
    on_progress: Callable[[Progress], None] | None,
    cancel: Event,
) -> Solution:
    """Search from the best plan on; return the better plan of two, with the better bound."""
    extra = {**(PROOF if found.has_plan else {}), **options.extra}
    known = found.x if found.has_plan else start
    try:
        proof = solve(
            program, replace(options, extra=extra), start=known, on_progress=on_progress, cancel=cancel
        )
    except KeyboardInterrupt:
        cancel.set()
        return replace(found, raw_status=INTERRUPTED)
    except SolverError as error:
        if not found.has_plan:
            raise
        return replace(found, raw_status=f"Ended early: {error}")
    bound = max(found.bound, proof.bound)
    if not found.has_plan or (proof.has_plan and proof.objective <= found.objective):
        return replace(proof, bound=bound)
    status = Status.OPTIMAL if proof.status is Status.OPTIMAL else Status.FEASIBLE
    return replace(found, status=status, raw_status=proof.raw_status, bound=bound, nodes=proof.nodes)
