"""An arrangement that is worked on: its work, and how areas change their places, singly and in pairs.

An area is taken out, put in at the end of a row and carried back past its neighbours one by one; each step
moves two areas only, so that its work with all others says what the arrangement makes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

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


@njit(cache=True)
def settle(rows: Rows, floor: Floor) -> None:
    """Set the centres, and the row of each area, from the order."""
    for row in range(2):
        x = 0.0
        for place in range(floor.filled[row]):
            area = floor.order[row, place]
            floor.row[area], floor.centre[area] = row, x + rows.length[area] / 2
            x += rows.length[area]


@njit(cache=True)
def _pair(rows: Rows, floor: Floor, area: int, other: int) -> float:
    """Return the work between two areas."""
    away = abs(floor.centre[area] - floor.centre[other])
    if floor.row[area] != floor.row[other]:
        away += rows.aisle
    return float(rows.flow[area, other] * away)


@njit(cache=True)
def _over(rows: Rows, floor: Floor) -> float:
    """Return by how much the longer row is too long."""
    longest = 0.0
    for row in range(2):
        if floor.filled[row] > 0:
            area = floor.order[row, floor.filled[row] - 1]
            longest = max(longest, floor.centre[area] + rows.length[area] / 2)
    return max(0.0, longest - rows.room)


@njit(cache=True)
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


@njit(cache=True)
def _work_with(rows: Rows, floor: Floor, area: int, but: int) -> float:
    """Return the work between an area and all that stand, but one."""
    work = port_work(rows, area, floor.centre[area])
    for row in range(2):
        for place in range(floor.filled[row]):
            other = floor.order[row, place]
            if other not in (area, but):
                work += _pair(rows, floor, area, other)
    return work


@njit(cache=True)
def take(floor: Floor, area: int) -> int:
    """Take an area out of its row; return its place. Centres are not touched."""
    row = floor.row[area]
    place = 0
    while floor.order[row, place] != area:
        place += 1
    for later in range(place, floor.filled[row] - 1):
        floor.order[row, later] = floor.order[row, later + 1]
    floor.filled[row] -= 1
    return place


@njit(cache=True)
def put(floor: Floor, area: int, row: int, place: int) -> None:
    """Put an area into a row at a place. Centres are not touched."""
    for later in range(floor.filled[row], place, -1):
        floor.order[row, later] = floor.order[row, later - 1]
    floor.order[row, place] = area
    floor.row[area] = row
    floor.filled[row] += 1


@njit(cache=True)
def stays(rows: Rows, area: int) -> bool:
    """Say whether an area is fixed to an end."""
    return bool((rows.ends == area).any())


@njit(cache=True)
def lowest(rows: Rows, row: int) -> int:
    """Return the first place of a row that areas which aren't fixed to an end may have."""
    return 0 if rows.ends[row, 0] == FREE else 1


@njit(cache=True)
def highest(rows: Rows, floor: Floor, row: int) -> int:
    """Return the last place of a row at which an area may be put in."""
    return int(floor.filled[row]) - (0 if rows.ends[row, 1] == FREE else 1)


@njit(cache=True)
def move(rows: Rows, floor: Floor, area: int, now: float, dear: float) -> float:
    """Put an area where it makes the least work; return the work then."""
    row = floor.row[area]
    back = (row, take(floor, area))
    settle(rows, floor)
    rest = work_of(rows, floor, 0.0)
    best, target = now * (1 - NOISE), back
    for row in range(rows.rows):
        if rows.row[area] not in (FREE, row):
            continue
        place = highest(rows, floor, row)
        put(floor, area, row, place)
        settle(rows, floor)
        others = rest
        if place < floor.filled[row] - 1:  # the one fixed to the right end has moved
            others = work_of(rows, floor, 0.0) - _work_with(rows, floor, area, FREE)
        extra = dear * _over(rows, floor)
        while True:
            whole = others + _work_with(rows, floor, area, FREE) + extra
            if whole < best:
                best, target = whole, (row, place)
            if place == lowest(rows, row):
                break
            other = floor.order[row, place - 1]
            others -= _work_with(rows, floor, other, area)
            floor.order[row, place - 1], floor.order[row, place] = area, other
            floor.centre[other] += rows.length[area]
            floor.centre[area] -= rows.length[other]
            others += _work_with(rows, floor, other, area)
            place -= 1
        take(floor, area)
        settle(rows, floor)
    put(floor, area, target[0], target[1])
    settle(rows, floor)
    return now if target == back else best


@njit(cache=True)
def _swap(floor: Floor, row: int, place: int, other_row: int, other_place: int) -> None:
    one, two = floor.order[row, place], floor.order[other_row, other_place]
    floor.order[row, place], floor.order[other_row, other_place] = two, one


@njit(cache=True)
def swap_any(rows: Rows, floor: Floor, now: float, dear: float) -> float:
    """Swap the first pair found that saves work; return the work then."""
    for row in range(2):
        for place in range(lowest(rows, row), highest(rows, floor, row)):
            area = floor.order[row, place]
            for across in range(row, rows.rows):
                start = place + 1 if across == row else lowest(rows, across)
                for there in range(start, highest(rows, floor, across)):
                    other = floor.order[across, there]
                    if across != row and (rows.row[area] != FREE or rows.row[other] != FREE):
                        continue
                    _swap(floor, row, place, across, there)
                    settle(rows, floor)
                    work = work_of(rows, floor, dear)
                    if work < now * (1 - NOISE):
                        return work
                    _swap(floor, row, place, across, there)
    settle(rows, floor)
    return now
