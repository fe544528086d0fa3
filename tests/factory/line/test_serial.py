"""The event-free kernel beside the event kernel."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factory.line import made

from reshore.chance.streams import Streams
from reshore.factory.line.encode import encode
from reshore.factory.line.line import Failures
from reshore.factory.line.release import Conwip, Poisson, Saturated, Takt
from reshore.factory.line.replication import by_events, by_recursion
from reshore.factory.line.verify import check

UNTIL = 504.0


@settings(max_examples=60)
@given(
    texts=st.lists(made.times, min_size=1, max_size=4),
    release=st.sampled_from([Saturated(), Conwip(3), Takt(1.6), Poisson(1.9)]),
    buffer=st.integers(0, 4),
    failures=st.sampled_from([None, Failures(9, 2), Failures(3, 0.4)]),
)
def test_same_departures(texts, release, buffer, failures):
    """Both kernels let the same units in and out at the same times, and split servers' time the same way."""
    line = made.serial(texts, release, buffer=buffer, failures=failures)
    empty = encode(line, Streams(5), UNTIL)
    (events, before), (recursion, other) = (k(empty, 2, 168.0, UNTIL) for k in (by_events, by_recursion))
    assert np.array(made.left(events)) == pytest.approx(np.array(made.left(recursion)), abs=1e-7)
    assert before.tolist() == other.tolist()
    for name in ("released", "finished", "inside"):
        assert events.products[name].tolist() == recursion.products[name].tolist()
    assert events.shares == pytest.approx(recursion.shares, abs=1e-7)
    assert events.inside == pytest.approx(recursion.inside, abs=1e-7)
    assert events.output.tolist() == recursion.output.tolist()
    check(line, recursion, 168.0)
