"""The modified Hoffmann heuristic: fill one station after the other with the load that weighs most.

Hoffmann (1963); weights as in Sewell and Jacobson (2012).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.factory.balance.arrays import DEPTH, SHORT
from reshore.factory.balance.compiled import kernel
from reshore.factory.balance.loads import advance, begin, count_left

if TYPE_CHECKING:
    from reshore.factory.balance.arrays import Floats, Integers, Tasks, Walk


@kernel
def fill(
    tasks: Tasks, walk: Walk, takt: int, weight: Floats, most: int, station: Integers, best: Integers
) -> int:
    """Return the number of stations of a line; `station` is filled with the place of each task.

    Parameters
    ----------
    tasks, walk, takt
        What is done, room to work in, and the time a station has.
    weight
        Of each task, in the unit of its time.
    most
        Steps that the search for the load of a station may take.
    station, best
        Filled, one entry a task; `best` is room to work in.
    """
    used, left, place = 0, len(tasks.time), 0
    walk.done[:] = False
    while left > 0:
        count_left(tasks, walk)
        highest, size, width = 0.0, 0, 0
        for choice in range(len(tasks.choice_kind)):
            begin(tasks, walk, choice, takt, tasks.choice_width[choice] * takt)
            while advance(tasks, walk, most):
                depth = walk.at[DEPTH]
                total = -float(tasks.choice_width[choice] * takt)
                for k in range(depth):
                    total += weight[walk.picked[k]]
                if size == 0 or total > highest:
                    highest, size, width = total, depth, tasks.choice_width[choice]
                    best[:depth] = walk.picked[:depth]
            walk.at[SHORT] = 0
        if size == 0:
            return -1
        for k in range(size):
            station[best[k]] = place
            walk.done[best[k]] = True
        used, left, place = used + width, left - size, place + 1
    return used
