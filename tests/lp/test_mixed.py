"""Rounding one inequality: what Marchand and Wolsey's formula gives, and that it holds for whole numbers."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from reshore.lp.mixed import Mixed


def mixed(whole, limit, span=np.inf, *, loose=True):
    whole = np.array(whole, dtype=float)
    return Mixed(whole, np.broadcast_to(float(span), len(whole)).copy(), float(limit), loose=loose)


def test_equal_capacities_give_a_count():
    """8 y >= 51 - s needs 7 of y, or 3 of s for the last one that is missing."""
    rows = mixed([8, 8], 51).deepest(1)
    assert rows.matrix == pytest.approx(np.ones((1, 2)))
    assert rows.limit == pytest.approx([7])
    assert rows.share == pytest.approx([1 / 3])


def test_a_textbook_inequality():
    """3 y1 + 2 y2 >= 4 by 3: f = 1/3, so y1 + min(1, 2/3 / (1/3)) y2 >= 2."""
    rows = mixed([3, 2], 4, loose=False).deepest(4)
    held = {tuple(np.round(line / limit * 2, 6)) for line, limit in zip(rows.matrix, rows.limit, strict=True)}
    assert (1.0, 1.0) in held


def test_a_coefficient_is_worth_no_more_than_the_limit():
    """100 y1 + 3 y2 >= 5: half of y1 is not enough."""
    rows = mixed([100, 3], 5, 1, loose=False).violated(np.array([0.05, 0.0]), 0.0, 1)
    assert rows.matrix[0] @ [0.05, 0] < rows.limit[0]
    assert rows.matrix[0] @ [1, 0] >= rows.limit[0]


def test_what_is_whole_already_is_left_alone():
    """8 y >= 48 has whole vertices: nothing to round."""
    assert not len(mixed([8, 8], 48, loose=False).deepest(3).limit)


def test_a_point_that_keeps_every_row_gets_none():
    """At y = 7 nothing is violated; at y = 6.4 the count is."""
    rows = mixed([8], 51).violated(np.array([7.0]), 0.0, 3)
    assert not len(rows.limit)
    assert len(mixed([8], 51).violated(np.array([51 / 8]), 0.0, 3).limit)


def test_counting_from_the_upper_bound_may_be_what_helps():
    """5 y1 + 4 y2 >= 8 within 0 and 1: both are needed, which only complements say."""
    rows = mixed([5, 4], 8, 1, loose=False).violated(np.array([1.0, 0.75]), 0.0, 1)
    assert rows.matrix[0] @ [1, 0.75] < rows.limit[0] - 1e-6
    assert rows.matrix[0] @ [1, 1] >= rows.limit[0] - 1e-9


SIZES = st.sampled_from([1.0, 2.0, 2.5, 3.0, 4.0, 7.0, 11.0])


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(st.tuples(SIZES, st.integers(1, 3)), min_size=1, max_size=4), st.floats(0.3, 40), st.data())
def test_no_whole_point_is_cut_off(columns, limit, data):
    """For all whole y within bounds and the least remainder that fits, every row holds."""
    whole, span = (np.array(part, dtype=float) for part in zip(*columns, strict=True))
    inequality = Mixed(whole, span, limit, loose=True)
    y = np.array([data.draw(st.floats(0, top)) for top in span])
    found = [inequality.deepest(4), inequality.violated(y, max(0.0, limit - whole @ y), 4)]
    for rows in found:
        for point in product(*(range(int(top) + 1) for top in span)):
            rest = max(0.0, limit - whole @ point)
            assert (rows.matrix @ point + rows.share * rest >= rows.limit - 1e-7).all()


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.tuples(SIZES, st.integers(1, 3)), min_size=1, max_size=4), st.floats(0.3, 40))
def test_every_row_cuts_something_off(columns, limit):
    """Within bounds the inequality allows a point that a row found forbids: the LP over it says so."""
    whole, span = (np.array(part, dtype=float) for part in zip(*columns, strict=True))
    rows = Mixed(whole, span, limit, loose=True).deepest(4)
    for line, share, least in zip(rows.matrix, rows.share, rows.limit, strict=True):
        assert lowest(line, share, whole, span, limit) < least - 1e-7


def lowest(line, share, whole, span, limit):
    bounds = [*((0, top) for top in span), (0, None)]
    return linprog([*line, share], [[*-whole, -1.0]], [-limit], bounds=bounds).fun
