"""Which left parts of arrangements of the same set beat others: whatever completes them, it is no worse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reshore.factory.compiled import piece
from reshore.factory.layout.order import sort_by
from reshore.factory.layout.sets import flow_to
from reshore.factory.layout.states import NONE

if TYPE_CHECKING:
    from reshore.factory.layout.rows import Integers, Rows
    from reshore.factory.layout.sets import Sets
    from reshore.factory.layout.states import States


@piece
def keep_best(
    rows: Rows, sets: Sets, then: int, new: States, made: int, states: States, used: int, order: Integers
) -> int:
    """Copy the candidates of a set that no other beats to the states; return how many there are then."""
    first = used
    shift, inside = _flows_to_come(rows, sets, then)
    sort_by(new.work, order, made)
    for place in range(made):
        one = order[place]
        for kept in range(used - first):
            if _beats(rows, sets, then, new, order[kept], one, shift, inside):
                break
        else:
            order[used - first] = one
            _copy(new, one, states, used)
            used += 1
    return used


@piece
def _flows_to_come(rows: Rows, sets: Sets, then: int) -> tuple[float, float]:
    """Return the flow of what is to come with what stands and fixed points, and twice that within it."""
    shift, inside = sets.cut[then], -sets.cut[then]
    for area in range(len(rows.length)):
        if then >> area & 1 == 0:
            inside += rows.total[area]
            for port in range(len(rows.port_x)):
                shift += rows.port_flow[port, area]
    return shift, inside


@piece
def _beats(
    rows: Rows, sets: Sets, then: int, new: States, one: int, two: int, shift: float, inside: float
) -> bool:
    """Say whether each completion of the second state makes at least as much work as the same of the first.

    Where the ends of rows are `apart`, what is to come is shifted by so much: to the right in one row, to the
    left in the other.
    """
    if new.closed[one] != new.closed[two] or new.row[one] != new.row[two]:
        return False
    apart = abs(new.lead[one] - new.lead[two]) / 2
    if apart > 0 and rows.room < np.inf:
        return False
    spare = new.work[two] - new.work[one] - apart * shift
    if spare < 0 or new.closed[one]:
        return bool(spare >= 0)
    if apart > 0 or new.last[one] != new.last[two]:
        spare -= apart * inside + _behind(rows, then, new.last[one], new.lead[one])
    if rows.aisle > 0 and new.side[one] != new.side[two]:
        for area in range(len(rows.length)):
            if then >> area & 1 == 0 and spare >= 0:
                gap = flow_to(sets, area, new.side[one]) - flow_to(sets, area, new.side[two])
                spare -= rows.aisle * abs(gap)
    return bool(spare >= 0)


@piece
def _behind(rows: Rows, then: int, last: int, lead: float) -> float:
    """Return at most what is added where centres to come are left of that of the longer row's last."""
    more = 0.0
    if last != NONE:
        for area in range(len(rows.length)):
            if then >> area & 1 == 0:
                back = lead - (rows.length[last] + rows.length[area]) / 2
                more += 2 * rows.flow[last, area] * max(0.0, back)
    return more


@piece
def _copy(new: States, one: int, states: States, at: int) -> None:
    states.work[at], states.lead[at], states.last[at] = new.work[one], new.lead[one], new.last[one]
    states.side[at], states.row[at], states.closed[at] = new.side[one], new.row[one], new.closed[one]
    states.parent[at], states.bound[at] = new.parent[one], new.bound[one]
