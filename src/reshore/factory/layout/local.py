"""Iterated local search for any number of areas.

Areas change their places, singly and in pairs, as long as that saves work. Then some are put at random
elsewhere, and what comes of that is kept if it is little worse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from reshore.chance import kernels
from reshore.chance.philox import uniform_at
from reshore.factory.layout.moves import (
    NOISE,
    Floor,
    highest,
    lowest,
    move,
    put,
    settle,
    stays,
    swap_any,
    take,
    work_of,
)
from reshore.factory.layout.rows import FREE

if TYPE_CHECKING:
    from reshore.factory.layout.rows import Integers, Rows

kernels.register()

NEAR = 0.01
"""Pairs are swapped where the work is above that from before by no more than this share."""

SLACK = 0.004
"""Share by which the work may grow on average where it grows in a round."""


@njit(cache=True)
def _descend(rows: Rows, floor: Floor, turn: Integers, near: float, dear: float) -> float:
    """Change the arrangement as long as that saves work, by swaps only below `near`; return the work."""
    now = work_of(rows, floor, dear)
    while True:
        before = now
        for area in turn:
            if not stays(rows, area):
                now = move(rows, floor, area, now, dear)
        if now == before and now <= near:
            now = swap_any(rows, floor, now, dear)
        if now == before:
            return work_of(rows, floor, dear)


@njit(cache=True)
def _unit(key: np.uint64, at: Integers) -> float:
    """Return the next random number between 0 and 1."""
    at[0] += 1
    return uniform_at(key, 0, at[0])


@njit(cache=True)
def _draw(key: np.uint64, at: Integers, below: int) -> int:
    """Return the next random number of 0, 1, ... up to one below."""
    return min(int(_unit(key, at) * below), below - 1)


@njit(cache=True)
def _throw(rows: Rows, floor: Floor, area: int, key: np.uint64, at: Integers) -> None:
    """Put an area that doesn't stand at a random place."""
    row = int(rows.row[area])
    if row == FREE:
        row = _draw(key, at, rows.rows)
    first = lowest(rows, row)
    put(floor, area, row, first + _draw(key, at, highest(rows, floor, row) - first + 1))


@njit(cache=True)
def _shuffle(turn: Integers, key: np.uint64, at: Integers) -> None:
    for place in range(len(turn) - 1, 0, -1):
        other = _draw(key, at, place + 1)
        turn[place], turn[other] = turn[other], turn[place]


@njit(cache=True)
def begin(rows: Rows, floor: Floor, key: np.uint64, at: Integers) -> None:
    """Put all areas at random, but those that are fixed."""
    turn = np.arange(len(rows.length))
    _shuffle(turn, key, at)
    floor.filled[:] = 0
    for row in range(2):
        for end in range(2):
            if rows.ends[row, end] != FREE:
                put(floor, rows.ends[row, end], row, floor.filled[row])
    for place in range(len(turn)):
        area = int(turn[place])
        if not stays(rows, area):
            _throw(rows, floor, area, key, at)
    settle(rows, floor)


@njit(cache=True)
def search(
    rows: Rows,
    floor: Floor,
    kept: Floor,
    best: Floor,
    key: np.uint64,
    at: Integers,
    rounds: int,
    dear: float,
) -> float:
    """Go on for so many rounds from an arrangement; return the work of the best, which is left in `best`.

    Parameters
    ----------
    rows
        What is laid out.
    floor
        Where to go on, and where it ended.
    kept
        To work in.
    best
        The best so far; empty at first.
    key, at
        Of the random numbers, and how many were drawn.
    rounds
        Times that some areas are put elsewhere.
    dear
        Work that a thousandth counts for by which a row is too long.
    """
    turn = np.arange(len(rows.length))
    loose = np.array([area for area in range(len(turn)) if not stays(rows, area)])
    least = np.inf
    if best.filled.sum() == len(turn):
        least = work_of(rows, best, dear)
    now = _descend(rows, floor, turn, np.inf, dear)
    _copy(floor, kept)
    for done in range(rounds + 1):
        if now < least * (1 - NOISE):
            least = now
            _copy(kept, best)
        if done == rounds or len(loose) < 2:
            break
        for _ in range(2 + _draw(key, at, 3)):
            area = int(loose[_draw(key, at, len(loose))])
            take(floor, area)
            _throw(rows, floor, area, key, at)
        settle(rows, floor)
        _shuffle(turn, key, at)
        work = _descend(rows, floor, turn, now * (1 + NEAR), dear)
        if work <= now * (1 - SLACK * np.log(_unit(key, at))):
            now = work
            _copy(floor, kept)
        else:
            _copy(kept, floor)
    return least


@njit(cache=True)
def _copy(source: Floor, target: Floor) -> None:
    target.order[:], target.filled[:] = source.order, source.filled
    target.row[:], target.centre[:] = source.row, source.centre
