"""Two rows, exactly: dynamic programming over the sets of areas that stand to the left.

Areas are placed in the order of their left ends: always in the shorter row, until that row is closed and the
other goes on. All areas placed then have their centres to the left of whatever comes, but for the last of
the longer row; so what is to come depends on the set placed, on by how much one row is longer, on the area at
its end, and, where the corridor has a width, on which areas stand in it. A state is left out if a bound shows
that nothing better than an arrangement known comes of it, or if whatever completes it does as well with
another state of the same set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from reshore.factory.layout.rows import FREE, may_stand, port_work
from reshore.factory.layout.states import NONE

if TYPE_CHECKING:
    from reshore.factory.layout.ahead import Sets
    from reshore.factory.layout.rows import Integers, Rows
    from reshore.factory.layout.states import States

SHORTER, EQUAL, LONGER = range(3)
"""Where an area comes: into the shorter row; into the longer where both are as long; into the longer, with
the shorter closed."""

DONE, PAUSED, NARROW, FULL = range(4)
"""How a call ends: the layer is through, the steps are used up, there is no room for a set's candidates, or
none for more states."""

NEXT, USED, CANDIDATES = range(3)
"""Places in the search's record: the set that is next, states so far, and the room that candidates need."""


@njit(cache=True)
def extend(
    rows: Rows,
    sets: Sets,
    states: States,
    start: Integers,
    new: States,
    record: Integers,
    most: float,
    steps: int,
) -> int:
    """Find the states of so many sets of a layer, from the one in the record on.

    Parameters
    ----------
    rows, sets
        What is laid out, and what is known of it.
    states, start
        Left parts; by set, the first and the one behind the last.
    new
        Room for the candidates of a set.
    record
        Kept from call to call.
    most
        Work of an arrangement known; only better ones are looked for.
    steps
        Sets after which the call ends.
    """
    full = (1 << len(rows.length)) - 1
    for _ in range(steps):
        then = record[NEXT]
        if then > full:
            return DONE
        record[CANDIDATES] = _candidates(start, then)
        if record[CANDIDATES] > len(new.work):
            return NARROW
        made = _gather(rows, sets, states, start, then, new, most)
        if record[USED] + made > len(states.work):
            return FULL
        start[then, 0] = record[USED]
        record[USED] = _keep_best(rows, sets.cut[then], full & ~then, new, made, states, record[USED])
        start[then, 1] = record[USED]
        record[NEXT] = _next_of_layer(then)
    return PAUSED


