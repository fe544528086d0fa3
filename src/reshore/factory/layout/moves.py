"""An arrangement that is worked on: its work, and how areas change their places, singly and in pairs.

An area is taken out, put in at the end of a row and carried back past its neighbours one by one; each step
moves two areas only, so that its work with all others says what the arrangement makes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reshore.factory.compiled import kernel, piece
from reshore.factory.layout.rows import FREE, port_work

if TYPE_CHECKING:
    from reshore.factory.layout.rows import Floats, Integers, Rows

NOISE = 1e-12
"""Share of the work below which a saving is rounding."""


class Floor(NamedTuple):
    """An arrangement that is worked on.

    Attributes
    ----------
    order
        Areas of each row from the left: rows x areas.
    filled
        How many areas each row has.
    row, centre
        Of each area.
    """

    order: Integers
    filled: Integers
    row: Integers
    centre: Floats

    @classmethod
    def of(cls, areas: int) -> Floor:
        """Return an empty arrangement with room for so many areas."""
        return cls(
            np.zeros((2, areas), np.int64), np.zeros(2, np.int64), np.zeros(areas, np.int64), np.zeros(areas)
        )


@kernel
def settle(rows: Rows, floor: Floor) -> None:
    """Set the centres, and the row of each area, from the order."""
    for row in range(2):
        x = 0.0
        for place in range(floor.filled[row]):
            area = floor.order[row, place]
            floor.row[area], floor.centre[area] = row, x + rows.length[area] / 2
            x += rows.length[area]


@piece
def _pair(rows: Rows, floor: Floor, area: int, other: int) -> float:
    """Return the work between two areas."""
    away = abs(floor.centre[area] - floor.centre[other])
    if floor.row[area] != floor.row[other]:
        away += rows.aisle
    return float(rows.flow[area, other] * away)


@piece
def _over(rows: Rows, floor: Floor) -> float:
    """Return by how much the longer row is too long."""
    longest = 0.0
    for row in range(2):
        if floor.filled[row] > 0:
            area = floor.order[row, floor.filled[row] - 1]
            longest = max(longest, floor.centre[area] + rows.length[area] / 2)
    return max(0.0, longest - rows.room)


@kernel
def work_of(rows: Rows, floor: Floor, dear: float) -> float:
    """Return the work of an arrangement, and `dear` for each thousandth that a row is too long."""
    work = dear * _over(rows, floor)
    for row in range(2):
        for place in range(floor.filled[row]):
            area = floor.order[row, place]
            work += port_work(rows, area, floor.centre[area])
            for before in range(place):
                work += _pair(rows, floor, area, floor.order[row, before])
            for across in range(floor.filled[0] if row == 1 else 0):
                work += _pair(rows, floor, area, floor.order[0, across])
    return work


@piece
def _work_with(rows: Rows, floor: Floor, area: int, but: int) -> float:
    """Return the work between an area and all that stand, but one."""
    work = port_work(rows, area, floor.centre[area])
    for row in range(2):
        for place in range(floor.filled[row]):
            other = floor.order[row, place]
            if other not in (area, but):
                work += _pair(rows, floor, area, other)
    return work


@piece
def _place(floor: Floor, area: int) -> int:
    """Return the place of an area in its row."""
    place, row = 0, floor.row[area]
    while floor.order[row, place] != area:
        place += 1
    return place


@piece
def take(floor: Floor, area: int) -> int:
    """Take an area out of its row; return its place. Centres are not touched."""
    place, row = _place(floor, area), floor.row[area]
    floor.filled[row] -= 1
    for later in range(place, floor.filled[row]):
        floor.order[row, later] = floor.order[row, later + 1]
    return place


@piece
def put(floor: Floor, area: int, row: int, place: int) -> None:
    """Put an area into a row at a place. Centres are not touched."""
    for later in range(floor.filled[row], place, -1):
        floor.order[row, later] = floor.order[row, later - 1]
    floor.order[row, place] = area
    floor.row[area] = row
    floor.filled[row] += 1


@piece
def stays(rows: Rows, area: int) -> bool:
    """Say whether an area is fixed to an end."""
    ends = rows.ends
    return bool(area in (ends[0, 0], ends[0, 1], ends[1, 0], ends[1, 1]))


@piece
def lowest(rows: Rows, row: int) -> int:
    """Return the first place of a row that areas which aren't fixed to an end may have."""
    return 0 if rows.ends[row, 0] == FREE else 1


