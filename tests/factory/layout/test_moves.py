from __future__ import annotations

from itertools import combinations
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numba import njit
from tests.factory.layout import drawn
from tests.factory.layout.drawn import keeps

from reshore.factory.layout.moves import Floor, move, settle, swap_pairs, work_of
from reshore.factory.layout.rows import SCALE, Rows


@njit
def moved(rows, floor, area, now, dear):
    """Call what only kernels can call."""
    return move(rows, floor, area, now, dear)


@njit
def swapped(rows, floor, now, dear):
    """Call what only kernels can call."""
    return swap_pairs(rows, floor, now, dear)


def stood(seed: int, fixed: int, aisle: float, room: float):
    """Return areas, their arrays, and a random arrangement that keeps what is fixed."""
    areas = drawn.drawn(seed, 6, ports=1, fixed=fixed)
    draw, order = np.random.default_rng(seed), ((), ())
    while not order[0] + order[1] or not keeps(areas, order):
        turn, cut = tuple(draw.permutation(6).tolist()), int(draw.integers(7))
        order = turn[:cut], turn[cut:]
    return areas, Rows.of(areas, 2, aisle, room), order


def floor_of(rows: Rows, order) -> Floor:
    """Return an arrangement as it is worked on."""
    floor = Floor.of(len(rows.length))
    for row, members in enumerate(order):
        floor.order[row, : len(members)], floor.filled[row] = members, len(members)
    settle(rows, floor)
    return floor


def order_of(floor: Floor):
    """Return the areas of each row from the left."""
    return tuple(tuple(floor.order[row, : floor.filled[row]].tolist()) for row in (0, 1))


def work(areas, order, aisle: float, room: float, dear: float) -> float:
    """Return the work as the contract defines it, and what is too long at its price."""
    carried, longest = drawn.work_of(areas, order, aisle)
    return carried + dear * max(0.0, longest - room)


def insertions(areas, order, area: int):
    """Return all arrangements with one area elsewhere."""
    rest = tuple(tuple(other for other in row if other != area) for row in order)
    for row in (0, 1):
        for place in range(len(rest[row]) + 1):
            new = [*rest]
            new[row] = (*rest[row][:place], area, *rest[row][place:])
            if keeps(areas, tuple(new)):
                yield tuple(new)


cases = given(
    seed=st.integers(0, 10**6),
    fixed=st.integers(0, 3),
    aisle=st.sampled_from([0.0, 1.5]),
    room=st.sampled_from([4.0, inf]),
)


@settings(deadline=None, max_examples=60)
@cases
def test_an_area_goes_where_it_makes_the_least_work(seed, fixed, aisle, room):
    """No place is better than the one that a move ends with, and the work it tells is that made there."""
    areas, rows, order = stood(seed, fixed, aisle, room)
    for area in range(6):
        if areas.fixed.get(area) is None or areas.fixed[area].end is None:
            floor = floor_of(rows, order)
            told = moved(rows, floor, area, work_of(rows, floor, 100.0), 100.0)
            best = min(work(areas, new, aisle, room, 100.0) for new in insertions(areas, order, area))
            assert told / SCALE == pytest.approx(best)
            assert told == pytest.approx(work_of(rows, floor, 100.0))
            assert keeps(areas, order_of(floor))


@settings(deadline=None, max_examples=60)
@cases
def test_pairs_are_swapped_where_that_saves_work(seed, fixed, aisle, room):
    """Sweeps over pairs end where no swap is better, and the work they tell is that made there."""
    areas, rows, order = stood(seed, fixed, aisle, room)
    floor = floor_of(rows, order)
    before, now = inf, work_of(rows, floor, 100.0)
    while now < before:
        before, now = now, swapped(rows, floor, now, 100.0)
    assert now == pytest.approx(work_of(rows, floor, 100.0))
    ended = order_of(floor)
    assert now / SCALE == pytest.approx(work(areas, ended, aisle, room, 100.0))
    assert keeps(areas, ended)
    for one, two in combinations(range(6), 2):
        turned = {one: two, two: one}
        other = tuple(tuple(turned.get(area, area) for area in row) for row in ended)
        if keeps(areas, other):
            assert work(areas, other, aisle, room, 100.0) >= now / SCALE * (1 - 1e-9)
