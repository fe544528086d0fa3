"""What the areas to come add at least: a bound by dynamic programming over the sets of areas placed.

Of the left part of an arrangement only the set placed and the last area of the longer row are remembered.
What is to come is bounded from below by a line in the lead, that is by how much the longer row is longer:
where an area comes next, its place and the lead after it are linear in the lead before, and so is the bound
of what follows; the least of such lines is concave, and a chord lies below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

from reshore.factory.layout.rows import cuts, least_port_work, port_work, spans

if TYPE_CHECKING:
    from reshore.factory.layout.rows import Floats, Rows


class Sets(NamedTuple):
    """What is known of each set of areas placed.

    Attributes
    ----------
    cut, span
        Flow to all others, and sum of lengths.
    even
        Least that the others add where both rows are as long.
    ends
        The same by the last area of the longer row: for a lead of nothing, and of all its length. Between the
        two the bound is linear.
    tail
        Least that the others add if all stand in one row, measured from where it goes on, without `ports`.
    ports
        Least work of the others with fixed points.
    """

    cut: Floats
    span: Floats
    even: Floats
    ends: Floats
    tail: Floats
    ports: Floats

    @classmethod
    def of(cls, rows: Rows) -> Sets:
        """Return room for what is known of the sets of areas, and their cuts and spans."""
        count = len(rows.length)
        many = 1 << count
        even, tail, ports = np.zeros(many), np.zeros(many), np.zeros(many)
        return cls(cuts(rows.flow), spans(rows.length), even, np.zeros((many, count, 2)), tail, ports)


@njit(cache=True)
def look_ahead(rows: Rows, sets: Sets, above: int, down_to: int) -> None:
    """Find what is known of the sets from one down to another, where all is known of those above."""
    count = len(rows.length)
    port = np.array([least_port_work(rows, area) for area in range(count)])
    start, slope = np.zeros(count), np.zeros(count)
    for placed in range(above - 1, down_to - 1, -1):
        _tail(rows, sets, placed, port)
        sets.even[placed] = _closed(sets, placed, 0.0)
        for area in range(count):
            if placed >> area & 1 == 0:
                then = placed | 1 << area
                middle = (sets.span[placed] + rows.length[area]) / 2
                step = sets.cut[placed] - sets.cut[then]
                first = middle * step + port_work(rows, area, middle) + sets.ends[then, area, 1]
                sets.even[placed] = min(sets.even[placed], first)
                start[area], slope[area] = _line(rows, area, middle, step)
        for last in range(count):
            if placed >> last & 1:
                _chord(rows, sets, placed, last, start, slope)


@njit(cache=True)
def _tail(rows: Rows, sets: Sets, placed: int, port: Floats) -> None:
    """Set `tail` and `ports` of a set."""
    least = np.inf
    for area in range(len(rows.length)):
        if placed >> area & 1 == 0:
            then = placed | 1 << area
            sets.ports[placed] = sets.ports[then] + port[area]
            both = sets.cut[placed] + sets.cut[then]
            least = min(least, sets.tail[then] + rows.length[area] * both / 2)
    sets.tail[placed] = least


@njit(cache=True)
def _closed(sets: Sets, placed: int, lead: float) -> float:
    """Return the least that areas to come add where all of them come into the longer row."""
    end = (sets.span[placed] + lead) / 2
    return float(end * sets.cut[placed] + sets.tail[placed] + sets.ports[placed])


@njit(cache=True)
def _line(rows: Rows, area: int, middle: float, step: float) -> tuple[float, float]:
    """Return what an area adds as a line in the lead: at 0, and its slope.

    Its centre is at `middle` less half the lead. Work with fixed points is convex; its tangent is taken at a
    lead of half the area's own length.
    """
    at = max(middle - rows.length[area] / 4, 0.0)
    work, slope = port_work(rows, area, at), step
    for port in range(len(rows.port_x)):
        turn = rows.port_flow[port, area] * (1.0 if at > rows.port_x[port] else -1.0)
        work += turn * (middle - at)
        slope += turn
    return middle * step + work, -slope / 2


@njit(cache=True)
def _chord(rows: Rows, sets: Sets, placed: int, last: int, start: Floats, slope: Floats) -> None:
    """Set `ends` of a set and the last area of the longer row."""
    whole = rows.length[last]
    low, high = _closed(sets, placed, 0.0), _closed(sets, placed, whole)
    for area in range(len(rows.length)):
        if placed >> area & 1:
            continue
        then, length = placed | 1 << area, rows.length[area]
        across = rows.aisle * rows.flow[area, last]
        low = min(low, start[area] + sets.ends[then, area, 1] + across)
        end = start[area] + slope[area] * whole + across
        if length > whole:
            high = min(high, end + _between(sets, then, area, (length - whole) / length))
        elif length < whole:
            behind = rows.flow[area, last] * (whole - length)
            high = min(high, end + behind + _between(sets, then, last, (whole - length) / whole))
        else:
            high = min(high, end + min(sets.even[then], sets.ends[then, area, 0], sets.ends[then, last, 0]))
    for area in range(len(rows.length)):
        length = rows.length[area]
        if placed >> area & 1 or length >= whole:
            continue
        # An area shorter than the lead leaves the longer row the longer. Where it is as long, lines change;
        # where the lead is half-way between both lengths, its centre comes behind that of the last.
        then = placed | 1 << area
        across = rows.aisle * rows.flow[area, last]
        level = min(sets.even[then], sets.ends[then, area, 0], sets.ends[then, last, 0])
        low, high = _lower(low, high, length / whole, start[area] + slope[area] * length + across + level)
        lead = (length + whole) / 2
        after = _between(sets, then, last, (whole - length) / 2 / whole)
        low, high = _lower(low, high, lead / whole, start[area] + slope[area] * lead + across + after)
    sets.ends[placed, last, 0], sets.ends[placed, last, 1] = low, high


@njit(cache=True)
def _between(sets: Sets, placed: int, last: int, share: float) -> float:
    return float(sets.ends[placed, last, 0] * (1 - share) + sets.ends[placed, last, 1] * share)


@njit(cache=True)
def _lower(low: float, high: float, share: float, least: float) -> tuple[float, float]:
    """Return a chord with one end lowered so far that it passes below a point."""
    above = low * (1 - share) + high * share - least
    if above > 0 and share >= 0.5:
        high -= above / share
    elif above > 0:
        low -= above / (1 - share)
    return low, high