@piece
def highest(rows: Rows, floor: Floor, row: int) -> int:
    """Return the last place of a row at which an area may be put in."""
    return int(floor.filled[row]) - (0 if rows.ends[row, 1] == FREE else 1)


@piece
def move(rows: Rows, floor: Floor, area: int, now: float, dear: float) -> float:
    """Put an area where it makes the least work; return the work then."""
    best, best_row = now * (1 - NOISE), floor.row[area]
    best_place = take(floor, area)
    settle(rows, floor)
    rest = work_of(rows, floor, 0.0)
    found = now
    for row in range(rows.rows):
        if rows.row[area] in (FREE, row):
            work, place = _best_place(rows, floor, area, row, rest, dear)
            if work < best:
                best, best_row, best_place, found = work, row, place, work
    put(floor, area, best_row, best_place)
    settle(rows, floor)
    return found


@piece
def _best_place(rows: Rows, floor: Floor, area: int, row: int, rest: float, dear: float) -> tuple[float, int]:
    """Return the least work with an area somewhere in a row, and its place; it is taken out again."""
    place = highest(rows, floor, row)
    put(floor, area, row, place)
    settle(rows, floor)
    others = rest
    if place < floor.filled[row] - 1:  # the one fixed to the right end has moved
        others = work_of(rows, floor, 0.0) - _work_with(rows, floor, area, FREE)
    extra = dear * _over(rows, floor)
    best, best_place = others + _work_with(rows, floor, area, FREE) + extra, place
    while place > lowest(rows, row):
        others += _step_left(rows, floor, area, row, place)
        place -= 1
        work = others + _work_with(rows, floor, area, FREE) + extra
        if work < best:
            best, best_place = work, place
    take(floor, area)
    settle(rows, floor)
    return best, best_place


@piece
def _step_left(rows: Rows, floor: Floor, area: int, row: int, place: int) -> float:
    """Swap an area with its left neighbour; return what that adds to the work without the area."""
    other = floor.order[row, place - 1]
    before = _work_with(rows, floor, other, area)
    floor.order[row, place - 1], floor.order[row, place] = area, other
    floor.centre[other] += rows.length[area]
    floor.centre[area] -= rows.length[other]
    return _work_with(rows, floor, other, area) - before


@piece
def swap_pairs(rows: Rows, floor: Floor, now: float, dear: float) -> float:
    """Swap each pair where that saves work; return the work then."""
    for one in range(len(rows.length)):
        for two in range(one):
            if _may_swap(rows, floor, one, two):
                _swap(floor, one, two)
                settle(rows, floor)
                work = work_of(rows, floor, dear)
                if work < now * (1 - NOISE):
                    now = work
                else:
                    _swap(floor, one, two)
    settle(rows, floor)
    return now


@piece
def _may_swap(rows: Rows, floor: Floor, one: int, two: int) -> bool:
    """Say whether two areas may stand in each other's places."""
    if stays(rows, one) or stays(rows, two):
        return False
    return bool(floor.row[one] == floor.row[two] or (rows.row[one] == FREE and rows.row[two] == FREE))


@piece
def _swap(floor: Floor, one: int, two: int) -> None:
    """Let two areas swap places. Centres are not touched."""
    here, there = _place(floor, one), _place(floor, two)
    row, across = floor.row[one], floor.row[two]
    floor.order[row, here], floor.order[across, there] = two, one
    floor.row[one], floor.row[two] = across, row
