from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factory.layout.drawn import drawn, keeps

from reshore.chance.streams import Streams
from reshore.factory.layout.local import Walk, begin, search
from reshore.factory.layout.moves import work_of
from reshore.factory.layout.rows import Rows


@settings(deadline=None, max_examples=40)
@given(seed=st.integers(0, 10**6), count=st.integers(1, 9), fixed=st.integers(0, 4))
def test_begin(seed, count, fixed):
    """A random arrangement has every area once, and what is fixed where it is."""
    areas = drawn(seed, count, fixed=min(fixed, count))
    rows = Rows.of(areas, 2, 0.0, inf)
    walk = Walk.of(rows, Streams(seed).key("test"))
    begin(rows, walk)
    order = tuple(tuple(walk.floor.order[row, : walk.floor.filled[row]].tolist()) for row in (0, 1))
    assert sorted(order[0] + order[1]) == list(range(count))
    assert keeps(areas, order)


def test_search_goes_on():
    """Twice ten rounds are twenty, and more rounds make no more work."""
    rows = Rows.of(drawn(3, 14, ports=1), 2, 1.0, inf)
    walks = [Walk.of(rows, Streams(1).key("test")) for _ in range(2)]
    for walk in walks:
        begin(rows, walk)
    first = search(rows, walks[0], 10, 0.0)
    then = search(rows, walks[0], 10, 0.0)
    assert then <= first
    assert then == pytest.approx(work_of(rows, walks[0].best, 0.0))
    np.testing.assert_allclose(search(rows, walks[1], 20, 0.0), then)


def test_too_long_is_dear():
    """Where a row must not be longer than half of all, the search ends with rows that aren't."""
    rows = Rows.of(drawn(11, 12), 2, 0.0, inf)
    half = float(np.ceil(rows.length.sum() / 2 / 250) * 250)
    walk = Walk.of(rows, Streams(2).key("test"))
    narrow = rows._replace(room=half)
    begin(narrow, walk)
    search(narrow, walk, 50, 1e9)
    ends = walk.best.centre + rows.length / 2
    assert ends.max() <= half
