"""What is left of a program once reduced costs have ruled decisions out, handed to the solver as a whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from reshore.lp.highs import solve
from reshore.lp.implied import extreme

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reshore.lp.benders import Decomposition
    from reshore.lp.program import LinearProgram
    from reshore.lp.solution import Options, Progress

    Floats = NDArray[np.float64]


def core(search: Decomposition) -> LinearProgram:
    """Return the program with the first stage within the bounds that are left of it.

    Flows that no decision within them allows are fixed.
    """
    stages, master = search.stages, search.master
    program = stages.program
    lower, upper = program.lower.copy(), program.upper.copy()
    lower[stages.first], upper[stages.first] = master.lower, master.upper
    for part in stages.parts:
        reach = part.reach + extreme(part.links, master.upper, master.lower)
        linked = part.columns[part.linked]
        np.minimum.at(upper, linked, np.maximum(reach, lower[linked]))
    return replace(program, lower=lower, upper=upper)


def solve_core(search: Decomposition, left: LinearProgram, options: Options) -> None:
    """Search what is left by the solver alone, from the best plan so far, and take its plan and bound over.

    Parameters
    ----------
    search
        The decomposition; it has a plan, and decisions were ruled out only if no better plan has them.
    left
        Its core.
    options
        Of the solver; the time limit is what is left of it.

    Raises
    ------
    Stopped
        If the limits came first.
    """
    known = search.best

    def better(progress: Progress) -> None:
        # What was ruled out costs no less than the plan did that was known by then.
        search.bound = max(search.bound, min(progress.bound, known))
        try:
            search.report()
        except KeyboardInterrupt:
            # Raised through the solver, it would take the solver's plan along.
            search.limits.cancel.set()

    found = solve(
        left,
        replace(options, time_limit=search.limits.left),
        start=search.plan,
        on_progress=better,
        cancel=search.limits.cancel,
    )
    search.bound = max(search.bound, min(found.bound, known))
    if found.has_plan:
        search.offer(found.x, found.objective)
    if not search.closed(search.bound):
        search.limits.check()
