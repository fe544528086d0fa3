"""Intervals of costs, and of what is said of two of them."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reshore.insight.interval import ROUNDING, Interval, difference

ENDS = st.floats(-1e6, 1e6)
INTERVALS = st.tuples(ENDS, ENDS).map(lambda ends: Interval(min(ends), max(ends)))
SHARES = st.floats(0, 1)


@given(INTERVALS, INTERVALS, SHARES, SHARES, st.floats(-3, 3))
def test_they_hold_what_is_made_of_numbers_in_them(one, other, here, there, factor):
    """Sums, differences and multiples of numbers in intervals lie in those of the intervals."""
    first, second = (
        part.low + share * (part.high - part.low) for part, share in ((one, here), (other, there))
    )
    for interval, value in (
        (one + other, first + second),
        (one - other, first - second),
        (one * factor, first * factor),
    ):
        assert interval.low - 1e-6 <= value <= interval.high + 1e-6


def test_ties():
    """A difference that may be 0 is none; what comes of rounding is 0."""
    best = Interval(99.0, 100.0)
    assert difference(Interval(99.5, 103.0), best) == Interval(-0.5, 4.0)
    assert difference(Interval(99.5, 103.0), best).tie
    assert not difference(Interval(100.5, 103.0), best).tie
    assert difference(Interval(100 + 10 * ROUNDING, 100.2), best).tie
    assert not difference(Interval(100 + 1000 * ROUNDING, 100.2), best).tie


def test_where_nothing_is_known_or_no_plan_is():
    """No bound and no plan make an interval without ends; without any plan both ends are infinite."""
    best, infeasible = Interval(99.0, 100.0), Interval(inf, inf)
    assert difference(Interval(), best) == Interval(-inf, inf)
    assert difference(infeasible, best) == infeasible
    assert difference(infeasible, infeasible) == Interval(-inf, inf)
    assert Interval(-inf, inf).at_least(0.0) == Interval(0.0, inf)
    assert Interval(-inf, inf) * 0.0 == Interval(0.0, 0.0)


@pytest.mark.parametrize(("low", "told"), [(-3.0, Interval(0.0, 2.0)), (1.0, Interval(1.0, 2.0))])
def test_a_number_that_is_known_to_be_large_enough(low, told):
    """The low end is lifted, and the high end where it would be below."""
    assert Interval(low, 2.0).at_least(0.0) == told
    assert Interval(low, 2.0).at_least(5.0) == Interval(5.0, 5.0)
