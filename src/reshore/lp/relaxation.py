"""The relaxation of a program taken apart: cuts until the master's optimum is its own.

After Fischetti, Ljubic and Sinnl (2017, "Redesigning Benders decomposition for large-scale facility
location", Management Science 63(7)), cuts are made not at the optimum of the master but between it and a
point inside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reshore.errors import SolverError
from reshore.lp.benders import EXACT, WHOLE
from reshore.lp.limits import Endless
from reshore.lp.nearby import round_near

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reshore.lp.benders import Decomposition
    from reshore.lp.master import Master, Point

    Floats = NDArray[np.float64]

SHARE = 0.3
"""How far from the inner point towards the master's optimum cuts are made."""

QUICKER = 1.1
"""By what that grows when a cut didn't cut the optimum off."""

EARLY = 2
"""Cuts a part after which whole decisions are looked for the first time; then after twice as many each."""

SLACK = 1e-6
"""Share of the cost of the best plan by which a plan has to be worse to be taken out of the search."""


def relax(search: Decomposition, gap: float) -> Point | None:
    """Cut until the master's optimum is that of the relaxation, within a relative gap.

    Plans are looked for on the way; it ends before when one is near enough to the bound.

    Parameters
    ----------
    search
        The decomposition.
    gap
        Relative difference between a relaxed plan and the bound at which to end.

    Returns
    -------
    Point or None
        The optimum of the master; None if no decisions keep its rows and cuts.

    Raises
    ------
    Endless
        If costs fall without end.
    Stopped
        If the limits came first.
    SolverError
        If the solver fails.
    """
    master = search.master
    inner = master.most()
    if inner is None:
        return None
    value = search.evaluate(inner)
    search.add(value)
    reached, share, early = value.cost, SHARE, EARLY
    while True:
        point = master.solve()
        if point is None:
            return None
        if master.complete:
            search.bound = max(search.bound, point.objective)
        near = bool(np.isfinite(reached)) and reached - point.objective <= gap * abs(reached)
        if near or search.closed(search.bound):
            return point
        # Without a point that has flows there is no inside to go towards.
        y = share * point.y + (1 - share) * inner if np.isfinite(reached) else point.y
        value = search.evaluate(y)
        if value.cost < reached:
            reached, inner = value.cost, y
        size = abs(point.objective) if np.isfinite(point.objective) else 0.0
        if search.learn(value, point, EXACT * max(1.0, size)) <= gap * size:
            if share == 1.0:
                return _relaxed(master, point)
            share = min(1.0, share * QUICKER)
        if master.cuts >= early * len(search.recourses):
            early *= 2
            round_near(search, point.y)


def _relaxed(master: Master, point: Point) -> Point:
    """Return the optimum of the relaxation, if it is one."""
    if not master.complete:
        raise SolverError("flows that are infeasible by a hair are in the way of the relaxation")
    if np.isneginf(point.objective):
        raise Endless
    return point


def tighten(search: Decomposition, point: Point) -> None:
    """Take away decisions of which reduced costs at an optimum say that no better plan has them."""
    room = search.best - point.objective
    if not np.isfinite(room):
        return
    master = search.master
    steep = np.abs(point.reduced) > EXACT
    step = (room + SLACK * abs(search.best)) / np.where(steep, np.abs(point.reduced), 1.0)
    up, down = (master.integer & steep & (sign * point.reduced > 0) for sign in (1, -1))
    upper = np.where(up, np.floor(point.y + step + WHOLE), np.inf)
    lower = np.where(down, np.ceil(point.y - step - WHOLE), -np.inf)
    master.upper = np.minimum(master.upper, np.maximum(upper, master.lower))
    master.lower = np.maximum(master.lower, np.minimum(lower, master.upper))
