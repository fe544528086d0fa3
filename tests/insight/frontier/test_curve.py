"""Curves: dominated points, and the knee of curves for which it is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reshore.insight.frontier.curve import knee, undominated

POINTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=12)


@given(POINTS, st.booleans())
def test_what_no_other_beats(points, more):
    """As comparing all pairs says; of points that are alike one is left."""
    costs, values = [float(cost) for cost, _ in points], [float(value) for _, value in points]
    left = undominated(costs, values, more=more)
    sign = -1 if more else 1
    signed = [(cost, sign * value) for cost, value in points]
    best = {
        one
        for one in signed
        if not any(other != one and other[0] <= one[0] and other[1] <= one[1] for other in signed)
    }
    assert [signed[point] for point in left] == sorted(best)


def test_rounding_is_no_difference():
    """Points whose cost or value differs in the last digits alone are alike."""
    assert undominated([100.0, 100.000001, 120.0], [1.0, 0.5, 0.0], more=False) == [1, 2]
    assert undominated([100.0, 110.0, 120.0], [1.0, 0.9999999, 0.0], more=False) == [0, 2]
    assert undominated([], [], more=False) == []


@pytest.mark.parametrize("more", [False, True])
def test_the_knee_of_a_hyperbola(more):
    """Of cost = 1 / value from 1/4 to 4, it is where both are 1, whatever the units."""
    values = [4.0, 2.0, 1.0, 0.5, 0.25]
    costs = [1000 / value for value in values]
    assert knee(costs, [-value if more else value for value in values]) == 2


def test_no_knee():
    """A straight line has none, nor has a curve that bends away, nor two points alone."""
    assert knee([0.0, 1.0, 2.0], [2.0, 1.0, 0.0]) is None
    assert knee([0.0, 1.9, 2.0], [2.0, 1.9, 0.0]) is None
    assert knee([0.0, 1.0], [1.0, 0.0]) is None
    assert knee([5.0], [1.0]) is None
