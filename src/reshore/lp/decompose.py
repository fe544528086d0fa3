"""The way for large programs: decisions and flows apart, with a plan early and a proof in the end."""

from __future__ import annotations

import time
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

import numpy as np

from reshore.lp.benders import Decomposition, Stopped
from reshore.lp.cuts import extend
from reshore.lp.settle import settle
from reshore.lp.solution import Options, Solution, Status
from reshore.lp.stages import Stages
from reshore.lp.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from reshore.lp.cuts import Rows
    from reshore.lp.program import LinearProgram
    from reshore.lp.solution import Progress

ROOT = 0.1
"""Share of the gap asked for to which the relaxation is solved before branching."""

FINEST = 1e-5
"""Relative gap to which it is solved at least: the tree makes the cuts that matter."""

ROUNDINGS = 5
"""Times in a row that whole decisions are looked for near the relaxation, while they get better."""


def decompose(
    program: LinearProgram,
    first: NDArray[np.bool_],
    options: Options | None = None,
    *,
    valid: Rows | None = None,
    start: NDArray[np.float64] | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    cancel: Event | None = None,
) -> Solution:
    """Solve a program by cuts in the space of its first stage.

    Parameters
    ----------
    program
        What to minimise. Its first stage has to be bounded.
    first
        One value a column: whether it is decided first; every integer column is.
    options
        Gap, limits and the like; `extra` is for the last LP, which has the flows of the plan.
    valid
        Rows that every plan keeps anyway, to make the bound better.
    start
        One value a column: integers to start from (NaN: unknown).
    on_progress
        Called while the search runs, from this thread.
    cancel
        Set it to stop early with what there is. Ctrl-C does the same.

    Returns
    -------
    Solution
        Integers are whole; the rest, and duals, are those of the LP that remains.

    Raises
    ------
    SolverError
        If the solver fails.
    """
    options, cancel = options or Options(), cancel or Event()
    begin = time.perf_counter()
    searched = program if valid is None else extend(program, valid)
    stages = Stages.of(searched, first)
    search = Decomposition(stages, begin + options.time_limit, cancel, options.seed, on_progress)
    told = "Optimal"
    try:
        if not _search(search, options.gap, start):
            told = "Infeasible"
    except Stopped:
        told = "Interrupted by user" if cancel.is_set() else "Time limit reached"
    except KeyboardInterrupt:
        cancel.set()
        told = "Interrupted by user"
    if search.plan is None:
        status = Status.INFEASIBLE if told == "Infeasible" else Status.NO_PLAN
        seconds = time.perf_counter() - begin
        return Solution.without_plan(program.shape, status, told, bound=search.bound, seconds=seconds)
    left = begin + options.time_limit - time.perf_counter()
    solution = settle(
        program,
        search.whole_plan(),
        search.bound,
        options,
        left,
        told=told,
        ended=told == "Optimal",
        nodes=search.nodes,
    )
    return replace(solution, seconds=time.perf_counter() - begin)


def _search(search: Decomposition, gap: float, start: NDArray[np.float64] | None) -> bool:
    """Search to the end; whether there can be a plan."""
    if start is not None:
        known = start[search.stages.first]
        search.round(np.where(np.isnan(known), 0.5, known))
    root = search.relax(max(ROOT * gap, FINEST))
    if root is None:
        return False
    for _ in range(ROUNDINGS):
        if not search.round(root.y):
            break
    search.tighten(root)
    Tree(search, gap).run()
    return search.plan is not None
