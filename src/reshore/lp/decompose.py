"""The way for large programs: decisions and flows apart, with a plan early and a proof in the end."""

from __future__ import annotations

import time
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

import numpy as np

from reshore.errors import SolverError
from reshore.lp.benders import Decomposition
from reshore.lp.core import core, solve_core
from reshore.lp.cuts import extend
from reshore.lp.highs import solve
from reshore.lp.limits import Endless, Limits, Stopped
from reshore.lp.nearby import explore, round_near, survey
from reshore.lp.relaxation import relax, tighten
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

ROUNDINGS = 4
"""Times in a row that whole decisions are looked for near the relaxation, while cuts promise better ones."""

FEW = 100
"""Nodes after which the solver gets what is left, if that is small."""

SMALL = 60_000
"""Columns, not fixed, of a program that the solver does well on."""


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
        What to minimise. Where costs turn out to have no end, the verdict is the solver's.
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
    limits = Limits(begin + options.time_limit, cancel)
    searched = program if valid is None else extend(program, valid)
    search, told = None, "Optimal"
    try:
        stages = Stages.of(searched, first)
        search = Decomposition(stages, limits, options.gap, options.seed, options.threads, on_progress)
        if not _search(search, options, start) and search.plan is None:
            told = "Infeasible"
    except Stopped:
        told = "Interrupted by user" if cancel.is_set() else "Time limit reached"
    except KeyboardInterrupt:
        cancel.set()
        told = "Interrupted by user"
    except Endless:
        return _left(program, options, begin, on_progress, cancel)
    except SolverError as error:
        if search is None or search.plan is None:
            raise
        told = f"Ended early: {error}"
    if search is None or search.plan is None:
        solution = _without_plan(program, told, -np.inf if search is None else search.bound)
    else:
        solution = settle(
            program,
            search.plan,
            search.bound,
            options,
            limits.left,
            told=told,
            ended=told == "Optimal",
            nodes=search.nodes,
        )
    return replace(solution, seconds=time.perf_counter() - begin)


def _search(search: Decomposition, options: Options, start: NDArray[np.float64] | None) -> bool:
    """Search to the end; return whether there can be a plan."""
    known = np.zeros_like(search.master.integer) if start is None else ~np.isnan(start[search.stages.first])
    all_known = bool(known[search.master.integer].all())
    if start is not None and all_known:
        search.complete(np.where(np.isnan(start), 0.0, start))
    root = relax(search, max(ROOT * search.gap, FINEST))
    if root is None:
        return False
    if start is not None and not all_known:
        round_near(search, np.where(known, start[search.stages.first], root.y), known)
    explore(search, root, ROUNDINGS)
    tighten(search, root)
    survey(search, ROUNDINGS)
    tighten(search, root)
    tree = Tree(search)
    found = tree.run(FEW)
    if tree.open and search.plan is not None:
        tighten(search, root)
        left = core(search)
        if (left.lower < left.upper).sum() <= SMALL:
            solve_core(search, left, options)
            return True
    return tree.run() if tree.open else found


def _left(
    program: LinearProgram,
    options: Options,
    begin: float,
    on_progress: Callable[[Progress], None] | None,
    cancel: Event,
) -> Solution:
    """Leave a program without an end to the solver: there may be no plan for all that."""
    left = replace(options, time_limit=max(0.0, begin + options.time_limit - time.perf_counter()))
    solution = solve(program, left, on_progress=on_progress, cancel=cancel)
    return replace(solution, seconds=time.perf_counter() - begin)


def _without_plan(program: LinearProgram, told: str, bound: float) -> Solution:
    if told == "Infeasible":
        return Solution.without_plan(program.shape, Status.INFEASIBLE, told)
    status = Status.FAILED if told == "Optimal" else Status.NO_PLAN
    return Solution.without_plan(program.shape, status, told, bound=bound)
