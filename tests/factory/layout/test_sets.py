from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numba import njit
from tests.factory.layout.drawn import drawn

from reshore.factory.layout.rows import Rows, least_port_work
from reshore.factory.layout.sets import Sets, flow_to


@njit
def toward(sets, area, others):
    """Call what only kernels can call."""
    return flow_to(sets, area, others)


@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 10**6), count=st.integers(1, 7))
def test_flow_to_a_set(seed, count):
    """What flows between an area and a set is the sum over its members."""
    rows = Rows.of(drawn(seed, count), 2, 0.0, inf)
    sets = Sets.of(rows)
    for others in range(1 << count):
        inside = np.array([others >> area & 1 == 1 for area in range(count)])
        for area in range(count):
            assert toward(sets, area, others) == pytest.approx(rows.flow[area, inside].sum())


def test_ports_of_those_to_come():
    """Of a set it is known how much work those outside it have with fixed points, at least."""
    rows = Rows.of(drawn(7, 4, ports=2), 2, 0.0, inf)
    sets, least = Sets.of(rows), least_port_work(rows)
    assert sets.ports[0] == pytest.approx(least.sum())
    assert sets.ports[0b1010] == pytest.approx(least[0] + least[2])
    assert sets.ports[0b1111] == 0
