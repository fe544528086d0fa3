"""The port to HiGHS: a program in, a solution out, with progress, limits and Ctrl-C."""

from __future__ import annotations

import time
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

import numpy as np
from highspy import HighsModelStatus as Raw

from reshore.lp.engine import load, raw_status, read, run
from reshore.lp.refine import refined
from reshore.lp.solution import Options, Solution, Status, relative_gap

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from reshore.lp.program import LinearProgram
    from reshore.lp.solution import Progress

ABSOLUTE_GAP = 1e-6
"""Gap in the unit of the objective at which HiGHS stops in any case."""

POLISH_SHARE = 0.1
"""Share of the time limit that polishing gets at least."""

STRICT = 1e-9
"""Tolerance on integers for the second run, where a plan that used the usual one got worse by polishing."""


def solve(
    program: LinearProgram,
    options: Options | None = None,
    *,
    start: NDArray[np.float64] | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    cancel: Event | None = None,
) -> Solution:
    """Solve a program.

    Parameters
    ----------
    program
        What to minimise.
    options
        Gap, limits and the like.
    start
        One value a column: integers to start from (NaN: unknown), or a whole plan. An LP takes no notice.
    on_progress
        Called from another thread while integers are searched for.
    cancel
        Set it to stop early with what there is. Ctrl-C does the same; a second one is passed on.

    Returns
    -------
    Solution
        After a mixed-integer run, integer columns are rounded, the rest solved again for them, and duals are
        those of that LP. Where that makes the plan worse than the gap allows, because a link with a large
        coefficient let something through a column of a millionth, the run is repeated with a strict
        tolerance. A plan that doesn't survive even so is a failure. The optimum of an LP that misses rows is
        refined.

    Raises
    ------
    SolverError
        If the solver refuses the program.
    UsageError
        If `options.extra` names an option that the solver doesn't have.
    """
    options = options or Options()
    cancel = cancel or Event()
    begin = time.perf_counter()

    def left() -> Options:
        return replace(options, time_limit=max(0.0, begin + options.time_limit - time.perf_counter()))

    solution = _solve_once(program, options, start, on_progress, cancel)
    if program.integer.any() and solution.has_plan:
        solution = _polish(program, solution, options, left())
        if not _sound(solution, options):
            strict = replace(left(), extra={**options.extra, "mip_feasibility_tolerance": STRICT})
            known = solution.x if solution.polished else None
            again = _solve_once(program, strict, known, on_progress, cancel)
            if again.has_plan:
                solution = _polish(program, again, options, left())
            if solution.has_plan and not _sound(solution, options):
                solution = replace(solution, status=Status.FEASIBLE)
    elif solution.status is Status.OPTIMAL and not program.integer.any():
        solution = refined(program, solution, lambda lp: _solve_once(lp, left(), None, None, cancel))
    return replace(solution, seconds=time.perf_counter() - begin)


def solve_fixed(
    program: LinearProgram,
    x: NDArray[np.float64],
    options: Options | None = None,
    *,
    cancel: Event | None = None,
) -> Solution:
    """Solve the LP that remains when every integer column is fixed at its rounded value in `x`.

    Its duals are the marginal values of a mixed-integer plan.
    """
    whole = np.where(program.integer, np.round(x), 0.0)
    fixed = replace(
        program,
        lower=np.where(program.integer, whole, program.lower),
        upper=np.where(program.integer, whole, program.upper),
        integer=np.zeros_like(program.integer),
    )
    return solve(fixed, options, cancel=cancel)


def _solve_once(
    program: LinearProgram,
    options: Options,
    start: NDArray[np.float64] | None,
    on_progress: Callable[[Progress], None] | None,
    cancel: Event,
    *,
    afresh: bool = False,
) -> Solution:
    highs = load(program, options)
    if start is not None and program.integer.any():
        given = ~np.isnan(start)
        # A whole plan needs no LP, whose time HiGHS counts apart from that of the search.
        known = np.flatnonzero(given if given.all() else given & program.integer).astype(np.int32)
        highs.setSolution(len(known), known, np.where(program.integer, np.round(start), start)[known])
    run(highs, cancel, on_progress)
    if highs.getModelStatus() == Raw.kSolveError and not afresh:
        # Seen of a program that was solved at once when it was handed over again.
        left = max(0.0, options.time_limit - highs.getRunTime())
        another = replace(options, time_limit=left, seed=options.seed + 1)
        return _solve_once(program, another, None, on_progress, cancel, afresh=True)
    if highs.getModelStatus() != Raw.kUnboundedOrInfeasible:
        return read(highs, program)
    # Without costs a program can't be unbounded: it is infeasible, or its costs have no end.
    left = options.time_limit - highs.getRunTime()
    free = load(
        replace(program, cost=np.zeros_like(program.cost)), replace(options, time_limit=max(left, 0.0))
    )
    run(free, cancel)
    verdict = read(free, program)
    status = Status.UNBOUNDED if verdict.has_plan else verdict.status
    told = f"{raw_status(highs)}; without costs: {raw_status(free)}"
    return Solution.without_plan(program.shape, status, told)


def _sound(solution: Solution, options: Options) -> bool:
    """Whether a polished plan is what its status says."""
    difference = solution.objective - solution.bound
    within = solution.gap <= options.gap or difference <= ABSOLUTE_GAP
    return solution.has_plan and (within or solution.status is not Status.OPTIMAL)


def _polish(program: LinearProgram, solution: Solution, options: Options, left: Options) -> Solution:
    limit = max(left.time_limit, POLISH_SHARE * options.time_limit)
    fixed = solve_fixed(program, solution.x, replace(options, time_limit=limit))
    if fixed.status is Status.INFEASIBLE:
        told = f"{solution.raw_status}; with integers rounded: {fixed.raw_status}"
        return Solution.without_plan(program.shape, Status.FAILED, told)
    if fixed.status is not Status.OPTIMAL:
        return solution
    return replace(
        solution,
        x=np.where(program.integer, np.round(solution.x), fixed.x) + 0.0,  # no minus zero
        row_activity=fixed.row_activity,
        row_dual=fixed.row_dual,
        reduced_cost=fixed.reduced_cost,
        objective=fixed.objective,
        gap=relative_gap(fixed.objective, solution.bound),
        polished=True,
    )
