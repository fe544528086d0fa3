"""The plan at the end of a search: integers whole, the rest and its marginal values by one last LP."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from reshore.lp.highs import ABSOLUTE_GAP, POLISH_SHARE, solve_fixed
from reshore.lp.solution import Solution, Status, relative_gap

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reshore.lp.program import LinearProgram
    from reshore.lp.solution import Options


def settle(
    program: LinearProgram,
    x: NDArray[np.float64],
    bound: float,
    options: Options,
    left: float,
    *,
    told: str,
    ended: bool,
    nodes: int = 0,
) -> Solution:
    """Return the solution that a search ends with.

    Parameters
    ----------
    program
        What was asked for, without the rows that a search adds for itself.
    x
        The best plan, one value a column.
    bound
        No plan costs less.
    options
        The gap asked for, and how to solve the LP.
    left
        Seconds left; some are taken anyway, since marginal values are worth them.
    told, ended
        How the search ended in words, and whether by itself.
    nodes
        Of its tree.
    """
    whole = np.where(program.integer, np.round(x), x) + 0.0  # no minus zero
    limit = max(left, POLISH_SHARE * options.time_limit)
    fixed = solve_fixed(program, whole, replace(options, time_limit=limit))
    if fixed.status is Status.OPTIMAL:
        solution = replace(fixed, x=np.where(program.integer, whole, fixed.x) + 0.0)
    elif fixed.status is Status.INFEASIBLE:
        return Solution.without_plan(
            program.shape, Status.FAILED, f"{told}; with integers rounded: infeasible"
        )
    else:
        nothing = Solution.without_plan(program.shape, Status.FEASIBLE, told)
        activity, objective = program.matrix @ whole, float(program.cost @ whole)
        solution = replace(nothing, x=whole, row_activity=activity, objective=objective)
    gap = relative_gap(solution.objective, bound)
    close = gap <= options.gap or solution.objective - bound <= ABSOLUTE_GAP
    return replace(
        solution,
        status=Status.OPTIMAL if ended and close else Status.FEASIBLE,
        raw_status=told,
        bound=min(bound, solution.objective),
        gap=gap,
        nodes=nodes,
    )