@njit(cache=True)
def _next_of_layer(areas: int) -> int:
    """Return the next set with as many areas, in the order of numbers (Gosper)."""
    low = areas & -areas
    ripple = areas + low
    return ripple | (((areas ^ ripple) // low) >> 2)


@njit(cache=True)
def _candidates(start: Integers, then: int) -> int:
    """Return for how many candidates of a set there must be room."""
    count, left = 1, then
    while left:
        bit = left & -left
        count += 3 * (start[then ^ bit, 1] - start[then ^ bit, 0])
        left ^= bit
    return count


@njit(cache=True)
def _gather(
    rows: Rows, sets: Sets, states: States, start: Integers, then: int, new: States, most: float
) -> int:
    """Write all states of a set that may come to less than `most`; return how many."""
    made = 0
    for area in range(len(rows.length)):
        if then >> area & 1 == 0:
            continue
        placed = then ^ 1 << area
        for state in range(start[placed, 0], start[placed, 1]):
            for way in range(LONGER if states.closed[state] else SHORTER, LONGER + 1):
                if way == EQUAL and states.lead[state] > 0:
                    continue
                if _place(rows, sets, states, state, placed, area, way, new, made):
                    _bound(rows, sets, then, new, made, most)
                    if new.bound[made] < most:
                        made += 1
    return made


@njit(cache=True)
def _place(
    rows: Rows,
    sets: Sets,
    states: States,
    state: int,
    placed: int,
    area: int,
    way: int,
    new: States,
    at: int,
) -> bool:
    """Write the state that follows a state by placing an area; return False where it mustn't stand there."""
    then, length = placed | 1 << area, rows.length[area]
    lead, side, row = states.lead[state], int(states.side[state]), int(states.row[state])
    last, closed = int(states.last[state]), states.closed[state]
    end = (sets.span[placed] + (-lead if way == SHORTER else lead)) / 2
    if end + length > rows.room or not may_stand(rows, area, 1 - row if way == SHORTER else row, placed):
        return False
    closes = way == LONGER and not closed
    if closes and not _may_close(rows, 1 - row, placed):
        return False
    x = end + length / 2
    work = states.work[state] + x * (sets.cut[placed] - sets.cut[then]) + port_work(rows, area, x)
    if rows.aisle > 0:
        if closes:
            rest = (1 << len(rows.length)) - 1 - placed
            work += rows.aisle * _flow_between(rows, rest, placed & ~side)
        elif not closed:
            work += rows.aisle * _flow_to(rows, area, side if way == SHORTER else placed & ~side)
    if way == SHORTER and last != NONE:
        centre = (sets.span[placed] + lead - rows.length[last]) / 2
        work += 2 * rows.flow[area, last] * max(0.0, centre - x)
    if way != SHORTER:
        lead, last, side = lead + length, area, side | 1 << area
    elif length > lead:
        lead, last, side, row = length - lead, area, then & ~side, 1 - row
    else:
        lead -= length
    free = (rows.row == FREE).all()
    if lead == 0:
        last = NONE
        if (free and side & 1 == 0) or (not free and row == 1):
            side, row = then & ~side, 0
    new.work[at], new.lead[at], new.last[at], new.side[at] = work, lead, last, side
    new.row[at], new.closed[at], new.parent[at] = 0 if free else row, way == LONGER, state
    return True


@njit(cache=True)
def _may_close(rows: Rows, row: int, placed: int) -> bool:
    """Say whether nothing that is to come is fixed to a row."""
    fixed = 0
    for area in range(len(rows.length)):
        if rows.row[area] == row:
            fixed |= 1 << area
    return fixed & ~placed == 0


@njit(cache=True)
def _bound(rows: Rows, sets: Sets, then: int, new: States, at: int, most: float) -> None:
    """Set the bound of a candidate."""
    lead, last = new.lead[at], new.last[at]
    if new.closed[at]:
        end = (sets.span[then] + lead) / 2
        new.bound[at] = new.work[at] + end * sets.cut[then] + sets.tail[then] + sets.ports[then]
        return
    new.bound[at] = new.work[at]
    if last == NONE:
        new.bound[at] += sets.even[then]
    else:
        share = lead / rows.length[last]
        new.bound[at] += sets.ends[then, last, 0] * (1 - share) + sets.ends[then, last, 1] * share
    if rows.aisle > 0 and new.bound[at] < most:
        # What the last of the longer row adds for the width of the corridor is counted already.
        beside = new.side[at] if last == NONE else new.side[at] & ~(1 << last)
        for area in range(len(rows.length)):
            if then >> area & 1 == 0:
                across = _flow_to(rows, area, then & ~new.side[at])
                new.bound[at] += rows.aisle * min(_flow_to(rows, area, beside), across)


@njit(cache=True)
def _flow_to(rows: Rows, area: int, side: int) -> float:
    flow = 0.0
    for other in range(len(rows.length)):
        if side >> other & 1:
            flow += rows.flow[area, other]
    return flow


@njit(cache=True)
def _flow_between(rows: Rows, first: int, second: int) -> float:
    flow = 0.0
    for area in range(len(rows.length)):
        if first >> area & 1:
            flow += _flow_to(rows, area, second)
    return flow


@njit(cache=True)
def _keep_best(rows: Rows, cut: float, rest: int, new: States, made: int, states: States, used: int) -> int:
    """Copy the candidates of a set that no other beats to the states; return how many there are then."""
    shift = cut
    twice_inside = -cut
    for area in range(len(rows.length)):
        if rest >> area & 1:
            twice_inside += rows.total[area]
            shift += rows.port_flow[:, area].sum()
    first = used
    order = np.argsort(new.work[:made])
    for place in range(made):
        one = order[place]
        for kept in range(used - first):
            if _beats(rows, new, order[kept], one, rest, shift, twice_inside):
                break
        else:
            order[used - first] = one
            _copy(new, one, states, used)
            used += 1
    return used


@njit(cache=True)
def _beats(rows: Rows, new: States, one: int, two: int, rest: int, shift: float, twice_inside: float) -> bool:
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
        spare -= apart * twice_inside + _behind(rows, new.last[one], new.lead[one], rest)
    if rows.aisle > 0 and new.side[one] != new.side[two]:
        for area in range(len(rows.length)):
            if rest >> area & 1 and spare >= 0:
                gap = _flow_to(rows, area, new.side[one]) - _flow_to(rows, area, new.side[two])
                spare -= rows.aisle * abs(gap)
    return bool(spare >= 0)


@njit(cache=True)
def _behind(rows: Rows, last: int, lead: float, rest: int) -> float:
    """Return at most what is added where centres to come are left of that of the longer row's last."""
    more = 0.0
    if last != NONE:
        for area in range(len(rows.length)):
            if rest >> area & 1:
                back = lead - (rows.length[last] + rows.length[area]) / 2
                more += 2 * rows.flow[last, area] * max(0.0, back)
    return more


@njit(cache=True)
def _copy(new: States, one: int, states: States, at: int) -> None:
    states.work[at], states.lead[at], states.last[at] = new.work[one], new.lead[one], new.last[one]
    states.side[at], states.row[at], states.closed[at] = new.side[one], new.row[one], new.closed[one]
    states.parent[at], states.bound[at] = new.parent[one], new.bound[one]
