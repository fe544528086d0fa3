from __future__ import annotations

from dataclasses import replace
from itertools import product
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factory.layout.drawn import drawn

from reshore.factory.layout.areas import Spot
from reshore.factory.layout.rows import Rows
from reshore.factory.layout.split import shortest_rows


@settings(deadline=None)
@given(seed=st.integers(0, 10**6), count=st.integers(1, 8), top=st.booleans())
def test_no_split_is_more_even(seed, count, top):
    """The longer row is as short as any split with the first area where it is fixed makes it."""
    areas = drawn(seed, count)
    if top:
        areas = replace(areas, fixed={0: Spot(0)})
    rows = Rows.of(areas, 2, 0.0, inf)
    shortest, row = shortest_rows(rows)

    def longer(split):
        first = sum(length for length, side in zip(rows.length, split, strict=True) if side == 0)
        return max(first, rows.length.sum() - first)

    splits = (split for split in product((0, 1), repeat=count) if not top or split[0] == 0)
    assert shortest == min(map(longer, splits)) == pytest.approx(longer(row))
    assert not top or row[0] == 0
