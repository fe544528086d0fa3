"""Two rows, exactly: dynamic programming over the sets of areas that stand to the left.

Areas are placed in the order of their left ends: always in the shorter row, until that row is closed and the
other goes on. All areas placed then have their centres to the left of whatever comes, but for the last of
the longer row; so what is to come depends on the set placed, on by how much one row is longer, on the area at
its end, and, where the corridor has a width, on which areas stand in it. A state is left out if a bound shows
that nothing better than an arrangement known comes of it, or if another state of the same set beats it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reshore.factory.compiled import kernel, piece
from reshore.factory.layout.dominance import keep_best
from reshore.factory.layout.rows import may_stand, port_work
from reshore.factory.layout.sets import flow_to
from reshore.factory.layout.states import NONE

if TYPE_CHECKING:
    from reshore.factory.layout.rows import Integers, Rows
    from reshore.factory.layout.sets import Sets
    from reshore.factory.layout.states import States

SHORTER, EQUAL, LONGER = range(3)
"""Where an area comes: into the shorter row; into the longer where both are as long; into the longer, with
the shorter closed."""

DONE, PAUSED, NARROW, FULL = range(4)
"""How a call ends: the layer is through, the steps are used up, there is no room for a set's candidates, or
none for more states."""

NEXT, USED, CANDIDATES = range(3)
"""Places in the search's record: the set that is next, states so far, and the room that candidates need."""


@kernel
def extend(
    rows: Rows,
    sets: Sets,
    states: States,
    start: Integers,
    new: States,
    order: Integers,
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
    order
        Room to sort them.
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
        record[USED] = keep_best(rows, sets, then, new, made, states, record[USED], order)
        start[then, 1] = record[USED]
        record[NEXT] = _next_of_layer(then)
    return PAUSED


@piece
def _next_of_layer(areas: int) -> int:
    """Return the next set with as many areas, in the order of numbers (Gosper)."""
    low = areas & -areas
    ripple = areas + low
    return ripple | (((areas ^ ripple) // low) >> 2)


@piece
def _candidates(start: Integers, then: int) -> int:
    """Return for how many candidates of a set there must be room."""
    count, left = 1, then
    while left:
        bit = left & -left
        count += 3 * (start[then ^ bit, 1] - start[then ^ bit, 0])
        left ^= bit
    return count


@piece
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
                if _may_come(rows, sets, states, state, placed, area, way):
                    _place(rows, sets, states, state, placed, area, way, new, made)
                    _bound(rows, sets, then, new, made, most)
                    if new.bound[made] < most:
                        made += 1
    return made


@piece
def _may_come(rows: Rows, sets: Sets, states: States, state: int, placed: int, area: int, way: int) -> bool:
    """Say whether an area may come next to a state of a set."""
    row, lead = int(states.row[state]), states.lead[state]
    end = (sets.span[placed] + (-lead if way == SHORTER else lead)) / 2
    return bool(
        (way != EQUAL or lead == 0)
        and end + rows.length[area] <= rows.room
        and may_stand(rows, area, 1 - row if way == SHORTER else row, placed)
        and (way != LONGER or states.closed[state] or _may_close(rows, 1 - row, placed))
    )


@piece
def _may_close(rows: Rows, row: int, placed: int) -> bool:
    """Say whether nothing that is to come is fixed to a row."""
    left = 0
    for area in range(len(rows.length)):
        if rows.row[area] == row and placed >> area & 1 == 0:
            left += 1
    return left == 0


@piece
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
) -> None:
    """Write the state that follows a state of a set by placing an area."""
    then, length = placed | 1 << area, rows.length[area]
    lead, side, row = states.lead[state], int(states.side[state]), int(states.row[state])
    last = int(states.last[state])
    x = (sets.span[placed] + (-lead if way == SHORTER else lead) + length) / 2
    work = states.work[state] + x * (sets.cut[placed] - sets.cut[then]) + port_work(rows, area, x)
    if rows.aisle > 0:
        work += rows.aisle * _flow_across(rows, sets, states, state, placed, area, way)
    if way == SHORTER and last != NONE:
        centre = (sets.span[placed] + lead - rows.length[last]) / 2
        work += 2 * rows.flow[area, last] * max(0.0, centre - x)
    if way != SHORTER:
        lead, last, side = lead + length, area, side | 1 << area
    elif length > lead:
        lead, last, side, row = length - lead, area, then & ~side, 1 - row
    else:
        lead -= length
    if lead == 0:
        last = NONE
        if (rows.alike and side & 1 == 0) or (not rows.alike and row == 1):
            side, row = then & ~side, 0
    new.work[at], new.lead[at], new.last[at], new.side[at] = work, lead, last, side
    new.row[at], new.closed[at], new.parent[at] = 0 if rows.alike else row, way == LONGER, state


@piece
def _flow_across(
    rows: Rows, sets: Sets, states: States, state: int, placed: int, area: int, way: int
) -> float:
    """Return the flow that is known to cross the corridor as an area comes, and wasn't before."""
    longer = int(states.side[state])
    if states.closed[state]:
        return 0.0
    if way != LONGER:
        return flow_to(sets, area, longer if way == SHORTER else placed & ~longer)
    flow = 0.0
    for later in range(len(rows.length)):
        if placed >> later & 1 == 0:
            flow += flow_to(sets, later, placed & ~longer)
    return flow


@piece
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
        across = then & ~new.side[at]
        for area in range(len(rows.length)):
            if then >> area & 1 == 0:
                new.bound[at] += rows.aisle * min(flow_to(sets, area, beside), flow_to(sets, area, across))
