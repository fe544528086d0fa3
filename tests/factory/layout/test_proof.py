from __future__ import annotations

import time as clock
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factory.layout.drawn import best_by_force, drawn, work_of

from reshore.factory.layout.proof import prove
from reshore.factory.layout.rows import SCALE, Rows

MANY = 1_000_000


@settings(deadline=None, max_examples=40)
@given(
    seed=st.integers(0, 10**6),
    count=st.integers(1, 6),
    ports=st.integers(0, 2),
    fixed=st.integers(0, 2),
    aisle=st.sampled_from([0.0, 3.0]),
    dense=st.sampled_from([0.2, 1.0]),
)
def test_best_without_one_known(seed, count, ports, fixed, aisle, dense):
    """With no arrangement known, the best of all is found."""
    areas = drawn(seed, count, ports=ports, fixed=min(fixed, count), dense=dense)
    found = prove(Rows.of(areas, 2, aisle, inf), inf, inf, MANY)
    best = best_by_force(areas, 2, aisle)[1]
    assert found.order is not None
    order = tuple(tuple(row.tolist()) for row in found.order)
    assert work_of(areas, order, aisle)[0] == pytest.approx(best)
    assert found.bound / SCALE == pytest.approx(best)


def test_nothing_better_than_the_best():
    """Where the best is known already, there is no other, and that is the proof."""
    areas = drawn(5, 6)
    best = best_by_force(areas, 2, 0.0)[1] * SCALE
    found = prove(Rows.of(areas, 2, 0.0, inf), best, inf, MANY)
    assert found.order is None
    assert found.bound == best


def test_nowhere_to_stand():
    """Rows too short for all areas have no arrangement at all."""
    areas = drawn(5, 6)
    found = prove(Rows.of(areas, 2, 0.0, float(areas.length.sum()) / 2 - 0.5), inf, inf, MANY)
    assert (found.bound, found.order) == (inf, None)


@pytest.mark.parametrize("stop", ["states", "time before", "time after"])
def test_ends_without_a_proof(stop, monkeypatch):
    """Where memory or time is used up, there is a bound, and no arrangement."""
    areas = drawn(6, 7, ports=1)
    best = best_by_force(areas, 2, 1.0)[1]
    rows = Rows.of(areas, 2, 1.0, inf)
    readings = {"states": [0.0] * 99, "time before": [2.0], "time after": [0.0, 2.0]}[stop]
    monkeypatch.setattr(clock, "perf_counter", lambda: readings.pop(0))
    monkeypatch.setattr("reshore.factory.layout.proof.STEPS", 1)
    monkeypatch.setattr("reshore.factory.layout.proof.ROOM", 4)
    found = prove(rows, inf, 1.0, 8 if stop == "states" else MANY)
    assert found.order is None
    assert 0 <= found.bound / SCALE <= best
    assert (found.bound > 0) == (stop != "time before")
