"""Whole decisions near others, by what the cuts say so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reshore.lp.highs import solve
from reshore.lp.solution import Options

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reshore.lp.benders import Decomposition

    Floats = NDArray[np.float64]

NEAR = 1e-3
"""Distance from a whole number within which a column is rounded."""

NODES = 200
"""Nodes of the search for whole decisions near others."""

GAP = 1e-3
"""Relative gap at which it ends: the cuts know no better."""


def round_near(search: Decomposition, y: Floats, fixed: NDArray[np.bool_] | None = None) -> bool:
    """Look for whole decisions and learn from them; return whether they are the best plan yet.

    Parameters
    ----------
    search
        The decomposition.
    y
        Decisions, whole or not.
    fixed
        Those that stay as they are in `y`, rounded; by default the integers that are whole there. The others
        are searched for.

    Raises
    ------
    Stopped
        If the limits came first.
    """
    master = search.master
    near = np.clip(np.round(y), np.ceil(master.lower), np.floor(master.upper))
    fixed = master.integer & (np.abs(y - near) <= NEAR if fixed is None else fixed)
    lower, upper = np.where(fixed, near, master.lower), np.where(fixed, near, master.upper)
    options = Options(
        gap=GAP, time_limit=search.limits.left, seed=search.seed, extra={"mip_max_nodes": NODES}
    )
    found = solve(master.program(lower, upper), options, cancel=search.limits.cancel)
    if not found.has_plan:
        return False
    before = search.best
    value = search.evaluate(found.x[: len(y)].copy())
    search.add(value)
    if np.isinf(value.cost) and np.isinf(search.best):
        # Continuous decisions that the cuts don't know enough of, such as capacity, may be all that is amiss.
        x = np.zeros(search.stages.program.shape[1])
        x[search.stages.first] = value.y
        search.complete(x)
    return search.best < before
