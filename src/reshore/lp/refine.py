"""Iterative refinement of an LP's solution: what its rows miss is found out and solved for again.

A basis that hardly holds together, such as that of stocks whose small part arrives a period later, period
after period, makes the solver say optimal of a point at which rows are missed by more than they may. What is
missed is small: the same LP seen from that point, enlarged, is solved to it (Gleixner, Steffy and Wolter
2016, "Iterative refinement for linear programming", INFORMS Journal on Computing 28(3)).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from reshore.lp.solution import Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from reshore.lp.program import LinearProgram
    from reshore.lp.solution import Solution

HELD = 1e-7
"""By which part of what is added up in it a row may be missed."""

ROUNDS = 3
"""Most refinements of a solution."""

LARGEST = 2.0**10
"""Most by which an LP is enlarged: its bounds have to stay within the solver's reach."""


def missed(program: LinearProgram, solution: Solution) -> tuple[float, float]:
    """Return by how much the worst row is missed, and the most as a part of what is added up in a row."""
    x, matrix = solution.x, program.matrix
    activity = matrix @ x
    by = np.maximum(np.maximum(program.row_lower - activity, activity - program.row_upper), 0.0)
    return float(by.max(initial=0.0)), float((by / (1.0 + abs(matrix) @ np.abs(x))).max(initial=0.0))


def refined(
    program: LinearProgram, solution: Solution, again: Callable[[LinearProgram], Solution]
) -> Solution:
    """Return the optimum of an LP with its rows held, as far as that can be reached.

    Parameters
    ----------
    program
        An LP.
    solution
        Its optimum as the solver found it.
    again
        Solves an LP; what doesn't end with an optimum leaves the solution as it is.
    """
    for _ in range(ROUNDS):
        worst, part = missed(program, solution)
        if part <= HELD:
            break
        better = _step(program, solution, min(LARGEST, max(1.0, 2.0 ** np.floor(-np.log2(worst)))), again)
        if better is None or missed(program, better)[1] >= part:
            break
        solution = better
    return solution


def _step(
    program: LinearProgram, solution: Solution, scale: float, again: Callable[[LinearProgram], Solution]
) -> Solution | None:
    """Solve the LP as it is seen from a point, so many times enlarged; None where that fails."""
    x = solution.x
    activity = program.matrix @ x
    found = again(
        replace(
            program,
            lower=(program.lower - x) * scale,
            upper=(program.upper - x) * scale,
            row_lower=(program.row_lower - activity) * scale,
            row_upper=(program.row_upper - activity) * scale,
        )
    )
    if found.status is not Status.OPTIMAL:
        return None
    x = np.clip(x + found.x / scale, program.lower, program.upper)
    objective = float(program.cost @ x)
    return replace(found, x=x, row_activity=program.matrix @ x, objective=objective, bound=objective, gap=0.0)
