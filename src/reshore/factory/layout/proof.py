"""Goes through the layers of the exact search for two rows, with an eye on the clock and on memory."""

from __future__ import annotations

import time as clock
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reshore.factory.layout.ahead import look_ahead
from reshore.factory.layout.corridor import CANDIDATES, DONE, FULL, NARROW, NEXT, USED, extend
from reshore.factory.layout.sets import Sets
from reshore.factory.layout.states import NONE, States

if TYPE_CHECKING:
    from reshore.factory.layout.rows import Integers, Rows

AHEAD = 1 << 14
"""Sets that are looked ahead from between two looks at the clock."""

ROOM = 1 << 12
"""States that there is room for at first."""

STEPS = 256
"""Sets whose states are found between two looks at the clock."""

ROUNDING = 1e-9
"""Share of the work by which an arrangement has to be better to count as better."""


@dataclass(frozen=True, slots=True)
class Proof:
    """How far the exact search came.

    Attributes
    ----------
    bound
        No arrangement makes less work; infinite where none is possible.
    order
        Areas of each row of a better arrangement than the one known; None where there is none, or it wasn't
        found in time.
    """

    bound: float
    order: tuple[Integers, Integers] | None


def prove(rows: Rows, known: float, deadline: float, states: int) -> Proof:
    """Look for an arrangement that makes less work than one known.

    Parameters
    ----------
    rows
        What is laid out.
    known
        Work of the arrangement known; infinite where none is.
    deadline
        Reading of `time.perf_counter` at which to stop.
    states
        Left parts of arrangements that there is room for.
    """
    count = len(rows.length)
    sets = _look_ahead(rows, deadline)
    if sets is None:
        return Proof(0.0, None)
    store, start = States.of(min(ROOM, states)), np.zeros((1 << count, 2), np.int64)
    store.last[0], start[0, 1] = NONE, 1
    candidates, order = States.of(ROOM), np.zeros(ROOM, np.int64)
    record = np.array([0, 1, 0], np.int64)
    bound = max(0.0, float(sets.even[0]))
    for layer in range(1, count + 1):
        first = int(record[USED])
        record[NEXT] = (1 << layer) - 1
        while (
            end := extend(rows, sets, store, start, candidates, order, record, known * (1 - ROUNDING), STEPS)
        ) != DONE:
            if end == FULL and len(store.work) < states:
                store = store.larger(2 * len(store.work) + len(candidates.work))
            elif end == NARROW:
                room = 2 * int(record[CANDIDATES])
                candidates, order = States.of(room), np.zeros(room, np.int64)
            elif end == FULL or clock.perf_counter() > deadline:
                return Proof(min(bound, known), None)
        if first == record[USED]:
            return Proof(known, None)
        bound = max(bound, float(store.bound[first : record[USED]].min()))
    return Proof(float(store.work[first]), _trace(store, start, first))


def _look_ahead(rows: Rows, deadline: float) -> Sets | None:
    """Return what is known of each set, or None where the time ends before."""
    sets, lines = Sets.of(rows), np.zeros((len(rows.length), 2))
    above = len(sets.cut) - 1
    while above > 0:
        if clock.perf_counter() > deadline:
            return None
        look_ahead(rows, sets, lines, above, max(above - AHEAD, 0))
        above = max(above - AHEAD, 0)
    return sets


def _trace(store: States, start: Integers, state: int) -> tuple[Integers, Integers]:
    """Return the areas of both rows, from the state in which all are placed."""
    placed, side, row = len(start) - 1, int(store.side[state]), int(store.row[state])
    order: list[int] = []
    while placed:
        parent = int(store.parent[state])
        area = next(
            area
            for area in range(placed.bit_length())
            if placed >> area & 1 and start[placed ^ 1 << area, 0] <= parent < start[placed ^ 1 << area, 1]
        )
        order.append(area)
        placed, state = placed ^ 1 << area, parent
    beside = [
        np.array([a for a in reversed(order) if side >> a & 1 == inside], np.int64) for inside in (1, 0)
    ]
    return (beside[0], beside[1]) if row == 0 else (beside[1], beside[0])
