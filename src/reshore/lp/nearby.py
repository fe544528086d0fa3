"""Whole decisions near others, by what the cuts say so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reshore.lp.highs import solve
from reshore.lp.solution import Options

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reshore.lp.benders import Decomposition
    from reshore.lp.master import Point

    Floats = NDArray[np.float64]

NEAR = 1e-3
"""Distance from a whole number within which a column is rounded."""

NODES = 200
"""Nodes of the search for whole decisions near others."""

CHEAP = 0.3
"""Share of what is between bound and plan that an integer may cost to be searched for again."""

MISSES = 2
"""Searches in a row without a better plan after which there are no more."""

MANY = 200
"""Integers beyond which a search of them is no small one."""

PROMISE = 1e-4
"""Relative difference to the best plan that is worth another search."""

WORTH = 0.05
"""Share of what is between bound and plan that a search of all decisions has to win for another one."""

GAP = 1e-3
"""Relative gap at which it ends: the cuts know no better."""


def explore(search: Decomposition, root: Point, rounds: int) -> None:
    """Look for better plans near an optimum of the relaxation, as long as the cuts promise any.

    First integers that are whole there stay as they are; then those are searched for too whose reduced costs
    are small beside what is between bound and plan.

    Parameters
    ----------
    search
        The decomposition.
    root
        The optimum.
    rounds
        Times that plans are looked for in each of the two ways at most.
    """
    near = np.abs(root.y - np.round(root.y)) <= NEAR
    for loose in (False, True):
        misses = 0
        for _ in range(rounds):
            if search.closed(search.bound):
                return
            before = search.best
            cheap = _cheap(search, root) if loose else np.zeros_like(near)
            promised = _promise(search, root.y, near & ~cheap)
            known = np.isfinite(search.best)
            misses = 0 if search.best < before else misses + 1
            kept = known and search.best - promised <= PROMISE * abs(search.best)
            if np.isinf(promised) or kept or misses == MISSES:
                break


def _cheap(search: Decomposition, root: Point) -> NDArray[np.bool_]:
    """Integers that cost little to change, by reduced costs; the cheapest ones where there are many."""
    room, price = search.best - root.objective, np.abs(root.reduced)
    if not np.isfinite(room):
        return np.zeros_like(search.master.integer)
    price = np.where(search.master.integer, price, np.inf)
    most = np.partition(price, min(MANY, len(price) - 1))[min(MANY, len(price) - 1)]
    return np.asarray(price < min(CHEAP * room, most))


def survey(search: Decomposition, rounds: int) -> None:
    """Search all whole decisions by what the cuts say: what these promise at least is a bound.

    The classical way of Benders, worth its time while bound or plan get better by it.

    Parameters
    ----------
    search
        The decomposition.
    rounds
        Times at most.
    """
    nothing = np.zeros_like(search.master.integer)
    for _ in range(rounds):
        if search.closed(search.bound):
            return
        before = search.best - search.bound
        promised = _promise(search, search.master.lower, nothing, search.gap / 4)
        if np.isfinite(promised):
            search.bound = max(search.bound, min(promised, search.best))
        if search.best - search.bound > (1 - WORTH) * before:
            return


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
    before = search.best
    _promise(search, y, np.abs(y - np.round(y)) <= NEAR if fixed is None else fixed)
    return search.best < before


def _promise(search: Decomposition, y: Floats, fixed: NDArray[np.bool_], gap: float = GAP) -> float:
    """Look for whole decisions; return what the cuts promised of them, infinite where there are none."""
    master = search.master
    near = np.clip(np.round(y), np.ceil(master.lower), np.floor(master.upper))
    fixed = master.integer & fixed
    lower, upper = np.where(fixed, near, master.lower), np.where(fixed, near, master.upper)
    options = Options(
        gap=gap, time_limit=search.limits.left, seed=search.seed, extra={"mip_max_nodes": NODES}
    )
    found = solve(master.program(lower, upper), options, cancel=search.limits.cancel)
    if not found.has_plan:
        return np.inf
    value = search.evaluate(found.x[: len(y)].copy())
    search.add(value)
    if np.isinf(value.cost) and np.isinf(search.best):
        # Continuous decisions that the cuts don't know enough of, such as capacity, may be all that is amiss.
        x = np.zeros(search.stages.program.shape[1])
        x[search.stages.first] = value.y
        search.complete(x)
    return found.bound * master.unit
