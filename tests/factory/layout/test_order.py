from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numba import njit

from reshore.factory.layout.order import sort_by


@njit
def sort(key, order, count):
    """Call what only kernels can call."""
    sort_by(key, order, count)


@settings(deadline=None)
@given(key=st.lists(st.integers(-5, 5), max_size=40), more=st.integers(0, 3))
def test_sorted(key, more):
    """Numbers come by their keys; what is behind the count stays as it is."""
    order = np.full(len(key) + more, -1)
    sort(np.array([*key, *[-9] * more], np.float64), order, len(key))
    assert sorted(order[: len(key)]) == list(range(len(key)))
    assert [key[number] for number in order[: len(key)]] == sorted(key)
    assert order[len(key) :].tolist() == [-1] * more
