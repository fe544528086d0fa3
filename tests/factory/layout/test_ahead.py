from __future__ import annotations

from math import inf

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factory.layout.drawn import best_by_force, drawn

from reshore.factory.layout.ahead import look_ahead
from reshore.factory.layout.arrange import arrange
from reshore.factory.layout.rows import SCALE, Rows
from reshore.factory.layout.sets import Sets


@settings(deadline=None, max_examples=40)
@given(
    seed=st.integers(0, 10**6),
    count=st.integers(2, 5),
    ports=st.integers(0, 2),
    aisle=st.sampled_from([0, 2.0]),
)
def test_what_is_to_come_is_not_less(seed, count, ports, aisle):
    """Looking ahead from nothing placed says at most what the best arrangement makes."""
    areas = drawn(seed, count, ports=ports)
    rows = Rows.of(areas, 2, aisle, inf)
    sets = Sets.of(rows)
    look_ahead(rows, sets, np.zeros((count, 2)), (1 << count) - 1, 0)
    best = best_by_force(areas, 2, aisle)[1]
    assert sets.even[0] / SCALE <= best + 1e-9


def test_looking_ahead_says_most_of_it():
    """Of ten areas that all have to do with each other the bound without a search is most of the work."""
    areas = drawn(2, 10)
    rows = Rows.of(areas, 2, 0.0, inf)
    sets = Sets.of(rows)
    look_ahead(rows, sets, np.zeros((10, 2)), (1 << 10) - 1, 0)
    assert sets.even[0] / SCALE > 0.75 * arrange(areas).work
