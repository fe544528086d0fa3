from __future__ import annotations

from dataclasses import replace
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factory.layout.drawn import best_by_force, drawn, work_of

from reshore.factory.layout.areas import TOP, End, Spot
from reshore.factory.layout.rows import Rows
from reshore.factory.layout.single import best_order


@settings(deadline=None, max_examples=30)
@given(
    seed=st.integers(0, 10**6),
    count=st.integers(1, 6),
    ports=st.integers(0, 2),
    fixed=st.integers(0, 1),
    dense=st.sampled_from([0.0, 0.3, 1.0]),
)
def test_no_order_is_better(seed, count, ports, fixed, dense):
    """An order of one row makes as much work as the best of all permutations."""
    areas = drawn(seed, count, ports=ports, fixed=fixed, rows=1, dense=dense)
    order = tuple(int(area) for area in best_order(Rows.of(areas, 1, 0.0, inf)))
    assert work_of(areas, (order, ()), 0.0)[0] == pytest.approx(best_by_force(areas, 1, 0.0)[1])


def test_ends():
    """Areas fixed to the ends stand there, whatever that costs."""
    areas = replace(drawn(4, 6), fixed={2: Spot(TOP, End.RIGHT), 5: Spot(TOP, End.LEFT)})
    order = best_order(Rows.of(areas, 1, 0.0, inf))
    assert (order[0], order[-1]) == (5, 2)
    assert sorted(order) == list(range(6))
