"""From areas to their best arrangement: which method, and how far it is proven."""

from __future__ import annotations

import time as clock
from functools import cache
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from reshore.chance.streams import Streams
from reshore.factory.layout.areas import Areas
from reshore.factory.layout.arrange import Arrangement, Limits
from reshore.factory.layout.bounds import least_work
from reshore.factory.layout.local import Walk, begin, search
from reshore.factory.layout.moves import Floor, settle, work_of
from reshore.factory.layout.proof import ROUNDING, prove
from reshore.factory.layout.rows import SCALE, Rows
from reshore.factory.layout.single import best_order
from reshore.factory.layout.split import shortest_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reshore.factory.layout.rows import Integers

MOST_SINGLE, MOST_DOUBLE = 22, 20
"""Areas up to which sets of them can be gone through, in one row and in two."""

FIRST = 500
"""Rounds of the local search before an exact one."""

CHUNK = 5
"""Rounds between two looks at the clock."""

PATIENCE = 1
"""Rounds an area without a better arrangement after which the local search starts anew."""


def solve(
    areas: Areas, rows: int, aisle: float, length: float, seed: int, limits: Limits, deadline: float
) -> Arrangement:
    """Return the best arrangement found until a reading of `time.perf_counter`."""
    wide = Rows.of(areas, rows, aisle, inf)
    if rows == 1:
        return _one_row(wide, seed, limits, deadline)
    found = _two_rows(wide, wide.row, seed, limits, deadline)
    if found.length <= length:
        return found
    shortest, row = shortest_rows(wide)
    narrow = Rows.of(areas, rows, aisle, max(length, shortest / SCALE))
    return _two_rows(narrow, row, seed, limits, deadline)


def _one_row(rows: Rows, seed: int, limits: Limits, deadline: float) -> Arrangement:
    """Return the best arrangement found in one row."""
    if len(rows.length) <= MOST_SINGLE:
        floor = _floor(rows, (best_order(rows),))
        return _arrangement(rows, floor, work_of(rows, floor, 0.0))
    return _arrangement(rows, _search(rows, rows.row, seed, limits.rounds, deadline), least_work(rows))


def _two_rows(rows: Rows, row: Integers, seed: int, limits: Limits, deadline: float) -> Arrangement:
    """Return the best arrangement found in two rows, with areas in given rows at first."""
    small = len(rows.length) <= MOST_DOUBLE
    floor = _search(rows, row, seed, min(FIRST, limits.rounds) if small else limits.rounds, deadline)
    bound = least_work(rows)
    if small:
        fits = _length(rows, floor) <= rows.room
        proof = prove(rows, work_of(rows, floor, 0.0) if fits else inf, deadline, limits.states)
        bound = max(bound, proof.bound)
        if proof.order is not None:
            floor = _floor(rows, proof.order)
    return _arrangement(rows, floor, bound)


def _search(rows: Rows, row: Integers, seed: int, rounds: int, deadline: float) -> Floor:
    """Return the best arrangement of a local search that starts anew where it comes no further."""
    # Dearer than carrying all flow from end to end.
    dear = float(rows.flow.sum() + rows.port_flow.sum()) * rows.length.sum() if rows.room < inf else 0.0
    best, least, left, start = Floor.of(0), inf, rounds, 0
    while left > 0 or start == 0:
        walk = Walk.of(rows, Streams(seed).key("layout", start))
        begin(rows._replace(row=row), walk)
        work, done = _go(rows, walk, left, dear, deadline)
        if work < least:
            best, least = walk.best, work
        left = 0 if clock.perf_counter() > deadline else left - done
        start += 1
    return best


def _go(rows: Rows, walk: Walk, rounds: int, dear: float, deadline: float) -> tuple[float, int]:
    """Go on until nothing better comes; return the least work, and the rounds that it took."""
    least, quiet, done = inf, 0, 0
    while True:
        steps = min(CHUNK, rounds - done)
        work = search(rows, walk, steps, dear)
        quiet, done = 0 if work < least else quiet + steps, done + steps
        least = work
        if done >= rounds or quiet >= PATIENCE * len(rows.length) or clock.perf_counter() > deadline:
            return least, done


def _floor(rows: Rows, order: Sequence[Integers]) -> Floor:
    """Return the arrangement with areas of each row in an order."""
    floor = Floor.of(len(rows.length))
    for row, areas in enumerate(order):
        floor.order[row, : len(areas)], floor.filled[row] = areas, len(areas)
    settle(rows, floor)
    return floor


def _length(rows: Rows, floor: Floor) -> float:
    """Return the length of the longer row."""
    return float((floor.centre + rows.length / 2).max())


def _arrangement(rows: Rows, floor: Floor, bound: float) -> Arrangement:
    """Return what is told of an arrangement."""
    work = work_of(rows, floor, 0.0)
    proven = bound >= work * (1 - 2 * ROUNDING)
    return Arrangement(
        row=floor.row,
        left=(floor.centre - rows.length / 2) / SCALE,
        work=work / SCALE,
        bound=min(bound, work) / SCALE,
        proven=bool(proven),
        length=_length(rows, floor) / SCALE,
    )


@cache
def compile_all() -> None:
    """Go through all that is compiled once, so that no limit counts the time that it takes."""
    areas = Areas(("a", "b", "c"), np.array([1.0, 2.0, 2.0]), np.ones((3, 3)) - np.eye(3))
    limits = Limits(inf, 1)
    for rows in (1, 2):
        solve(areas, rows, 1.0, 2.0, 0, limits, inf)
