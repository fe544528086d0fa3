"""What the areas to come add at least: a bound by dynamic programming over the sets of areas placed.

Of the left part of an arrangement only the set placed and the last area of the longer row are remembered.
What is to come is bounded from below by a line in the lead, that is by how much the longer row is longer:
where an area comes next, its place and the lead after it are linear in the lead before, and so is the bound
of what follows; the least of such lines is concave, and a chord lies below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reshore.factory.compiled import kernel, piece
from reshore.factory.layout.rows import port_work

if TYPE_CHECKING:
    from reshore.factory.layout.rows import Floats, Rows
    from reshore.factory.layout.sets import Sets


@kernel
def look_ahead(rows: Rows, sets: Sets, lines: Floats, above: int, down_to: int) -> None:
    """Find what is known of the sets from one down to another, where all is known of those above.

    Parameters
    ----------
    rows, sets
        What is laid out, and what is known of it.
    lines
        Room for a line of each area: areas x 2.
    above, down_to
        The last set of which all is known, and the last to look at.
    """
    for placed in range(above - 1, down_to - 1, -1):
        _tail(rows, sets, placed)
        sets.even[placed] = _closed(sets, placed, 0.0)
        for area in range(len(rows.length)):
            if placed >> area & 1 == 0:
                then = placed | 1 << area
                middle = (sets.span[placed] + rows.length[area]) / 2
                step = sets.cut[placed] - sets.cut[then]
                first = middle * step + port_work(rows, area, middle) + sets.ends[then, area, 1]
                sets.even[placed] = min(sets.even[placed], first)
                lines[area, 0], lines[area, 1] = _line(rows, area, middle, step)
        for last in range(len(rows.length)):
            if placed >> last & 1:
                _chord(rows, sets, placed, last, lines)


@piece
def _tail(rows: Rows, sets: Sets, placed: int) -> None:
    """Set `tail` of a set."""
    least = np.inf
    for area in range(len(rows.length)):
        if placed >> area & 1 == 0:
            then = placed | 1 << area
            both = sets.cut[placed] + sets.cut[then]
            least = min(least, sets.tail[then] + rows.length[area] * both / 2)
    sets.tail[placed] = least


@piece
def _closed(sets: Sets, placed: int, lead: float) -> float:
    """Return the least that areas to come add where all of them come into the longer row."""
    end = (sets.span[placed] + lead) / 2
    return float(end * sets.cut[placed] + sets.tail[placed] + sets.ports[placed])


@piece
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


@piece
def _chord(rows: Rows, sets: Sets, placed: int, last: int, lines: Floats) -> None:
    """Set `ends` of a set and the last area of the longer row."""
    whole = rows.length[last]
    low, high = _closed(sets, placed, 0.0), _closed(sets, placed, whole)
    for area in range(len(rows.length)):
        if placed >> area & 1 == 0:
            across = rows.aisle * rows.flow[area, last]
            low = min(low, lines[area, 0] + sets.ends[placed | 1 << area, area, 1] + across)
            end = lines[area, 0] + lines[area, 1] * whole + across
            high = min(high, end + _after(rows, sets, placed, last, area))
    for area in range(len(rows.length)):
        if placed >> area & 1 == 0 and rows.length[area] < whole:
            low, high = _below(rows, sets, placed, last, area, lines, low, high)
    sets.ends[placed, last, 0], sets.ends[placed, last, 1] = low, high


@piece
def _after(rows: Rows, sets: Sets, placed: int, last: int, area: int) -> float:
    """Return the least that is to come after an area, where the lead is all the length of the last."""
    then, length, whole = placed | 1 << area, rows.length[area], rows.length[last]
    if length > whole:
        return _between(sets, then, area, (length - whole) / length)
    if length < whole:
        behind = rows.flow[area, last] * (whole - length)
        return float(behind + _between(sets, then, last, (whole - length) / whole))
    return _level(sets, then, area, last)


@piece
def _below(
    rows: Rows, sets: Sets, placed: int, last: int, area: int, lines: Floats, low: float, high: float
) -> tuple[float, float]:
    """Return a chord lowered where an area shorter than the last leaves the longer row the longer.

    Where the lead is the area's length, lines change; where it is half-way between both lengths, the centre
    of the area comes behind that of the last.
    """
    then, length, whole = placed | 1 << area, rows.length[area], rows.length[last]
    start = lines[area, 0] + rows.aisle * rows.flow[area, last]
    after = _level(sets, then, area, last)
    low, high = _lower(low, high, length / whole, start + lines[area, 1] * length + after)
    lead = (length + whole) / 2
    after = _between(sets, then, last, (whole - length) / 2 / whole)
    return _lower(low, high, lead / whole, start + lines[area, 1] * lead + after)


@piece
def _level(sets: Sets, placed: int, one: int, two: int) -> float:
    """Return the least that is to come where both rows are as long, with two areas at their ends."""
    return float(min(sets.even[placed], sets.ends[placed, one, 0], sets.ends[placed, two, 0]))


@piece
def _between(sets: Sets, placed: int, last: int, share: float) -> float:
    """Return the bound of what is to come for a lead of so large a share of the last area's length."""
    return float(sets.ends[placed, last, 0] * (1 - share) + sets.ends[placed, last, 1] * share)


@piece
def _lower(low: float, high: float, share: float, least: float) -> tuple[float, float]:
    """Return a chord with one end lowered so far that it passes below a point."""
    above = low * (1 - share) + high * share - least
    if above > 0 and share >= 0.5:
        high -= above / share
    elif above > 0:
        low -= above / (1 - share)
    return low, high
