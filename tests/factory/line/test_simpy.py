"""The event kernel beside SimPy."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from tests.factory.line import made

from reshore.chance.streams import Streams
from reshore.factory.line.encode import encode
from reshore.factory.line.replication import by_events

pytest.importorskip("simpy")

from tests.factory.line.oracle import Oracle

UNTIL = 150.0


@settings(max_examples=40, report_multiple_bugs=False)
@given(made.any_line())
def test_same_events(line):
    """SimPy with the same draws lets the same units in and out at the same times."""
    oracle = Oracle(line, seed=3)
    oracle.run(UNTIL)
    state, _ = by_events(encode(line, Streams(3), UNTIL), 0, 0.0, UNTIL)
    names = [product.name for product in line.products]
    ours = sorted((names[p], *times) for p, *times in made.left(state))
    theirs = sorted(oracle.left)
    assert [name for name, _, _ in ours] == [name for name, _, _ in theirs]
    assert [times for _, *times in ours] == [pytest.approx(times, abs=1e-7) for _, *times in theirs]
    assert state.products.scrapped.tolist() == [oracle.scrapped[name] for name in names]
    assert state.products.released.tolist() == [oracle.released[name] for name in names]
