"""Caps: rows in which integer columns limit others, and the choice among them."""

from __future__ import annotations

import numpy as np
import pytest

from reshore.lp.caps import Caps, Sum, Whole


@pytest.fixture(scope="module")
def program(make):
    """Columns open, build, a, b; caps: a + b <= 4 open + 2 build, a <= 3 open, b <= 3 open; a demand."""
    return make(
        0.0 * np.ones(4),
        [[-4, -2, 1, 1], [-3, 0, 1, 0], [-3, 0, 0, 1], [0, 0, 1, 1]],
        [-np.inf, -np.inf, -np.inf, 5],
        [0, 0, 0, np.inf],
        upper=[1, 2, np.inf, np.inf],
        integer=[True, True, False, False],
    )


def caps(program):
    return Caps.of(program, Whole.of(program))


def demand(limit=5.0):
    return Sum(np.zeros(2), np.array([2, 3]), np.ones(2), limit, np.array([3]))


def test_rows_without_integers_or_with_outflows_are_no_caps(program):
    """The demand has no integer column; what they allow at most is their room."""
    found = caps(program)
    assert found.rows.tolist() == [0, 1, 2]
    assert found.most.tolist() == [8, 3, 3]
    assert found.room(np.array([1.0, 0.5])).tolist() == [5, 3, 3]


def test_lower_limits_are_caps_as_well(make):
    """2 y - x >= 0 limits x as much as x - 2 y <= 0 does."""
    found = caps(make([0, 0], [[2, -1]], 0, np.inf, integer=[True, False]))
    assert found.cover.toarray().tolist() == [[0, 1]]
    assert found.whole.toarray().tolist() == [[-2]]


def test_the_tightest_and_the_finest_caps(program):
    """3 + 3 is less than 8: each its own; the finest is the one with modules."""
    found = caps(program)
    tight = found.applied(demand(9.0), found.most, finest=False)
    fine = found.applied(demand(9.0), found.most, finest=True)
    assert tight.whole == pytest.approx([6, 0])
    assert fine.whole == pytest.approx([4, 2])
    assert not len(tight.columns)
    assert not len(fine.columns)


def test_room_beyond_the_need_counts_for_nothing(program):
    """For 5 both cap 5 and more, so that the one with more integer columns is taken."""
    found = caps(program)
    assert found.applied(demand(), found.most, finest=False).whole == pytest.approx([4, 2])


def test_at_a_point_the_cap_with_least_room_there_is_taken(program):
    """With a half-open site and both modules: 3/2 + 3/2 against 2 + 4."""
    found = caps(program)
    assert found.applied(demand(), found.room(np.array([0.5, 2.0])), finest=False).whole == pytest.approx(
        [6, 0]
    )


def test_what_no_cap_limits_goes_at_its_upper_bound_or_stays(make):
    """x <= 4 by its bound leaves 3 of 7 to z, which has none."""
    program = make([0, 0, 0], [[1, 1, 1]], 7, np.inf, upper=[1, 4, np.inf], integer=[True, False, False])
    found = caps(program)
    each = Sum(np.ones(1), np.array([1, 2]), np.ones(2), 7.0, np.array([0]))
    left = found.applied(each, found.most, finest=False)
    assert (left.limit, left.columns.tolist(), left.rest.tolist()) == (3, [2], [1])


def test_steps_count_from_a_finite_bound(make):
    """From 2 up, from 5 down, and from nowhere; fixed columns are no decisions."""
    program = make(
        np.zeros(4),
        np.zeros((1, 4)),
        0,
        0,
        lower=[2, -np.inf, -np.inf, 1],
        upper=[9, 5, np.inf, 1],
        integer=True,
    )
    whole = Whole.of(program)
    assert whole.columns.tolist() == [0, 1, 2]
    assert whole.steps(np.array([3.0, 1, 7, 1]))[:2].tolist() == [1, 4]
    assert np.isnan(whole.base).tolist() == [False, False, True]
