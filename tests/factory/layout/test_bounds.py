from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factory.layout.drawn import best_by_force, drawn

from reshore.factory.layout.areas import Areas
from reshore.factory.layout.bounds import least_work
from reshore.factory.layout.rows import SCALE, Rows


@settings(deadline=None, max_examples=40)
@given(
    seed=st.integers(0, 10**6), count=st.integers(2, 5), ports=st.integers(0, 2), rows=st.sampled_from([1, 2])
)
def test_no_arrangement_is_below_the_bound(seed, count, ports, rows):
    """What is known without a search is at most the work of the best arrangement."""
    areas = drawn(seed, count, ports=ports)
    best = best_by_force(areas, rows, 1.0)[1]
    assert least_work(Rows.of(areas, rows, 1.0, inf)) / SCALE <= best + 1e-9


def test_bound_of_two():
    """Each area flows to both sides of the other: 2.5 and 2 m away on average, which is no more than 3."""
    areas = Areas(("a", "b"), np.array([4.0, 2.0]), np.array([[0.0, 5.0], [5.0, 0.0]]))
    assert least_work(Rows.of(areas, 1, 0.0, inf)) / SCALE == pytest.approx(5 * 2.25)
