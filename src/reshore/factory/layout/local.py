"""Iterated local search for any number of areas.

Areas change their places, singly and in pairs, as long as that saves work. Then some are put at random
elsewhere, and what comes of that is kept if it is little worse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reshore.chance.philox import uniform_at
from reshore.factory.compiled import kernel, piece
from reshore.factory.layout.moves import (
    NOISE,
    Floor,
    highest,
    lowest,
    move,
    put,
    settle,
    swap_pairs,
    take,
    work_of,
)
from reshore.factory.layout.rows import FREE

if TYPE_CHECKING:
    from reshore.factory.layout.rows import Integers, Rows

NEAR = 0.003
"""Pairs are swapped where the work is above that from before by no more than this share."""

SLACK = 0.004
"""Share by which the work may grow on average where it grows in a round."""


class Walk(NamedTuple):
    """A local search from one start.

    Attributes
    ----------
    floor
        Where it is.
    kept
        Where its last round began.
    best
        The best so far; empty at first.
    turn
        Areas that aren't fixed to an end, in the order in which they are moved.
    key, drawn
        Of the random numbers, and how many were drawn.
    """

    floor: Floor
    kept: Floor
    best: Floor
    turn: Integers
    key: np.uint64
    drawn: Integers

    @classmethod
    def of(cls, rows: Rows, key: np.uint64) -> Walk:
        """Return a search that has yet to begin."""
        count = len(rows.length)
        loose = np.setdiff1d(np.arange(count), rows.ends)
        return cls(
            floor=Floor.of(count),
            kept=Floor.of(count),
            best=Floor.of(count),
            turn=loose,
            key=key,
            drawn=np.zeros(1, np.int64),
        )


@kernel
def begin(rows: Rows, walk: Walk) -> None:
    """Put all areas at random, but those that are fixed."""
    floor = walk.floor
    floor.filled[:] = 0
    for row in range(2):
        for end in range(2):
            if rows.ends[row, end] != FREE:
                put(floor, rows.ends[row, end], row, floor.filled[row])
    _shuffle(walk)
    for place in range(len(walk.turn)):
        _throw(rows, walk, int(walk.turn[place]))
    settle(rows, floor)


@kernel
def search(rows: Rows, walk: Walk, rounds: int, dear: float) -> float:
    """Go on for so many rounds; return the work of the best arrangement.

    Parameters
    ----------
    rows
        What is laid out.
    walk
        Where to go on, and where it ended.
    rounds
        Times that some areas are put elsewhere.
    dear
        Work that a thousandth counts for by which a row is too long.
    """
    floor, turn = walk.floor, walk.turn
    least = np.inf
    if walk.best.filled[0] + walk.best.filled[1] > 0:
        least = work_of(rows, walk.best, dear)
    now = _descend(rows, walk, np.inf, dear)
    _copy(floor, walk.kept)
    for done in range(rounds + 1):
        if now < least * (1 - NOISE):
            least = now
            _copy(walk.kept, walk.best)
        if done == rounds or len(turn) < 2:
            break
        for _ in range(2 + _draw(walk, 3)):
            area = int(turn[_draw(walk, len(turn))])
            take(floor, area)
            _throw(rows, walk, area)
        settle(rows, floor)
        _shuffle(walk)
        work = _descend(rows, walk, now * (1 + NEAR), dear)
        if work <= now * (1 - SLACK * np.log(_unit(walk))):
            now = work
            _copy(floor, walk.kept)
        else:
            _copy(walk.kept, floor)
    return least


@piece
def _descend(rows: Rows, walk: Walk, near: float, dear: float) -> float:
    """Change the arrangement as long as that saves work, by swaps only below `near`; return the work."""
    now = work_of(rows, walk.floor, dear)
    while True:
        before = now
        for area in walk.turn:
            now = move(rows, walk.floor, area, now, dear)
        if now == before and now <= near:
            now = swap_pairs(rows, walk.floor, now, dear)
        if now == before:
            return work_of(rows, walk.floor, dear)


@piece
def _unit(walk: Walk) -> float:
    """Return the next random number between 0 and 1."""
    walk.drawn[0] += 1
    return uniform_at(walk.key, 0, walk.drawn[0])


@piece
def _draw(walk: Walk, below: int) -> int:
    """Return the next random number of 0, 1, ... up to one below."""
    return min(int(_unit(walk) * below), below - 1)


@piece
def _throw(rows: Rows, walk: Walk, area: int) -> None:
    """Put an area that doesn't stand at a random place."""
    row = int(rows.row[area])
    if row == FREE:
        row = _draw(walk, rows.rows)
    first = lowest(rows, row)
    put(walk.floor, area, row, first + _draw(walk, highest(rows, walk.floor, row) - first + 1))


@piece
def _shuffle(walk: Walk) -> None:
    """Change the order in which areas are moved."""
    turn = walk.turn
    for place in range(len(turn) - 1, 0, -1):
        other = _draw(walk, place + 1)
        turn[place], turn[other] = turn[other], turn[place]


@piece
def _copy(source: Floor, target: Floor) -> None:
    for row in range(2):
        target.filled[row] = source.filled[row]
        for place in range(source.filled[row]):
            target.order[row, place] = source.order[row, place]
    for area in range(len(source.row)):
        target.row[area], target.centre[area] = source.row[area], source.centre[area]
