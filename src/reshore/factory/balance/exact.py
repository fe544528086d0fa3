"""The exact core on arrays: fewest stations at a takt, searched in both directions at once."""

from __future__ import annotations

import time as clock
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from reshore.errors import UsageError
from reshore.factory.balance.graph import Graph

if TYPE_CHECKING:
    from reshore.factory.balance.arrays import Integers
    from reshore.factory.balance.side import Side

STEPS = 1_000
"""Steps of the heuristic for a station."""

HEURISTIC_SHARE = 0.05
"""Share of the time limit that the heuristic gets."""


@dataclass(frozen=True, slots=True)
class Limits:
    """When the search ends without a proof.

    Attributes
    ----------
    seconds
        Wall time.
    states
        States remembered, both directions together: about 80 bytes each, and an eighth a task.
    """

    seconds: float = 60.0
    states: int = 4_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """The best line found.

    Attributes
    ----------
    station
        Place of each task's station on the line, from 0 on.
    used
        Stations, parallel ones counted.
    bound
        No line has fewer.
    """

    station: Integers
    used: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether no line has fewer stations."""
        return self.used <= self.bound


def fewest(
    graph: Graph,
    time: Integers,
    kind: Integers,
    width: Integers,
    takt: int,
    limits: Limits,
    goal: int | None = None,
) -> Found:
    """Find the line with the fewest stations.

    Parameters
    ----------
    graph
        Order of the tasks.
    time, kind, width
        Of each task: whole units of time, its kind of station (0, 1, ...; a station is of one kind), and how
        many parallel stations it needs. A station is as wide as its widest task.
    takt
        Time that a task has in a station of width 1, in the same unit; tasks fit into their width.
    limits
        When to end without a proof.
    goal
        Look for a line of so many stations only, and be content with the first.

    Raises
    ------
    UsageError
        If numba isn't installed.
    """
    if len(time) == 0:
        return Found(np.zeros(0, np.int64), 0, 0)
    _compile()
    deadline = clock.perf_counter() + limits.seconds
    sides = _sides(graph, time, kind, width, takt)
    bound = max(side.bound for side in sides)
    aim = bound if goal is None else max(bound, goal)
    best = _construct(sides, bound, aim, deadline - (1 - HEURISTIC_SHARE) * limits.seconds)
    if best.used <= aim or (goal is not None and bound > goal):
        return best
    return _prove(sides, best, aim, goal, deadline, limits.states)


@cache
def _compile() -> None:
    """Go through the whole search once, so that no limit counts the time that compiling takes."""
    time, zeros = np.array([2, 2, 2], np.int64), np.zeros(3, np.int64)
    for side in _sides(Graph.of(3, []), time, zeros, zeros + 1, 3):
        side.fill(time.astype(np.float64), STEPS)
        side.start(4)
        side.go(4, 0)


def _sides(graph: Graph, time: Integers, kind: Integers, width: Integers, takt: int) -> list[Side]:
    try:
        from reshore.factory.balance.side import Side
    except ModuleNotFoundError as error:
        if error.name != "numba":
            raise
        raise UsageError('balancing a line needs numba: pip install "reshore[sim]"') from None
    return [Side(graph, time, kind, width, takt, turned=turned) for turned in (False, True)]


def _construct(sides: list[Side], bound: int, aim: int, deadline: float) -> Found:
    """Return the best line of the heuristic."""
    lines = (
        side.fill(weight, STEPS)
        for weights in zip(*(side.weights() for side in sides), strict=True)
        for side, weight in zip(sides, weights, strict=True)
    )
    used, station = next(lines)
    for count, line in lines:
        if used <= aim or clock.perf_counter() > deadline:
            break
        if count < used:
            used, station = count, line
    return Found(station, used, bound)


def _prove(sides: list[Side], best: Found, aim: int, goal: int | None, deadline: float, states: int) -> Found:
    """Search from both ends in turn until one of the searches is through."""
    below = best.used if goal is None else goal + 1
    for side in sides:
        side.start(below)
    while clock.perf_counter() < deadline and not all(side.full for side in sides):
        for side in sides:
            if side.full:
                continue
            through = side.go(below, states // len(sides))
            if side.used < below:
                below = side.used
                best = Found(side.found(), below, best.bound)
            if through:
                return replace(best, bound=below)
            if best.used <= aim:
                return best
    return best
