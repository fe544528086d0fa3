"""A first plan from the LP relaxation: chosen integers rounded, the rest solved for them."""

from __future__ import annotations

import time
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

import numpy as np

from reshore.lp.highs import solve
from reshore.lp.solution import Options, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reshore.lp.program import LinearProgram
    from reshore.lp.solution import Solution

THRESHOLDS = (0.5, 0.1, 1e-6)
"""Fractions from which a value is rounded up, tried one after the other."""

WHOLE = 1e-6
"""Distance from a whole number that counts as none."""


def rounding_start(
    program: LinearProgram,
    blocks: Sequence[str],
    options: Options | None = None,
    *,
    cancel: Event | None = None,
) -> Solution | None:
    """Look for a plan near the LP relaxation, for `start` of :func:`reshore.lp.highs.solve`.

    The integer columns of `blocks` are rounded, by one threshold after the other, and the rest is solved with
    them fixed. If no threshold gives a plan, those that are whole in the relaxation are fixed and the
    fractional ones searched.

    Parameters
    ----------
    program
        What to minimise.
    blocks
        Names of the blocks of columns that decide most of the rest: sites and capacity, not what follows.
    options
        Limits, for the start as a whole; the gap is that of the plan for the integers that were rounded.
    cancel
        Set it to stop with what there is; Ctrl-C does the same.

    Returns
    -------
    Solution or None
        The best plan found; its bound and gap are those of the program with integers fixed.
    """
    options, cancel = options or Options(), cancel or Event()
    deadline = time.perf_counter() + options.time_limit

    def run(limited: LinearProgram) -> Solution:
        left = max(0.0, deadline - time.perf_counter())
        return solve(limited, replace(options, time_limit=left), cancel=cancel)

    relaxed = run(replace(program, integer=np.zeros_like(program.integer)))
    if relaxed.status is not Status.OPTIMAL:
        return None
    chosen = np.zeros_like(program.integer)
    for name in blocks:
        chosen[program.columns[name].span] = True
    chosen &= program.integer
    found = [run(_fixed(program, chosen, np.floor(relaxed.x + 1 - threshold))) for threshold in THRESHOLDS]
    plans = [solution for solution in found if solution.has_plan]
    if not plans:
        whole = chosen & (np.abs(relaxed.x - np.round(relaxed.x)) <= WHOLE)
        repaired = run(_fixed(program, whole, np.round(relaxed.x)))
        plans = [repaired] if repaired.has_plan else []
    return min(plans, key=lambda solution: solution.objective, default=None)


def _fixed(program: LinearProgram, chosen: NDArray[np.bool_], x: NDArray[np.float64]) -> LinearProgram:
    """Return the program with the chosen columns fixed, as near to `x` as their bounds allow."""
    value = np.clip(x, np.ceil(program.lower), np.floor(program.upper))
    return replace(
        program,
        lower=np.where(chosen, value, program.lower),
        upper=np.where(chosen, value, program.upper),
        integer=program.integer & ~chosen,
    )
