"""The solver with a good plan to start from: for programs that are large and hard to take apart."""

from __future__ import annotations

import time
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

import numpy as np

from reshore.lp.cuts import extend
from reshore.lp.highs import solve
from reshore.lp.improve import Improvement
from reshore.lp.settle import settle
from reshore.lp.solution import Options, Progress, Solution, Status, relative_gap

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from reshore.lp.cuts import Rows
    from reshore.lp.program import LinearProgram

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
    valid: Rows | None = None,
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
    valid
        Rows that every plan keeps anyway, to make the bound better.
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
    options = replace(options, extra={**CAREFUL, **options.extra})
    searched = program if valid is None else extend(program, valid)

    reached = [np.inf, -np.inf]

    def later(progress: Progress) -> None:
        reached[0], reached[1] = min(reached[0], progress.incumbent), max(reached[1], progress.bound)
        if on_progress:
            gap = relative_gap(reached[0], reached[1])
            seconds = time.perf_counter() - begin
            on_progress(Progress(seconds, reached[0], reached[1], gap, progress.nodes))

    def left() -> float:
        return max(0.0, begin + options.time_limit - time.perf_counter())

    deadline = begin + SHARE * options.time_limit
    found = Improvement(searched, switches, groups, options, deadline, cancel, later).run(start)
    hopeless = found.status in (Status.INFEASIBLE, Status.UNBOUNDED, Status.FAILED)
    if hopeless or cancel.is_set() or found.gap <= options.gap:
        best, ended = found, found.gap <= options.gap
    else:
        extra = {**(PROOF if found.has_plan else {}), **options.extra}
        point = found.x if found.has_plan else start
        proof = solve(
            searched,
            replace(options, time_limit=left(), extra=extra),
            start=point,
            on_progress=later,
            cancel=cancel,
        )
        best, ended = _better(found, proof), proof.status is Status.OPTIMAL
    if best.has_plan:
        best = settle(
            program,
            best.x,
            best.bound,
            options,
            left(),
            told=best.raw_status,
            ended=ended,
            nodes=best.nodes,
        )
    else:
        best = Solution.without_plan(program.shape, best.status, best.raw_status, bound=best.bound)
    return replace(best, seconds=time.perf_counter() - begin)


def _better(found: Solution, proof: Solution) -> Solution:
    """Return the better plan of two, with the better bound."""
    bound = max(found.bound, proof.bound)
    if not found.has_plan or (proof.has_plan and proof.objective <= found.objective):
        return replace(proof, bound=bound)
    return replace(found, bound=bound, raw_status=proof.raw_status, nodes=proof.nodes)
